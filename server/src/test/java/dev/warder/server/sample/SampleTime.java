package dev.warder.server.sample;

import java.time.Instant;

/// Times of the sample day.
final class SampleTime {
  static final long DAY = micros("2026-11-03T00:00:00Z");
  static final long MINUTE = 60_000_000L;
  static final long HOUR = 60 * MINUTE;

  private SampleTime() {}

  static long micros(String instant) {
    return Instant.parse(instant).toEpochMilli() * 1_000;
  }

  /// A time of the sample day, such as `03:12:09`.
  static long at(String clock) {
    return micros("2026-11-03T" + clock + "Z");
  }
}
