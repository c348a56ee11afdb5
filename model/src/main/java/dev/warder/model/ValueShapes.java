package dev.warder.model;

/// Tells what a value looks like, by its form and its check digits alone.
///
/// Guarantees never throws, whatever the value; keeps nothing of it. Does not guarantee that a
/// value *is* what it looks like: one value proves nothing, see [ValueShape].
///
/// Bounds linear in the value; one longer than [#LONGEST] has no shape
public final class ValueShapes {
  private static final int LONGEST = 512;
  private static final int LONGEST_INTEGER = 18;

  private ValueShapes() {}

  /// The shapes of a value, bit n for the [ValueShape] of ordinal n.
  public static long of(String value) {
    int length = value.length();
    if (length == 0) {
      return ValueShape.EMPTY.bit();
    }
    if (length > LONGEST) {
      return 0;
    }
    Census census = Census.of(value);
    long shapes = census.digits == length ? ofDigits(value) : 0;
    if (census.digits > 0 && census.digits < length) {
      shapes |= ofMixed(value, census);
    }
    if (census.letters > 0) {
      shapes |= ofWords(value, census);
    }
    return shapes;
  }

  private static long ofDigits(String value) {
    int length = value.length();
    boolean counted = length <= LONGEST_INTEGER && (length == 1 || value.charAt(0) != '0');
    long shapes = counted ? ValueShape.INTEGER.bit() | ValueShape.NUMBER.bit() : 0;
    if (CheckDigits.isCardNumber(value) && CheckDigits.isLuhn(value)) {
      shapes |= ValueShape.LUHN.bit();
    }
    return CheckDigits.isCpf(value) ? shapes | ValueShape.NATIONAL_ID.bit() : shapes;
  }

  /// Digits and something else.
  private static long ofMixed(String value, Census census) {
    long shapes = 0;
    if (census.letters == 0 || census.hexLetters == census.letters) {
      shapes |= isUuid(value, census) ? ValueShape.UUID.bit() : 0;
      shapes |= ofAddress(value, census);
    }
    shapes |= ofNumber(value) | ofTime(value);
    if (census.letters == 0) {
      shapes |= isPhone(value, census) ? ValueShape.PHONE.bit() : 0;
      shapes |= ofGrouped(value, census);
    } else {
      String joined = census.blanks > 0 ? value.replace(" ", "") : value;
      shapes |= CheckDigits.isIban(joined) ? ValueShape.IBAN.bit() : 0;
      shapes |= CheckDigits.isSpanishId(value) ? ValueShape.NATIONAL_ID.bit() : 0;
    }
    return shapes;
  }

  /// A card or CPF number with blanks, dashes or dots between its groups.
  private static long ofGrouped(String value, Census census) {
    int groups = census.blanks + census.dashes + census.dots;
    if (groups == 0 || groups > 6 || groups + census.digits != value.length()) {
      return 0;
    }
    StringBuilder digits = new StringBuilder(census.digits);
    for (int i = 0; i < value.length(); i++) {
      if (isDigit(value.charAt(i))) {
        digits.append(value.charAt(i));
      }
    }
    return ofDigits(digits.toString()) & ~(ValueShape.INTEGER.bit() | ValueShape.NUMBER.bit());
  }

