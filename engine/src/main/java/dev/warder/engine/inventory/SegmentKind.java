package dev.warder.engine.inventory;

/// What a path segment looks like on its own.
///
/// Typing the token before any clustering matters more than the clustering (Loghub-2.0). Versions
/// (`v2`, `v1.1`, `v1beta1`) are words; everything that a machine numbers is a value.
enum SegmentKind {
  WORD(0),
  INTEGER(1),
  UUID(2),
  HEX(4),
  OPAQUE(8),
  NUMBER(16),
  DATE(32),
  EMAIL(64),
  TEXT(128);

  /// Segments longer than this are opaque unless they are made of known words.
  private static final int LONGEST_WORD = 64;

  /// Longer ones are opaque whatever they are made of.
  private static final int LONGEST = 256;

  /// Hexadecimal needs this many digits before it is more likely an id than a word.
  private static final int SHORTEST_HEX = 8;

  /// Letters alone are hexadecimal from this length on.
  private static final int SHORTEST_OPAQUE = 16;

  /// Letters alone need this length before their mix of cases tells a token from a name.
  private static final int SHORTEST_SHUFFLED = 8;

  /// Share of known words that makes a word of a segment with odd digits.
  private static final double MOSTLY = 0.6;

  /// The kind as one bit of a set, none for a word.
  final int bit;

  SegmentKind(int bit) {
    this.bit = bit;
  }

  static SegmentKind of(String segment) {
    int length = segment.length();
    if (length == 0 || length > LONGEST) {
      return length == 0 ? WORD : OPAQUE;
    }
    Shape shape = Shape.of(segment);
    if (shape.digits == length) {
      return INTEGER;
    }
    if (shape.at > 0) {
      return emailOrWord(segment);
    }
    if (segment.indexOf('%') >= 0) {
      return TEXT;
    }
    return shape.digits == 0 ? ofLetters(segment, shape) : ofMixed(segment, shape);
  }

  private static SegmentKind ofLetters(String segment, Shape shape) {
    int length = segment.length();
    boolean hex = length >= SHORTEST_OPAQUE && shape.hexDigits == length;
    boolean shuffled = length >= SHORTEST_SHUFFLED && shape.rising >= 2;
    if (hex || shuffled || length > LONGEST_WORD) {
      WordLook look = WordLook.of(segment);
      boolean words = look.knownShare() >= MOSTLY;
      return words || (shuffled && !look.isShuffled()) ? WORD : OPAQUE;
    }
    return WORD;
  }

  private static SegmentKind ofMixed(String segment, Shape shape) {
    int length = segment.length();
    if (length == 36 && shape.dashes == 4 && shape.hexDigits == 32 && segment.charAt(8) == '-') {
      return UUID;
    }
    if (isDate(segment)) {
      return DATE;
    }
    if (shape.hexDigits == length && length >= SHORTEST_HEX) {
      return HEX;
    }
    if (isVersion(segment)) {
      return WORD;
    }
    boolean leads = isDigit(segment.charAt(0)) || segment.charAt(0) == '-';
    if (leads && shape.digits + shape.dashes + shape.dots == length) {
      return shape.dots > 0 ? NUMBER : OPAQUE;
    }
    return Numbering.of(segment).isValue() ? OPAQUE : WORD;
  }

  private static SegmentKind emailOrWord(String segment) {
    int at = segment.indexOf('@');
    if (at == 0 && segment.length() > 1) {
      return TEXT;
    }
    return segment.indexOf('.', at) > at + 1 ? EMAIL : WORD;
  }

  /// Whether a segment names a version of the API wherever it stands: `v2`, `v1.1`, `v1beta1`.
  static boolean isVersion(String segment) {
    if (segment.length() < 2 || segment.length() > 12) {
      return false;
    }
    char first = segment.charAt(0);
    if ((first != 'v' && first != 'V') || !isDigit(segment.charAt(1))) {
      return false;
    }
    int i = 1;
    boolean dotted = false;
    while (i < segment.length() && (isDigit(segment.charAt(i)) || segment.charAt(i) == '.')) {
      dotted |= segment.charAt(i) == '.';
      i++;
    }
    String rest = segment.substring(i);
    if (i > 4 && !dotted) {
      return false;
    }
    return rest.isEmpty() || rest.startsWith("alpha") || rest.startsWith("beta");
  }

