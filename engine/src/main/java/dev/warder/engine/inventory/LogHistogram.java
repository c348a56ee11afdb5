package dev.warder.engine.inventory;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;

/// Distribution of sizes or durations in buckets that grow by a quarter octave.
///
/// Bounds at most [#BUCKETS] counters, 1 KiB; a quantile is right to ±12 %; O(1) per value
final class LogHistogram {
  private static final int BUCKETS = 4 * 62;

  private final int[] counts = new int[BUCKETS];
  private long total;
  private long max = -1;

  /// Counts a value; negative ones mean unknown and are ignored.
  void add(long value) {
    if (value < 0) {
      return;
    }
    counts[bucket(value)]++;
    total++;
    max = Math.max(max, value);
  }

  void addAll(LogHistogram other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    max = Math.max(max, other.max);
  }

  long max() {
    return max;
  }

  /// The value below which a share of all values lies; -1 if there are none.
  ///
  /// @param percent 1 to 100
  long percentile(int percent) {
    if (total == 0) {
      return -1;
    }
    long rank = Math.max(1, (total * percent + 99) / 100);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.min(middle(i), max);
      }
    }
    return max;
  }

  private static int bucket(long value) {
    if (value < 8) {
      return (int) value;
    }
    int octave = 63 - Long.numberOfLeadingZeros(value);
    int quarter = (int) (value >>> (octave - 2)) & 3;
    return Math.min(BUCKETS - 1, 8 + (octave - 3) * 4 + quarter);
  }

  private static long middle(int bucket) {
    if (bucket < 8) {
      return bucket;
    }
    int octave = (bucket - 8) / 4 + 3;
    long quarter = (bucket - 8L) % 4;
    long low = (4 + quarter) << (octave - 2);
    return low + (1L << (octave - 2)) / 2;
  }

  void save(StateWriter out) {
    out.number(total);
    out.signed(max);
    int used = BUCKETS;
    while (used > 0 && counts[used - 1] == 0) {
      used--;
    }
    out.signed(counts, used);
  }

  void restore(StateReader in) throws StateException {
    total = in.number();
    max = in.signed();
    int used = in.size(BUCKETS);
    System.arraycopy(in.signed(used, 0), 0, counts, 0, used);
  }
}
