package dev.warder.keys;

import org.jspecify.annotations.Nullable;

/// The name of a verdict: sorts by time, and cannot be guessed.
///
/// Shape `v` and 26 digits of Crockford's base 32: 48 bits of milliseconds, 80 bits at random
///
/// @param high milliseconds since the epoch above the first 16 random bits
/// @param low the other random bits
public record VerdictId(long high, long low) implements Comparable<VerdictId> {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 27;

  /// The id that a text spells, or null if it spells none.
  public static @Nullable VerdictId parse(String text) {
    if (text.length() != LENGTH || text.charAt(0) != 'v' || text.charAt(1) > '7') {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 1; i < LENGTH; i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        return null;
      }
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | digit;
    }
    return new VerdictId(high, low);
  }

  /// When the verdict was given, microseconds since the epoch, exact to a millisecond.
  public long timeMicros() {
    return (high >>> 16) * 1_000;
  }

  @Override
  public int compareTo(VerdictId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    char[] text = new char[LENGTH];
    text[0] = 'v';
    long upper = high;
    long lower = low;
    for (int i = LENGTH - 1; i > 0; i--) {
      text[i] = DIGITS.charAt((int) (lower & 31));
      lower = (lower >>> 5) | (upper << 59);
      upper >>>= 5;
    }
    return new String(text);
  }
}
