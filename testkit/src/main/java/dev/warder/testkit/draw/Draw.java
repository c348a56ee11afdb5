package dev.warder.testkit.draw;

import java.util.List;

/// A stream of pseudo-random draws that a seed decides for ever: SplitMix64 written out, so that no
/// release of the JDK can change what the samples hold. Used by one thread.
///
/// Source Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (OOPSLA 2014)
public final class Draw {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private long state;

  public Draw(long seed) {
    state = seed;
  }

  /// A stream of its own, decided by this one's position and the name. Does not move this stream,
  /// so that one more call in one place leaves every other place as it was.
  public Draw fork(String name) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return new Draw(mix(state + hash));
  }

  public long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /// From 0 to `bound - 1`.
  public int below(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound is " + bound + ", must be positive");
    }
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /// From `low` to `high`, both included.
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  public boolean perMille(int chance) {
    return below(1_000) < chance;
  }

  public <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }

  /// Crowds towards 0: of `bound` things the first is drawn most, as traffic does with keys, users
  /// and pages. `steepness` 1 is uniform.
  public int crowded(int bound, int steepness) {
    double unit = (next() >>> 11) * 0x1.0p-53;
    double power = unit;
    for (int i = 1; i < steepness; i++) {
      power *= unit;
    }
    return (int) (power * bound);
  }

  public String hex(int digits) {
    char[] text = new char[digits];
    long bits = 0;
    for (int i = 0; i < digits; i++) {
      if ((i & 15) == 0) {
        bits = next();
      }
      text[i] = HEX[(int) (bits & 15)];
      bits >>>= 4;
    }
    return new String(text);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
