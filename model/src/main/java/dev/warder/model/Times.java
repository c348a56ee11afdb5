package dev.warder.model;

import java.time.LocalDate;

/// Units of event time, microseconds since the epoch.
public final class Times {
  public static final long SECOND = 1_000_000L;
  public static final long MINUTE = 60 * SECOND;
  public static final long HOUR = 60 * MINUTE;
  public static final long DAY = 24 * HOUR;

  private Times() {}

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
