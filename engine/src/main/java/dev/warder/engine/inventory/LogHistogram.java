package dev.warder.engine.inventory;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;

/// Distribution of sizes or durations in buckets that grow by a quarter octave.
///
/// Bounds at most [#BUCKETS] counters, 1 KiB, and only those from the lowest bucket used to the
/// highest; a quantile is right to ±12 %; O(1) per value
final class LogHistogram {
  private static final int BUCKETS = 4 * 62;
  private static final int[] NONE = {};

  /// Values by bucket, from [#lowest] on.
  private int[] counts = NONE;

  private int lowest;
  private long total;
  private long max = -1;

  /// Counts a value; negative ones mean unknown and are ignored.
  void add(long value) {
    if (value < 0) {
      return;
    }
    add(bucket(value), 1);
    total++;
    max = Math.max(max, value);
  }

  /// Reads what the next one will need, ahead of it.
  int prefetch() {
    return (int) total + counts.length;
  }

  private void add(int bucket, int values) {
    int at = bucket - lowest;
    if (at < 0 || at >= counts.length) {
      widen(bucket);
      at = bucket - lowest;
    }
    counts[at] += values;
  }

  private void widen(int bucket) {
    if (counts.length == 0) {
      lowest = bucket;
    }
    int from = Math.min(lowest, bucket);
    int to = Math.max(lowest + counts.length, bucket + 1);
    int[] wider = new int[to - from];
    System.arraycopy(counts, 0, wider, lowest - from, counts.length);
    counts = wider;
    lowest = from;
  }

  void addAll(LogHistogram other) {
    for (int i = 0; i < other.counts.length; i++) {
      add(other.lowest + i, other.counts[i]);
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
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.min(middle(lowest + i), max);
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
    out.number(lowest);
    out.signed(counts, counts.length);
  }

  void restore(StateReader in) throws StateException {
    total = in.number();
    max = in.signed();
    lowest = in.number(BUCKETS - 1);
    int used = in.size(BUCKETS - lowest);
    counts = used == 0 ? NONE : in.signed(used, 0);
  }
}
