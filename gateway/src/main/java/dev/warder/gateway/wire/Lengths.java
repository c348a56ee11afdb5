package dev.warder.gateway.wire;

/// Lengths as messages spell them: digits and nothing else.
final class Lengths {
  private static final int MOST_DIGITS = 18;

  private Lengths() {}

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
