package dev.warder.engine.population;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;

/// Counts different things without keeping them: the hashes of the first few, then one bit for
/// each, at a place its hash decides.
///
/// Bounds 80 bytes up to [#FEW] things, then 280; exact for the few, good to some percent up to
/// five thousand, then counts as that many Source linear counting, Whang, Vander-Zanden and Taylor
/// 1990
final class DistinctSketch {
  private static final int FEW = 8;
  private static final int BITS = 2_048;
  private static final short MOST = 5_000;

  /// About how many things set so many bits.
  private static final short[] ESTIMATES = estimates();

  /// Hashes of the first few, then bits.
  private long[] words = new long[2];

  private int set;

  /// Notes a thing; says whether the count may have grown.
  boolean add(long hash) {
    return words.length > FEW ? addBit(hash) : addHash(hash);
  }

  private boolean addHash(long hash) {
    for (int i = 0; i < set; i++) {
      if (words[i] == hash) {
        return false;
      }
    }
    if (set == FEW) {
      long[] few = words;
      words = new long[BITS / Long.SIZE];
      set = 0;
      for (long one : few) {
        addBit(one);
      }
      return addBit(hash);
    }
    if (set == words.length) {
      words = Arrays.copyOf(words, 2 * set);
    }
    words[set++] = hash;
    return true;
  }

  private boolean addBit(long hash) {
    int bit = (int) (hash >>> 53);
    long mask = 1L << bit;
    if ((words[bit >>> 6] & mask) != 0) {
      return false;
    }
    words[bit >>> 6] |= mask;
    set++;
    return true;
  }

  /// Reads what the next one will need, ahead of it.
  int prefetch() {
    return set + words.length;
  }

  /// About how many different things were added.
  int estimate() {
    if (words.length <= FEW) {
      return set;
    }
    return ESTIMATES[set];
  }

  private static short[] estimates() {
    short[] estimates = new short[BITS + 1];
    for (int set = 0; set < BITS; set++) {
      double empty = (BITS - set) / (double) BITS;
      estimates[set] = (short) Math.min(MOST, Math.round(-BITS * StrictMath.log(empty)));
    }
    estimates[BITS] = MOST;
    return estimates;
  }

  void save(StateWriter out) {
    boolean few = words.length <= FEW;
    out.flag(few);
    out.number(set);
    for (int i = 0; i < (few ? set : words.length); i++) {
      out.bits(words[i]);
    }
  }

  void restore(StateReader in) throws StateException {
    boolean few = in.flag();
    set = in.number(few ? FEW : BITS);
    int room = words.length;
    while (few && room < set) {
      room *= 2;
    }
    words = new long[few ? room : BITS / Long.SIZE];
    int bits = 0;
    for (int i = 0; i < (few ? set : words.length); i++) {
      words[i] = in.bits();
      bits += Long.bitCount(words[i]);
    }
    in.require(few || bits == set, "another number of bits");
  }
}
