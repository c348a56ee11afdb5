package dev.warder.engine.profile;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Times;
import java.util.function.IntConsumer;

/// Which operations were used, how often, and on how many days. An open-addressing table of one
/// word an operation, because there is one for every key and every consumer.
///
///     bits 63..52 days | 51..38 last day, modulo 2^14 | 37..20 calls | 19..0 operation + 1
///
/// Bounds at most [#MAX] operations; further ones are not remembered and count as known, so that
/// nobody gains by flooding. Days stop at 4,095, calls at 262,143
public final class OperationUse {
  static final int MAX = 4_096;

  private static final int CALLS_AT = 20;
  private static final int LAST_DAY_AT = 38;
  private static final int DAYS_AT = 52;
  private static final int ID_MASK = (1 << CALLS_AT) - 1;

  /// The highest number an operation may have.
  static final int MOST_ID = ID_MASK - 1;

  private static final int CALLS_MASK = (1 << (LAST_DAY_AT - CALLS_AT)) - 1;
  private static final int DAY_MASK = (1 << (DAYS_AT - LAST_DAY_AT)) - 1;
  private static final int DAYS_MASK = (1 << (Long.SIZE - DAYS_AT)) - 1;

  /// Empty slots hold zero.
  private long[] slots = new long[4];

  private int size;

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
  ///
  /// @param id number of the operation, 0 to 1,048,574
  public Use add(int id, long timeMicros) {
    int at = slot(id);
    long known = slots[at];
    int day = (int) Times.day(timeMicros) & DAY_MASK;
    if (known == 0) {
      return addNew(id, at, day);
    }
    boolean isNewDay = lastDay(known) != day;
    int calls = Math.min(calls(known) + 1, CALLS_MASK);
    int days = isNewDay ? Math.min(days(known) + 1, DAYS_MASK) : days(known);
    slots[at] = packed(id, calls, day, days);
    return isNewDay ? Use.NEW_DAY : Use.AGAIN;
  }

  /// Adds what another table counted. Days are those of the table that has more of them.
  ///
  /// @param most operations beyond which further ones are not taken, up to [#MAX]
  void addAll(OperationUse other, int most) {
    for (long added : other.slots) {
      if (added != 0) {
        add(added, most);
      }
    }
  }

  private void add(long added, int most) {
    int at = slot(id(added));
    long known = slots[at];
    if (known == 0) {
      if (size < most) {
        place(id(added), at, added);
      }
      return;
    }
    int calls = Math.min(calls(known) + calls(added), CALLS_MASK);
    long longer = days(added) > days(known) ? added : known;
    slots[at] = packed(id(added), calls, lastDay(longer), days(longer));
  }

  private Use addNew(int id, int free, int day) {
    return place(id, free, packed(id, 1, day, 1)) ? Use.NEW : Use.AGAIN;
  }

  /// Puts an operation into an empty slot; false if there are too many.
  private boolean place(int id, int free, long slot) {
    if (size >= MAX) {
      return false;
    }
    int at = free;
    if ((size + 1) * 4 > slots.length * 3) {
      grow();
      at = slot(id);
    }
    slots[at] = slot;
    size++;
    return true;
  }

  private static long packed(int id, int calls, int lastDay, int days) {
    return (long) days << DAYS_AT
        | (long) lastDay << LAST_DAY_AT
        | (long) calls << CALLS_AT
        | id + 1;
  }

  private static int days(long slot) {
    return (int) (slot >>> DAYS_AT);
  }

  private static int lastDay(long slot) {
    return (int) (slot >>> LAST_DAY_AT) & DAY_MASK;
  }

  private static int calls(long slot) {
    return (int) (slot >>> CALLS_AT) & CALLS_MASK;
  }

  private static int id(long slot) {
    return ((int) slot & ID_MASK) - 1;
  }

  /// On how many days before the day of `timeMicros` an operation was used.
  public int daysBefore(int id, long timeMicros) {
    long known = slots[slot(id)];
    boolean today = lastDay(known) == ((int) Times.day(timeMicros) & DAY_MASK);
    return days(known) - (today && known != 0 ? 1 : 0);
  }

  /// Reads what the next one will need, ahead of it.
  int prefetch(int id) {
    return (int) slots[slot(id)];
  }

  public boolean knows(int id) {
    return size >= MAX || slots[slot(id)] != 0;
  }

  /// On how many days an operation was used; 0 if never.
  public int days(int id) {
    return days(slots[slot(id)]);
  }

  public int calls(int id) {
    return calls(slots[slot(id)]);
  }

  public int size() {
    return size;
  }

  /// Calls back with every operation's number, in no particular but repeatable order.
  public void forEach(IntConsumer consumer) {
    for (long slot : slots) {
      if (slot != 0) {
        consumer.accept(id(slot));
      }
    }
  }

  /// Where an operation is, or else would be.
  private int slot(int id) {
    int mask = slots.length - 1;
    int at = ((id * 0x9E3779B9) >>> 7) & mask;
    while (slots[at] != 0 && id(slots[at]) != id) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    for (long slot : before) {
      if (slot != 0) {
        slots[slot(id(slot))] = slot;
      }
    }
  }

  /// Writes the operations as they lie, from behind an empty slot on. Put back one by one in that
  /// order, each finds the slot it had.
  void save(StateWriter out) {
    int mask = slots.length - 1;
    int empty = 0;
    while (slots[empty] != 0) {
      empty++;
    }
    out.number(size);
    for (int i = 1; i < slots.length; i++) {
      long slot = slots[(empty + i) & mask];
      if (slot != 0) {
        out.number(id(slot));
        out.number(calls(slot));
        out.number(lastDay(slot));
        out.number(days(slot));
      }
    }
  }

  /// @param known how many operations there are
  void restore(StateReader in, int known) throws StateException {
    size = in.size(Math.min(MAX, known));
    int room = slots.length;
    while (size * 4 > room * 3) {
      room *= 2;
    }
    slots = new long[room];
    for (int i = 0; i < size; i++) {
      int id = in.number(known - 1);
      int calls = in.number(CALLS_MASK);
      int lastDay = in.number(DAY_MASK);
      int days = in.number(DAYS_MASK);
      in.require(slots[slot(id)] == 0, "an operation stands twice");
      slots[slot(id)] = packed(id, calls, lastDay, days);
    }
  }
}
