package dev.warder.benchmarks.rivals;

/// MIDAS-F on one stream of edges: how much more often than its mean an edge, its source or its
/// destination occurs in the present tick, as a chi-squared statistic. What scores too high is not
/// merged into the counts of the past; they grow by their own mean instead, so that an attack does
/// not become usual.
///
/// Bounds nine sketches of [#ROWS] × [#BUCKETS] counters, whatever the number of edges
///
/// Source Bhatia, Liu, Hooi, Yoon, Shin, Faloutsos: Real-Time Anomaly Detection in Edge Streams
/// (ACM TKDD 2022), with its settings: 2 hash functions, 2719 buckets, decay 0.5, threshold 1000
final class MidasFilter {
  static final int ROWS = 2;
  static final int BUCKETS = 2_719;
  static final double DECAY = 0.5;
  static final double THRESHOLD = 1_000;

  private final Counts edges = new Counts();
  private final Counts sources = new Counts();
  private final Counts destinations = new Counts();
  private long tick = 1;

  /// Counts one edge and scores it.
  ///
  /// @param source hash of where the edge begins
  /// @param destination hash of where it ends
  /// @param now tick of time, from 1, never less than before
  /// @return 0 or more, not bounded
  double add(long source, long destination, long now) {
    if (now > tick) {
      edges.close(tick);
      sources.close(tick);
      destinations.close(tick);
      tick = now;
    }
    double edge = edges.add(mixed(source + 0x9E3779B97F4A7C15L * destination), tick);
    double both = Math.max(sources.add(source, tick), destinations.add(destination, tick));
    return Math.max(edge, both);
  }

  /// @param a weight in the present tick, decayed past ticks included
  /// @param s sum over the ticks before
  /// @param t number of the present tick
  static double chiSquared(double a, double s, long t) {
    if (s == 0 || t <= 1) {
      return 0;
    }
    double deviation = a + s - a * t;
    return deviation * deviation / (s * (t - 1));
  }

  private static long mixed(long z) {
    long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /// Three count-min sketches in the same layout.
  private static final class Counts {
    private final double[] present = new double[ROWS * BUCKETS];
    private final double[] past = new double[ROWS * BUCKETS];
    private final double[] score = new double[ROWS * BUCKETS];
    private final int[] cells = new int[ROWS];

    double add(long key, long now) {
      for (int row = 0; row < ROWS; row++) {
        long hash = mixed(key ^ mixed(row + 1L));
        cells[row] = row * BUCKETS + (int) Long.remainderUnsigned(hash, BUCKETS);
        present[cells[row]]++;
      }
      double scored = chiSquared(least(present), least(past), now);
      for (int cell : cells) {
        score[cell] = scored;
      }
      return scored;
    }

    private double least(double[] counters) {
      double least = counters[cells[0]];
      for (int row = 1; row < ROWS; row++) {
        least = Math.min(least, counters[cells[row]]);
      }
      return least;
    }

    void close(long ended) {
      for (int i = 0; i < past.length; i++) {
        if (score[i] < THRESHOLD) {
          past[i] += present[i];
        } else if (ended > 1) {
          past[i] += past[i] / (ended - 1);
        }
        present[i] *= DECAY;
      }
    }
  }
}
