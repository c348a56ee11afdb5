package dev.warder.keys.proof;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One part of a [ReplayWindow]: the tables of two generations, used in turns.
///
/// Shape generation 8 in table 0, generation 9 in table 1, generation 10 in table 0 again, which is
/// cleared for it; from then on whatever was created in generation 8 is refused
final class ReplayPart {
  private static final int KEY_SLOTS = 256;

  private final Table[] tables = {new Table(), new Table()};
  private final int limit;
  private final int share;

  ReplayPart(int limit, int share) {
    this.limit = limit;
    this.share = share;
  }

  /// Takes note of 128 bits, the lower half of which is never 0; null if it is the first time.
  synchronized @Nullable Refusal admit(long generation, long high, long low, int keySlot) {
    Refusal refusal = refusal(generation, high, low, keySlot);
    if (refusal == null) {
      Table table = tables[(int) (generation & 1)];
      if (generation > table.generation) {
        table.begin(generation);
      }
      table.add(high, low);
      table.ofKey[keySlot]++;
    }
    return refusal;
  }

  /// What [#admit] would say, which may change until it is asked.
  synchronized @Nullable Refusal refusal(long generation, long high, long low, int keySlot) {
    Table table = tables[(int) (generation & 1)];
    if (generation < table.generation) {
      return Refusal.NOT_REMEMBERED;
    }
    if (generation > table.generation) {
      return null;
    }
    if (table.find(high, low) >= 0) {
      return Refusal.REPLAYED;
    }
    if (table.size >= limit) {
      return Refusal.WINDOW_FULL;
    }
    return table.ofKey[keySlot] >= share ? Refusal.KEY_CROWDS : null;
  }

  synchronized long sizeBytes() {
    return tables[0].sizeBytes() + tables[1].sizeBytes();
  }

  /// Open addressing over pairs of longs, at most three quarters full; low 0 means free.
  private static final class Table {
    private static final int FIRST_SLOTS = 16;

    /// Earlier than any that comes.
    private long generation = -1;

    private long[] pairs = new long[2 * FIRST_SLOTS];
    private int[] ofKey = new int[0];
    private int size;

    void begin(long next) {
      generation = next;
      size = 0;
      Arrays.fill(pairs, 0);
      ofKey = new int[KEY_SLOTS];
    }

    /// The slot that holds a pair, or -1 minus the one where it would stand.
    int find(long high, long low) {
      int mask = pairs.length / 2 - 1;
      int slot = (int) (low >>> 1) & mask;
      while (pairs[2 * slot + 1] != 0) {
        if (pairs[2 * slot] == high && pairs[2 * slot + 1] == low) {
          return slot;
        }
        slot = (slot + 1) & mask;
      }
      return -1 - slot;
    }

    void add(long high, long low) {
      if (4L * (size + 1) > 3L * (pairs.length / 2)) {
        grow();
      }
      put(high, low);
      size++;
    }

    private void put(long high, long low) {
      int slot = -1 - find(high, low);
      pairs[2 * slot] = high;
      pairs[2 * slot + 1] = low;
    }

    private void grow() {
      long[] old = pairs;
      pairs = new long[2 * old.length];
      for (int i = 0; i < old.length; i += 2) {
        if (old[i + 1] != 0) {
          put(old[i], old[i + 1]);
        }
      }
    }

    long sizeBytes() {
      return 8L * pairs.length + 4L * ofKey.length;
    }
  }
}