  private static boolean isDate(String segment) {
    if (segment.length() < 10 || segment.charAt(4) != '-' || segment.charAt(7) != '-') {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (i != 4 && i != 7 && !isDigit(segment.charAt(i))) {
        return false;
      }
    }
    return segment.length() == 10 || segment.charAt(10) == 'T';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// What the characters of a segment are, counted in one pass.
  private record Shape(int digits, int hexDigits, int dashes, int dots, int at, int rising) {

    static Shape of(String segment) {
      int digits = 0;
      int hex = 0;
      int dashes = 0;
      int dots = 0;
      int at = 0;
      int rising = 0;
      char last = 0;
      for (int i = 0; i < segment.length(); i++) {
        char c = segment.charAt(i);
        boolean digit = isDigit(c);
        boolean upper = c >= 'A' && c <= 'Z';
        digits += digit ? 1 : 0;
        hex += digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? 1 : 0;
        dashes += c == '-' || c == '_' ? 1 : 0;
        dots += c == '.' ? 1 : 0;
        at += c == '@' ? 1 : 0;
        rising += upper && last >= 'a' && last <= 'z' ? 1 : 0;
        last = c;
      }
      return new Shape(digits, hex, dashes, dots, at, rising);
    }
  }

  /// Where the digits stand in a segment that has letters as well.
  ///
  ///     4711-a   INV10023   i-0dbc91   x7k2p9   123abc     values: a number of its own, three digits
  ///                                                        at an end, or digits all over
  ///     oauth2   i18n   line1   geo2ip   office365Users    words with a digit
  ///
  /// @param ownNumber whether digits stand alone between separators, three or more
  /// @param scattered whether letters and digits mix as they do in tokens
  private record Numbering(String segment, boolean ownNumber, boolean scattered) {
    private static final int FEW = 3;

    static Numbering of(String segment) {
      boolean ownNumber = false;
      boolean scattered = false;
      int start = 0;
      for (int i = 0; i <= segment.length(); i++) {
        if (i == segment.length() || isSeparator(segment.charAt(i))) {
          int digits = digits(segment, start, i);
          ownNumber |= digits >= FEW && digits == i - start;
          scattered |= digits > 0 && digits < i - start && isScattered(segment, start, i, digits);
          start = i + 1;
        }
      }
      return new Numbering(segment, ownNumber, scattered);
    }

    boolean isValue() {
      if (ownNumber) {
        return true;
      }
      if (!scattered && segment.length() < SHORTEST_SHUFFLED) {
        return false;
      }
      WordLook look = WordLook.of(segment);
      return look.knownShare() < MOSTLY && (scattered || look.isShuffled());
    }

    private static boolean isScattered(String segment, int from, int to, int digits) {
      int runs = 0;
      for (int i = from; i < to; i++) {
        boolean starts =
            isDigit(segment.charAt(i)) && (i == from || !isDigit(segment.charAt(i - 1)));
        runs += starts ? 1 : 0;
      }
      int length = to - from;
      if (runs > 1) {
        return length >= FEW + 2;
      }
      if (isDigit(segment.charAt(to - 1))) {
        return digits >= FEW;
      }
      boolean leads = isDigit(segment.charAt(from));
      int enough = leads && digits == 1 ? SHORTEST_SHUFFLED : FEW + 2;
      return length >= enough;
    }

    private static int digits(String segment, int from, int to) {
      int digits = 0;
      for (int i = from; i < to; i++) {
        digits += isDigit(segment.charAt(i)) ? 1 : 0;
      }
      return digits;
    }

    private static boolean isSeparator(char c) {
      return c == '-' || c == '_' || c == '.' || c == ':' || c == '~' || c == '$';
    }
  }
}
