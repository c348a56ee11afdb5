package dev.warder.policy.scope;

/// What a path must look like for a pattern to match it: its one normal form.
///
/// Two programs that read an odd path differently (`/a/..;/b`, `//`, `%2e`, `%2F`) are how callers
/// get past whoever looks first. A path that is not in normal form therefore never matches any
/// pattern, whatever it would mean when put right; nothing here puts it right.
///
/// - Shape: begins with `/`; segments of unreserved characters, `!$&'()*+,=:@` and percent-encoded
///   octets; not empty except the last one (a slash at the end is part of the path)
/// - Refused: empty segments, `.` and `..`, `;`, `\`, `?`, `#`, blanks, control characters,
///   anything beyond ASCII; encoded octets in lower-case hexadecimal, or that encode what needs no
///   encoding, or one of `/`, `\`, `%`, `;` or a control character, or that are not UTF-8 (RFC
///   3629)
/// - Bounds: one pass, no allocation; more than 8,192 characters are refused
/// - Source: RFC 3986 section 6.2.2
public final class NormalPath {
  static final int LONGEST = 8_192;

  private static final boolean[] LITERAL = table("!$&'()*+,=:@");
  private static final boolean[] UNRESERVED = table("");
  private static final boolean[] NEVER_ENCODED = neverEncoded();

  private NormalPath() {}

  /// Whether a path is in normal form.
  public static boolean is(String path) {
    return firstFault(path) < 0;
  }

  /// Where a path leaves normal form, counted from 0; -1 if it does not.
  static int firstFault(String path) {
    int length = path.length();
    if (length == 0 || length > LONGEST || path.charAt(0) != '/') {
      return 0;
    }
    int segment = 1;
    int at = 1;
    while (at < length) {
      char character = path.charAt(at);
      if (character == '/') {
        if (isEmptyOrDots(path, segment, at)) {
          return segment;
        }
        at++;
        segment = at;
      } else if (character == '%') {
        int encoded = encodedLength(path, at);
        if (encoded == 0) {
          return at;
        }
        at += encoded;
      } else if (character < 128 && LITERAL[character]) {
        at++;
      } else {
        return at;
      }
    }
    return segment < length && isEmptyOrDots(path, segment, length) ? segment : -1;
  }

  private static boolean isEmptyOrDots(String path, int from, int to) {
    int length = to - from;
    return switch (length) {
      case 0 -> true;
      case 1 -> path.charAt(from) == '.';
      case 2 -> path.charAt(from) == '.' && path.charAt(from + 1) == '.';
      default -> false;
    };
  }

  /// Characters taken by the percent-encoded character at a place, 0 if it may not stand there.
  private static int encodedLength(String path, int at) {
    int first = octet(path, at);
    if (first < 0) {
      return 0;
    }
    if (first < 0x80) {
      return NEVER_ENCODED[first] ? 0 : 3;
    }
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    int second = octet(path, at + 3);
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = 2; i <= more; i++) {
      if (octet(path, at + 3 * i) >>> 6 != 0b10) {
        return 0;
      }
    }
    // U+0080 to U+009F are control characters
    return first == 0xc2 && second < 0xa0 ? 0 : 3 * (more + 1);
  }

  /// The octet encoded at a place, -1 if there is none in upper-case hexadecimal.
  private static int octet(String path, int at) {
    if (at + 2 >= path.length() || path.charAt(at) != '%') {
      return -1;
    }
    int high = hex(path.charAt(at + 1));
    int low = hex(path.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int hex(char character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    return character >= 'A' && character <= 'F' ? character - 'A' + 10 : -1;
  }

  private static boolean[] table(String others) {
    boolean[] table = new boolean[128];
    for (char character = 0; character < 128; character++) {
      boolean letter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
      boolean digit = character >= '0' && character <= '9';
      table[character] =
          letter || digit || "-._~".indexOf(character) >= 0 || others.indexOf(character) >= 0;
    }
    return table;
  }

  private static boolean[] neverEncoded() {
    boolean[] table = UNRESERVED.clone();
    for (char character = 0; character < 128; character++) {
      table[character] |= character < ' ' || character == 127 || "/\\%;".indexOf(character) >= 0;
    }
    return table;
  }
}
