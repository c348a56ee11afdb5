package dev.warder.keys.service;

import java.time.Duration;

/// How long somebody has to decide about a call that is held, and how long it may then come again.
///
/// @param decide from when it is asked for
/// @param use from when it is approved
public record CallApprovals(Duration decide, Duration use) {
  /// The longest either may be.
  public static final Duration MOST = Duration.ofDays(30);

  /// An hour, and a quarter of one.
  public static final CallApprovals USUAL =
      new CallApprovals(Duration.ofHours(1), Duration.ofMinutes(15));

  public CallApprovals {
    if (!isBounded(decide) || !isBounded(use)) {
      throw new IllegalArgumentException("it must be longer than nothing, and 30 days at most");
    }
  }

  private static boolean isBounded(Duration time) {
    return time.isPositive() && time.compareTo(MOST) <= 0;
  }
}
