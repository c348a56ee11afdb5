package dev.warder.engine.population;

/// Counts different things without keeping them: one bit for each, at a place its hash decides.
///
/// Bounds 256 bytes; good to some percent up to five thousand things, then counts as that many
/// Source linear counting, Whang, Vander-Zanden and Taylor 1990
final class DistinctSketch {
  private static final int BITS = 2_048;
  private static final int MOST = 5_000;

  private final long[] words = new long[BITS / Long.SIZE];
  private int set;

  /// Notes a thing; says whether the count may have grown.
  boolean add(long hash) {
    int bit = (int) (hash >>> 53);
    long mask = 1L << bit;
    if ((words[bit >>> 6] & mask) != 0) {
      return false;
    }
    words[bit >>> 6] |= mask;
    set++;
    return true;
  }

  /// About how many different things were added.
  int estimate() {
    if (set == BITS) {
      return MOST;
    }
    double empty = (BITS - set) / (double) BITS;
    return (int) Math.min(MOST, Math.round(-BITS * StrictMath.log(empty)));
  }
}
