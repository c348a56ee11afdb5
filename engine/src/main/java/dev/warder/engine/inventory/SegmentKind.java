package dev.warder.engine.inventory;

/// What a path segment looks like on its own.
///
/// Typing the token before any clustering matters more than the clustering (Loghub-2.0). Versions
/// (`v2`, `v1.1`) and locales (`en-us`) are words; everything that a machine numbers is a value.
enum SegmentKind {
  WORD(""),
  INTEGER("id"),
  UUID("id"),
  HEX("id"),
  OPAQUE("id"),
  DATE("date"),
  EMAIL("email");

  /// Segments longer than this are opaque whatever they hold.
  private static final int LONGEST_WORD = 64;

  /// Hexadecimal needs this many digits before it is more likely an id than a word.
  private static final int SHORTEST_HEX = 8;

  /// Letters and digits mixed need this length before they are more likely a token than a name.
  private static final int SHORTEST_OPAQUE = 16;

  private final String parameter;

  SegmentKind(String parameter) {
    this.parameter = parameter;
  }

  /// Name of the parameter such a segment stands for.
  String parameter() {
    return parameter.isEmpty() ? "name" : parameter;
  }

  static SegmentKind of(String segment) {
    int length = segment.length();
    if (length == 0 || length > LONGEST_WORD * 4) {
      return length == 0 ? WORD : OPAQUE;
    }
    Shape shape = Shape.of(segment);
    if (shape.digits == length) {
      return INTEGER;
    }
    if (shape.digits == 0) {
      return shape.at == 1 ? emailOrWord(segment) : length > LONGEST_WORD ? OPAQUE : WORD;
    }
    return ofMixed(segment, shape);
  }

  private static SegmentKind ofMixed(String segment, Shape shape) {
    int length = segment.length();
    if (length == 36 && shape.dashes == 4 && shape.hexDigits == 32 && segment.charAt(8) == '-') {
      return UUID;
    }
    if (shape.at == 1) {
      return emailOrWord(segment);
    }
    if (isDate(segment)) {
      return DATE;
    }
    if (shape.hexDigits == length && length >= SHORTEST_HEX) {
      return HEX;
    }
    if (shape.digits + shape.dashes == length && Character.isDigit(segment.charAt(0))) {
      return OPAQUE;
    }
    boolean tokenLike = shape.others == 0 && shape.digits >= 2 && !isVersion(segment);
    return tokenLike && length >= SHORTEST_OPAQUE && shape.switches >= 3
        ? OPAQUE
        : shortToken(segment, shape);
  }

  /// Short mixed tokens are values when digits lead the way: `4711-a`, `i-0dbc91`, `INV10023`.
  private static SegmentKind shortToken(String segment, Shape shape) {
    boolean numbered = shape.digits >= 3 && shape.digits * 2 >= segment.length() - shape.dashes;
    return numbered && shape.others == 0 && !isVersion(segment) ? OPAQUE : WORD;
  }

  private static SegmentKind emailOrWord(String segment) {
    int at = segment.indexOf('@');
    return at > 0 && segment.indexOf('.', at) > at + 1 ? EMAIL : WORD;
  }

  private static boolean isVersion(String segment) {
    char first = segment.charAt(0);
    if (first != 'v' && first != 'V') {
      return false;
    }
    for (int i = 1; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return segment.length() > 1 && segment.length() <= 8;
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
  private record Shape(int digits, int hexDigits, int dashes, int at, int others, int switches) {

    static Shape of(String segment) {
      int digits = 0;
      int hex = 0;
      int dashes = 0;
      int at = 0;
      int others = 0;
      int switches = 0;
      int last = -1;
      for (int i = 0; i < segment.length(); i++) {
        char c = segment.charAt(i);
        int group = group(c);
        digits += group == 0 ? 1 : 0;
        hex += group == 0 || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? 1 : 0;
        dashes += c == '-' || c == '_' ? 1 : 0;
        at += c == '@' ? 1 : 0;
        others += group == 3 && c != '-' && c != '_' && c != '=' ? 1 : 0;
        switches += last >= 0 && group != last ? 1 : 0;
        last = group;
      }
      return new Shape(digits, hex, dashes, at, others, switches);
    }

    private static int group(char c) {
      if (isDigit(c)) {
        return 0;
      }
      if (c >= 'a' && c <= 'z') {
        return 1;
      }
      return c >= 'A' && c <= 'Z' ? 2 : 3;
    }
  }
}
