package dev.warder.policy.select;

import dev.warder.model.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// Spellings of instants and lengths of time.
final class TimeText {
  static final long NONE = -1;
  private static final long LONGEST = 36_500 * Times.DAY;

  /// From the longest to the shortest; weeks are read but not written.
  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", Times.DAY),
          new Unit("h", Times.HOUR),
          new Unit("min", Times.MINUTE),
          new Unit("s", Times.SECOND),
          new Unit("w", 7 * Times.DAY));

  private TimeText() {}

  private record Unit(String word, long micros) {}

  static void checkLength(long micros) {
    if (micros < Times.SECOND || micros > LONGEST || micros % Times.SECOND != 0) {
      throw new IllegalArgumentException("length is " + micros);
    }
  }

  /// `30d`, `12h`, `90min`, `45s`, `2w` in microseconds; [#NONE] if it is none, or more than a
  /// hundred years.
  static long length(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 10) {
      return NONE;
    }
    long count = Long.parseLong(text, 0, digits, 10);
    String word = text.substring(digits);
    for (Unit unit : UNITS) {
      if (unit.word.equals(word)) {
        return count == 0 || count > LONGEST / unit.micros ? NONE : count * unit.micros;
      }
    }
    return NONE;
  }

  /// The one spelling of a length: in the longest unit that leaves no rest.
  static String length(long micros) {
    for (Unit unit : UNITS) {
      if (micros % unit.micros == 0) {
        return micros / unit.micros + unit.word;
      }
    }
    throw new IllegalStateException("a length is whole seconds");
  }

  /// `2023-06-20`, `2023-06-20T00:00Z`, `2023-06-20T02:00:00+02:00` in microseconds since the
  /// epoch; [#NONE] if it is none, has no offset, or is before 1970 or after 9999.
  static long instant(String text) {
    try {
      String upper = text.toUpperCase(Locale.ROOT);
      Instant instant =
          upper.indexOf('T') < 0
              ? LocalDate.parse(upper).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(upper).toInstant();
      long micros = Times.micros(instant);
      return micros >= 0 && micros <= Moment.At.LATEST ? micros : NONE;
    } catch (DateTimeException | ArithmeticException unreadable) {
      return NONE;
    }
  }

  /// The one spelling of an instant.
  static String instant(long micros) {
    return Times.instant(micros).toString();
  }
}