  private static long ofWords(String value, Census census) {
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return ValueShape.BOOLEAN.bit();
    }
    long shapes = isEmail(value, census) ? ValueShape.EMAIL.bit() : 0;
    shapes |= isUri(value) ? ValueShape.URI.bit() : 0;
    return isJwt(value, census) ? shapes | ValueShape.JWT.bit() : shapes;
  }

  /// `-1`, `3.25`, `-0.5`; exponents are rare in requests and left out.
  private static long ofNumber(String value) {
    int start = value.charAt(0) == '-' ? 1 : 0;
    int point = -1;
    for (int i = start; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '.' && point < 0 && i > start && i + 1 < value.length()) {
        point = i;
      } else if (!isDigit(c)) {
        return 0;
      }
    }
    int whole = (point < 0 ? value.length() : point) - start;
    boolean padded = whole > 1 && value.charAt(start) == '0';
    if (whole < 1 || whole > LONGEST_INTEGER || padded) {
      return 0;
    }
    long number = ValueShape.NUMBER.bit();
    return point < 0 ? number | ValueShape.INTEGER.bit() : number;
  }

  /// RFC 3339, the seconds and the zone left open.
  private static long ofTime(String value) {
    int length = value.length();
    if (length < 10 || !matches(value, 0, "dddd-dd-dd") || !isDay(value)) {
      return 0;
    }
    if (length == 10) {
      return ValueShape.DATE.bit();
    }
    char separator = value.charAt(10);
    boolean separated = separator == 'T' || separator == 't' || separator == ' ';
    return separated && length >= 16 && length <= 40 && matches(value, 11, "dd:dd")
        ? ValueShape.DATE_TIME.bit()
        : 0;
  }

  private static boolean isDay(String value) {
    int month = Integer.parseInt(value, 5, 7, 10);
    int day = Integer.parseInt(value, 8, 10, 10);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  /// Whether the text at an offset has a digit for each `d` and is the same for all else.
  private static boolean matches(String value, int from, String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = value.charAt(from + i);
      char wanted = pattern.charAt(i);
      if (wanted == 'd' ? !isDigit(c) : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUuid(String value, Census census) {
    return value.length() == 36
        && census.dashes == 4
        && census.digits + census.letters == 32
        && value.charAt(8) == '-'
        && value.charAt(13) == '-'
        && value.charAt(18) == '-'
        && value.charAt(23) == '-';
  }

  private static long ofAddress(String value, Census census) {
    if (census.dots == 3 && census.letters == 0 && census.colons == 0) {
      return isIpv4(value) ? ValueShape.IP_ADDRESS.bit() : 0;
    }
    boolean colons = census.colons == 7 || (census.colons >= 2 && value.contains("::"));
    boolean six = colons && census.colons <= 7 && census.others() == 0 && value.length() <= 45;
    return six ? ValueShape.IP_ADDRESS.bit() | ValueShape.IPV6.bit() : 0;
  }

  private static boolean isIpv4(String value) {
    int octet = -1;
    for (int i = 0; i <= value.length(); i++) {
      char c = i == value.length() ? '.' : value.charAt(i);
      if (c == '.') {
        if (octet < 0) {
          return false;
        }
        octet = -1;
      } else {
        octet = isDigit(c) ? Math.max(octet, 0) * 10 + (c - '0') : 256;
        if (octet > 255) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isPhone(String value, Census census) {
    if (value.charAt(0) != '+' || census.digits < 8 || census.digits > 15) {
      return false;
    }
    for (int i = 1; i < value.length(); i++) {
      if (!isDigit(value.charAt(i)) && " -.()".indexOf(value.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEmail(String value, Census census) {
    int at = value.indexOf('@');
    int dot = value.lastIndexOf('.');
    if (census.ats != 1 || census.blanks > 0 || at < 1 || dot < at + 2 || value.length() > 254) {
      return false;
    }
    for (int i = dot + 1; i < value.length(); i++) {
      if (!isLetter(value.charAt(i))) {
        return false;
      }
    }
    return value.length() - dot > 2 && value.indexOf(':') < 0 && value.indexOf('/') < 0;
  }

  private static boolean isUri(String value) {
    int colon = value.indexOf("://");
    if (colon < 2 || colon + 3 >= value.length() || value.indexOf(' ') >= 0) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      if (!isLetter(value.charAt(i)) && value.charAt(i) != '+') {
        return false;
      }
    }
    return true;
  }

  private static boolean isJwt(String value, Census census) {
    if (!value.startsWith("eyJ") || census.dots != 2 || census.colons + census.blanks > 0) {
      return false;
    }
    int first = value.indexOf('.');
    int second = value.indexOf('.', first + 1);
    return first > 8 && second > first + 8;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /// How many characters of each sort a value has, counted in one pass.
  private static final class Census {
    private final int length;
    private int digits;
    private int letters;
    private int hexLetters;
    private int dashes;
    private int dots;
    private int colons;
    private int blanks;
    private int ats;

    private Census(int length) {
      this.length = length;
    }

    static Census of(String value) {
      Census census = new Census(value.length());
      for (int i = 0; i < value.length(); i++) {
        census.add(value.charAt(i));
      }
      return census;
    }

    private void add(char c) {
      if (isDigit(c)) {
        digits++;
      } else if (isLetter(c)) {
        letters++;
        hexLetters += (c | 0x20) <= 'f' ? 1 : 0;
      } else {
        switch (c) {
          case '-' -> dashes++;
          case '.' -> dots++;
          case ':' -> colons++;
          case ' ' -> blanks++;
          case '@' -> ats++;
          default -> {}
        }
      }
    }

    int others() {
      return length - digits - letters - dashes - dots - colons - blanks - ats;
    }
  }
}
