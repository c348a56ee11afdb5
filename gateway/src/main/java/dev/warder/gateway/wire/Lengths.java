package dev.warder.gateway.wire;

/// Lengths as messages spell them: digits and nothing else.
public final class Lengths {
  private static final int MOST_DIGITS = 18;

  private Lengths() {}

  /// Whether a text spells a length as [#decimal] takes it.
  public static boolean isDecimal(CharSequence text) {
    int digits = text.length();
    boolean fits = digits > 0 && digits <= MOST_DIGITS && (digits == 1 || text.charAt(0) != '0');
    for (int i = 0; fits && i < digits; i++) {
      fits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return fits;
  }

  /// A decimal length; -1 if it is none, has more than 18 digits, or could be read as octal.
  static long decimal(byte[] bytes, int from, int to) {
    if (to == from || to - from > MOST_DIGITS || (bytes[from] == '0' && to - from > 1)) {
      return -1;
    }
    long length = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      length = 10 * length + (bytes[i] - '0');
    }
    return length;
  }
}
