package dev.warder.engine.profile;

import dev.warder.model.Times;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// Which operations were used, since when, and on how many days. An open-addressing table on
/// primitive arrays, because there is one for every key and every strand.
///
/// Bounds at most [#MAX] operations; further ones are not remembered and count as known, so that
/// nobody gains by flooding
public final class OperationUse {
  static final int MAX = 4_096;

  private int[] ids = new int[8];
  private long[] firstMicros = new long[8];
  private int[] days = new int[8];
  private int[] lastDay = new int[8];
  private int[] calls = new int[8];
  private int size;

  public OperationUse() {
    Arrays.fill(ids, -1);
  }

  /// Counts a call; says whether the operation was not known before.
  public boolean add(int id, long timeMicros) {
    int slot = slot(id);
    boolean isNew = ids[slot] < 0;
    if (isNew) {
      if (size >= MAX) {
        return false;
      }
      if ((size + 1) * 4 > ids.length * 3) {
        grow();
        slot = slot(id);
      }
      ids[slot] = id;
      firstMicros[slot] = timeMicros;
      size++;
    }
    int day = (int) Times.day(timeMicros);
    if (isNew || lastDay[slot] != day) {
      lastDay[slot] = day;
      days[slot]++;
    }
    calls[slot]++;
    return isNew;
  }

  public boolean knows(int id) {
    return size >= MAX || ids[slot(id)] >= 0;
  }

  /// On how many days an operation was used; 0 if never.
  public int days(int id) {
    int slot = slot(id);
    return ids[slot] < 0 ? 0 : days[slot];
  }

  public int calls(int id) {
    int slot = slot(id);
    return ids[slot] < 0 ? 0 : calls[slot];
  }

  /// When an operation was first used; [Long#MAX_VALUE] if never.
  public long firstMicros(int id) {
    int slot = slot(id);
    return ids[slot] < 0 ? Long.MAX_VALUE : firstMicros[slot];
  }

  public int size() {
    return size;
  }

  /// Calls back with every operation's number, in no particular but repeatable order.
  public void forEach(IntConsumer consumer) {
    for (int id : ids) {
      if (id >= 0) {
        consumer.accept(id);
      }
    }
  }

  private int slot(int id) {
    int mask = ids.length - 1;
    int slot = ((id * 0x9E3779B9) >>> 7) & mask;
    while (ids[slot] >= 0 && ids[slot] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    OperationUse wider = new OperationUse();
    int capacity = ids.length * 2;
    wider.ids = new int[capacity];
    Arrays.fill(wider.ids, -1);
    wider.firstMicros = new long[capacity];
    wider.days = new int[capacity];
    wider.lastDay = new int[capacity];
    wider.calls = new int[capacity];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] >= 0) {
        int slot = wider.slot(ids[i]);
        wider.ids[slot] = ids[i];
        wider.firstMicros[slot] = firstMicros[i];
        wider.days[slot] = days[i];
        wider.lastDay[slot] = lastDay[i];
        wider.calls[slot] = calls[i];
      }
    }
    ids = wider.ids;
    firstMicros = wider.firstMicros;
    days = wider.days;
    lastDay = wider.lastDay;
    calls = wider.calls;
  }
}
