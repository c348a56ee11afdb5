package dev.warder.server.webhook;

import dev.warder.model.Times;
import java.util.random.RandomGenerator;

/// How long to wait before a message is sent once more: three times as long each time, up to four
/// hours, and up to a half more or less so that receivers are not all asked at once.
///
/// Bounds from 2.5 s to 6 h
final class Backoff {
  static final long FIRST_MICROS = 5 * Times.SECOND;
  static final long MOST_MICROS = 4 * Times.HOUR;
  private static final int FACTOR = 3;

  private Backoff() {}

  /// @param failures how often it was sent in vain, 1 or more
  static long micros(int failures, RandomGenerator random) {
    long micros = FIRST_MICROS;
    for (int i = 1; i < failures && micros < MOST_MICROS; i++) {
      micros *= FACTOR;
    }
    return (long) (Math.min(micros, MOST_MICROS) * (0.5 + random.nextDouble()));
  }
}
