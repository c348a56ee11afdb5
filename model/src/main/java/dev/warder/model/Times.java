package dev.warder.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// Units of event time, microseconds since the epoch.
public final class Times {
  public static final long SECOND = 1_000_000L;
  public static final long MINUTE = 60 * SECOND;
  public static final long HOUR = 60 * MINUTE;
  public static final long DAY = 24 * HOUR;

  private Times() {}

  /// The time of a moment; what is finer than a microsecond is cut off.
  ///
  /// Errors `ArithmeticException` for moments more than 292,000 years from the epoch
  public static long micros(Instant moment) {
    return Math.addExact(
        Math.multiplyExact(moment.getEpochSecond(), SECOND), moment.getNano() / 1_000);
  }

  /// The moment of a time.
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /// Hours since the epoch.
  public static long hour(long micros) {
    return Math.floorDiv(micros, HOUR);
  }

  /// Days since the epoch.
  public static long day(long micros) {
    return Math.floorDiv(micros, DAY);
  }

  /// The day of a time for people, in UTC: `2026-10-05`.
  public static String date(long micros) {
    return LocalDate.ofEpochDay(day(micros)).toString();
  }

  /// A duration for people, in its two largest units at most: `2 h 5 min`.
  public static String words(long micros) {
    long seconds = micros / SECOND;
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    if (minutes < 120) {
      return minutes + " min";
    }
    if (minutes < 48 * 60) {
      return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    long hours = minutes / 60;
    return hours / 24 + " d" + (hours % 24 == 0 || hours >= 240 ? "" : " " + hours % 24 + " h");
  }
}
