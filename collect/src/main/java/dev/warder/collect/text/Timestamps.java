package dev.warder.collect.text;

import java.util.Arrays;

/// Reads the times that logs carry: RFC 3339, ISO 8601 basic, RFC 1123, the common log format, and
/// numbers of seconds, milliseconds, microseconds or nanoseconds by their size.
///
/// Units microseconds since the epoch, UTC; finer digits are cut Bounds 1970 to 2059, so that no
/// broken clock moves the time of everybody else Errors [#NONE]; a time without a zone is none, the
/// machine's own zone is never assumed
public final class Timestamps {
  /// No time, or none that can be trusted.
  public static final long NONE = Long.MIN_VALUE;

  private static final long MICROS_PER_SECOND = 1_000_000;

  /// 2060-01-01T00:00:00Z.
  private static final long END_SECONDS = 2_840_140_800L;

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private Timestamps() {}

  /// The time in a slice of text.
  public static long parse(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
      end--;
    }
    int length = end - start;
    if (length < 1 || length > 64) {
      return NONE;
    }
    if (length >= 20 && bytes[start + 4] == '-') {
      return extended(bytes, start, end);
    }
    if (length == 26 && bytes[start + 2] == '/') {
      return commonLog(bytes, start);
    }
    if (length == 16 && bytes[start + 8] == 'T') {
      return basic(bytes, start);
    }
    if (length == 29 && bytes[start + 3] == ',') {
      return rfc1123(bytes, start);
    }
    return number(bytes, start, end);
  }

  /// The time in a slice of text of a log that means UTC where it writes no zone.
  public static long parseUtc(byte[] bytes, int from, int to) {
    long micros = parse(bytes, from, to);
    int length = to - from;
    if (micros != NONE || length < 19 || length > 40 || bytes[from + 4] != '-') {
      return micros;
    }
    byte[] zoned = Arrays.copyOfRange(bytes, from, to + 1);
    zoned[length] = 'Z';
    return parse(zoned, 0, length + 1);
  }

  private static long extended(byte[] b, int at, int end) {
    boolean shaped =
        b[at + 7] == '-'
            && (b[at + 10] == 'T' || b[at + 10] == 't' || b[at + 10] == ' ')
            && b[at + 13] == ':'
            && b[at + 16] == ':';
    if (!shaped) {
      return NONE;
    }
    long seconds =
        seconds(
            digits(b, at, 4),
            digits(b, at + 5, 2),
            digits(b, at + 8, 2),
            digits(b, at + 11, 2),
            digits(b, at + 14, 2),
            digits(b, at + 17, 2));
    int i = at + 19;
    long fraction = 0;
    if (b[i] == '.' || b[i] == ',') {
      int first = ++i;
      while (i < end && isDigit(b[i])) {
        i++;
      }
      if (i == first) {
        return NONE;
      }
      fraction = fractionMicros(b, first, i);
    }
    return zoned(seconds, fraction, zoneSeconds(b, i, end));
  }

  private static long commonLog(byte[] b, int at) {
    if (b[at + 6] != '/' || b[at + 11] != ':' || b[at + 14] != ':' || b[at + 17] != ':') {
      return NONE;
    }
    int year = digits(b, at + 7, 4);
    int month = month(b, at + 3);
    int day = digits(b, at, 2);
    long seconds = seconds(year, month, day, b, at + 12);
    return b[at + 20] == ' ' ? zoned(seconds, 0, zoneSeconds(b, at + 21, at + 26)) : NONE;
  }

  private static long basic(byte[] b, int at) {
    long seconds =
        seconds(
            digits(b, at, 4),
            digits(b, at + 4, 2),
            digits(b, at + 6, 2),
            digits(b, at + 9, 2),
            digits(b, at + 11, 2),
            digits(b, at + 13, 2));
    return b[at + 15] == 'Z' ? zoned(seconds, 0, 0) : NONE;
  }

  private static long rfc1123(byte[] b, int at) {
    boolean shaped =
        b[at + 19] == ':'
            && b[at + 22] == ':'
            && b[at + 26] == 'G'
            && b[at + 27] == 'M'
            && b[at + 28] == 'T';
    if (!shaped) {
      return NONE;
    }
    int year = digits(b, at + 12, 4);
    return zoned(seconds(year, month(b, at + 8), digits(b, at + 5, 2), b, at + 17), 0, 0);
  }

  /// A count of time units: which unit, its size tells.
  private static long number(byte[] b, int at, int end) {
    int i = at;
    long value = 0;
    while (i < end && isDigit(b[i])) {
      if (i - at >= 19) {
        return NONE;
      }
      value = value * 10 + (b[i++] - '0');
    }
    if (i == at || value < 0) {
      return NONE;
    }
    if (i < end && (b[i] != '.' || !allDigits(b, i + 1, end))) {
      return NONE;
    }
    if (value < 100_000_000_000L) {
      long fraction = i < end ? fractionMicros(b, i + 1, end) : 0;
      return bounded(value * MICROS_PER_SECOND + fraction);
    }
    if (value < 100_000_000_000_000L) {
      return bounded(value * 1_000);
    }
    return bounded(value < 100_000_000_000_000_000L ? value : value / 1_000);
  }

  private static long seconds(int year, int month, int day, byte[] b, int clock) {
    return seconds(
        year, month, day, digits(b, clock, 2), digits(b, clock + 3, 2), digits(b, clock + 6, 2));
  }

  /// Seconds since the epoch of a civil time, [#NONE] if there is no such time. A leap second
  /// counts as the next minute's first.
  private static long seconds(int year, int month, int day, int hour, int minute, int second) {
    boolean possible =
        year >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= daysIn(year, month)
            && hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60
            && second >= 0
            && second <= 60;
    if (!possible) {
      return NONE;
    }
    return daysSinceEpoch(year, month, day) * 86_400 + hour * 3_600L + minute * 60L + second;
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  // Howard Hinnant, chrono-Compatible Low-Level Date Algorithms: days_from_civil.
  private static long daysSinceEpoch(int year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  private static long zoned(long seconds, long fractionMicros, long zoneSeconds) {
    if (seconds == NONE || zoneSeconds == NONE) {
      return NONE;
    }
    return bounded((seconds - zoneSeconds) * MICROS_PER_SECOND + fractionMicros);
  }

  /// The time itself if it is within bounds, else [#NONE].
  public static long bounded(long micros) {
    return micros >= 0 && micros < END_SECONDS * MICROS_PER_SECOND ? micros : NONE;
  }

  /// Offset of `Z`, `+hh:mm` or `+hhmm`, [#NONE] if there is no zone.
  private static long zoneSeconds(byte[] b, int at, int end) {
    int length = end - at;
    if (length == 1 && (b[at] == 'Z' || b[at] == 'z')) {
      return 0;
    }
    boolean colon = length == 6 && b[at + 3] == ':';
    if ((length != 5 && !colon) || (b[at] != '+' && b[at] != '-')) {
      return NONE;
    }
    int hours = digits(b, at + 1, 2);
    int minutes = digits(b, colon ? at + 4 : at + 3, 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    long seconds = hours * 3_600L + minutes * 60L;
    return b[at] == '-' ? -seconds : seconds;
  }

  private static long fractionMicros(byte[] b, int at, int end) {
    long micros = 0;
    for (int i = 0; i < 6; i++) {
      micros = micros * 10 + (at + i < end ? b[at + i] - '0' : 0);
    }
    return micros;
  }

  private static int month(byte[] b, int at) {
    for (int i = 0; i < MONTHS.length(); i += 3) {
      if (b[at] == MONTHS.charAt(i)
          && b[at + 1] == MONTHS.charAt(i + 1)
          && b[at + 2] == MONTHS.charAt(i + 2)) {
        return i / 3 + 1;
      }
    }
    return -1;
  }

  /// The number in `count` digits, or -1.
  private static int digits(byte[] b, int at, int count) {
    int value = 0;
    for (int i = at; i < at + count; i++) {
      if (!isDigit(b[i])) {
        return -1;
      }
      value = value * 10 + (b[i] - '0');
    }
    return value;
  }

  private static boolean allDigits(byte[] b, int at, int end) {
    for (int i = at; i < end; i++) {
      if (!isDigit(b[i])) {
        return false;
      }
    }
    return at < end;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
