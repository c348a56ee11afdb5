package dev.warder.testkit.sample;

import java.time.Instant;

/// The fixed points of the five days. Everything else is drawn.
public final class Story {
  public static final long SEED = 20261005;

  /// Monday, 5 October 2026.
  public static final long FIRST_MIDNIGHT = at("2026-10-05T00:00:00Z");

  public static final int DAYS = 5;

  /// A new operation is published, and the vendors that had waited for it begin to use it.
  static final long DEPLOY = at("2026-10-07T13:00:00Z");

  /// The directory agent upgrades itself everywhere at noon.
  static final long AGENT_UPGRADE = at("2026-10-07T12:00:00Z");

  /// An administrator makes a key for a new wallboard; as honest as the thief's is not.
  static final long HONEST_MINT = at("2026-10-06T13:42:11Z");

  /// One customer's office moves to another provider.
  static final long OFFICE_MOVE = at("2026-10-08T06:00:00Z");

  /// One administrator works from abroad.
  static final long TRAVEL = at("2026-10-09T05:00:00Z");

  /// The thief's first call.
  static final long THEFT = at("2026-10-09T02:41:07.312Z");

  /// The thief's return with the minted key.
  static final long RETURN = at("2026-10-09T13:18:44.096Z");

  static final long DAY_MILLIS = 86_400_000;

  private Story() {}

  static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
