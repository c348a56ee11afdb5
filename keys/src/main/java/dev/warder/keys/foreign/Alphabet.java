package dev.warder.keys.foreign;

/// The characters that stand in a value behind its prefix.
public enum Alphabet {
  /// Digits and `a` to `f`, in lower or upper case.
  HEX(4),
  BASE62(5.95),
  BASE64(6),
  BASE64URL(6),
  /// Any printable ASCII but the space.
  VISIBLE(6.5);

  private final double bits;

  Alphabet(double bits) {
    this.bits = bits;
  }

  /// How much a character that is drawn by lot hides, at the most.
  double bits() {
    return bits;
  }

  boolean has(char c) {
    return switch (this) {
      case HEX -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      case BASE62 -> isDigit(c) || isLetter(c);
      case BASE64 -> isDigit(c) || isLetter(c) || c == '+' || c == '/' || c == '=';
      case BASE64URL -> isDigit(c) || isLetter(c) || c == '-' || c == '_';
      case VISIBLE -> isVisible(c);
    };
  }

  static boolean isVisible(char c) {
    return c > ' ' && c <= '~';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
