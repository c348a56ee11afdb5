package dev.warder.model.network;

/// Reads the spellings of an address without making anything, for those who do it at every call.
///
/// Taken: dotted decimal of four octets, and the IPv6 forms of RFC 4291 section 2.2 with a zone
/// (RFC 4007) that is dropped. Refused, because readers disagree about them: leading zeros
/// (`075.1.1.1` is octal to some), short forms (`127.1`), hexadecimal and whole numbers.
///
/// - Bounds: one pass per question, which stops at the first character that cannot belong
/// - Errors: never throws on input; allocates nothing
public final class IpText {
  private static final int GROUPS = 8;
  private static final long MALFORMED = -1;

  private IpText() {}

  /// The 32 bits of an IPv4 address in dotted decimal, or -1 if the text spells none.
  public static long ipv4(String text, int from, int to) {
    long bits = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      int end = part == 3 ? to : text.indexOf('.', at);
      int octet = end < 0 || end > to ? -1 : octet(text, at, end);
      if (octet < 0) {
        return MALFORMED;
      }
      bits = bits << 8 | octet;
      at = end + 1;
    }
    return bits;
  }

  /// Whether the text spells an IPv6 address; mapped IPv4 addresses are among them.
  public static boolean isIpv6(String text) {
    return scan(text, Part.VALIDITY) == 0;
  }

  /// The first 64 bits of an IPv6 address; -1 if the text spells none, which one address has, too.
  public static long high(String text) {
    return scan(text, Part.HIGH);
  }

  /// The last 64 bits of an IPv6 address; meaningless if the text spells none.
  public static long low(String text) {
    return scan(text, Part.LOW);
  }

  /// What a scan is asked for, since it can return but one number.
  private enum Part {
    VALIDITY,
    HIGH,
    LOW
  }

  /// Shifts the groups into two halves as they come; what stood before a gap is kept aside and put
  /// to the left at the end.
  private static long scan(String text, Part part) {
    int zone = text.indexOf('%');
    int to = zone < 0 ? text.length() : zone;
    boolean gap = to >= 2 && text.startsWith("::");
    int countBefore = gap ? 0 : -1;
    long highBefore = 0;
    long lowBefore = 0;
    long high = 0;
    long low = 0;
    int count = 0;
    for (int at = gap ? 2 : 0; at < to; ) {
      int end = groupEnd(text, at, to);
      boolean dotted = end < to && text.charAt(end) == '.';
      long value = dotted ? ipv4(text, at, to) : hex(text, at, end);
      count += dotted ? 2 : 1;
      if (value < 0 || count > GROUPS) {
        return MALFORMED;
      }
      int bits = dotted ? 32 : 16;
      high = high << bits | low >>> (64 - bits);
      low = low << bits | value;
      at = dotted ? to : separatorEnd(text, end, to);
      if (at < 0 || (at == end + 2 && countBefore >= 0)) {
        return MALFORMED;
      }
      if (at == end + 2) {
        countBefore = count;
        highBefore = high;
        lowBefore = low;
        high = 0;
        low = 0;
      }
    }
    if (countBefore < 0 ? count != GROUPS : count >= GROUPS) {
      return MALFORMED;
    }
    int shift = countBefore <= 0 ? 0 : (GROUPS - countBefore) * 16;
    return switch (part) {
      case VALIDITY -> 0;
      case HIGH -> high | shiftedHigh(highBefore, lowBefore, shift);
      case LOW -> low | (shift >= 64 ? 0 : lowBefore << shift);
    };
  }

  /// The upper half of 128 bits shifted to the left by less than 128.
  private static long shiftedHigh(long high, long low, int shift) {
    if (shift >= 64) {
      return low << (shift - 64);
    }
    return shift == 0 ? high : high << shift | low >>> (64 - shift);
  }

  /// Where the group after a separator begins: two characters on for a gap; -1 if none may follow.
  private static int separatorEnd(String text, int at, int to) {
    if (at == to) {
      return to;
    }
    if (at + 1 == to) {
      return -1;
    }
    return text.charAt(at + 1) == ':' ? at + 2 : at + 1;
  }

  private static int groupEnd(String text, int from, int to) {
    int end = from;
    while (end < to && text.charAt(end) != ':' && text.charAt(end) != '.') {
      end++;
    }
    return end;
  }

  private static int octet(String text, int from, int to) {
    int length = to - from;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= 255 ? value : -1;
  }

  private static int hex(String text, int from, int to) {
    if (to - from < 1 || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int character = text.charAt(i);
      int letter = (character | 0x20) - 'a';
      int digit = character - '0';
      boolean isDigit = digit >= 0 && digit <= 9;
      if (!isDigit && (letter < 0 || letter > 5)) {
        return -1;
      }
      value = value << 4 | (isDigit ? digit : letter + 10);
    }
    return value;
  }
}
