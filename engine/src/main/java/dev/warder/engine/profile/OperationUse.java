package dev.warder.engine.profile;

import dev.warder.model.Times;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// Which operations were used, how often, and on how many days. An open-addressing table on
/// primitive arrays, because there is one for every key and every strand.
///
/// Bounds at most [#MAX] operations; further ones are not remembered and count as known, so that
/// nobody gains by flooding
public final class OperationUse {
  static final int MAX = 4_096;

  private int[] ids = new int[8];
  private int[] days = new int[8];
  private int[] lastDay = new int[8];
  private int[] calls = new int[8];
  private int size;

  public OperationUse() {
    Arrays.fill(ids, -1);
  }

  /// What a use was, as far as the table knew before it.
  public enum Use {
    /// The operation was not known.
    NEW,
    /// It was known, but not used on this day.
    NEW_DAY,
    /// It was used on this day before.
    AGAIN
  }

  /// Counts a call.
  public Use add(int id, long timeMicros) {
    int slot = slot(id);
    boolean isNew = ids[slot] < 0;
    if (isNew) {
      if (size >= MAX) {
        return Use.AGAIN;
      }
      if ((size + 1) * 4 > ids.length * 3) {
        grow();
        slot = slot(id);
      }
      ids[slot] = id;
      size++;
    }
    int day = (int) Times.day(timeMicros);
    boolean isNewDay = isNew || lastDay[slot] != day;
    if (isNewDay) {
      lastDay[slot] = day;
      days[slot]++;
    }
    calls[slot]++;
    return isNew ? Use.NEW : isNewDay ? Use.NEW_DAY : Use.AGAIN;
  }

  /// On how many days before the day of `timeMicros` an operation was used.
  public int daysBefore(int id, long timeMicros) {
    int slot = slot(id);
    if (ids[slot] < 0) {
      return 0;
    }
    return days[slot] - (lastDay[slot] == (int) Times.day(timeMicros) ? 1 : 0);
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
    wider.days = new int[capacity];
    wider.lastDay = new int[capacity];
    wider.calls = new int[capacity];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] >= 0) {
        int slot = wider.slot(ids[i]);
        wider.ids[slot] = ids[i];
        wider.days[slot] = days[i];
        wider.lastDay[slot] = lastDay[i];
        wider.calls[slot] = calls[i];
      }
    }
    ids = wider.ids;
    days = wider.days;
    lastDay = wider.lastDay;
    calls = wider.calls;
  }
}
