package dev.warder.benchmarks.keys;

/// How long things took, in steps of at most 3 %. Confined to one thread.
final class Nanos {
  private static final int STEPS = 32;
  private static final int STEP_BITS = 5;

  private final long[] counts = new long[64 * STEPS];
  private long count;

  void add(long nanos) {
    counts[place(Math.max(1, nanos))]++;
    count++;
  }

  void add(Nanos other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
  }

  long count() {
    return count;
  }

  /// The time that a share of all stayed below, in microseconds.
  double micros(double share) {
    long wanted = (long) Math.ceil(count * share);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return upper(i) / 1e3;
      }
    }
    return 0;
  }

  private static int place(long nanos) {
    int bits = 64 - Long.numberOfLeadingZeros(nanos);
    int shift = Math.max(0, bits - STEP_BITS - 1);
    return (shift << STEP_BITS) + (int) (nanos >>> shift);
  }

  private static long upper(int place) {
    int shift = Math.max(0, (place >>> STEP_BITS) - 1);
    return ((long) (place - (shift << STEP_BITS)) + 1) << shift;
  }
}
