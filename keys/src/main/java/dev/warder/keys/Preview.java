package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What a mass invalidation would hit, counted at one moment. Kept for an hour, not over a restart.
///
/// @param id what a commit names it by
/// @param selector canonical text of the selector
/// @param takenMicros when, microseconds since the epoch, UTC
/// @param frozen whether the keys hit are fixed from now on, because the selector asks for a past
///   that goes on; otherwise keys minted until the commit are hit as well
/// @param count what it would hit
/// @param worst ids of privileged keys first, then of those used last; at most 20
/// @param reach how far back calls were looked at; [Reach#NONE] if the selector asks for none
public record Preview(
    String id,
    String selector,
    long takenMicros,
    boolean frozen,
    Hit count,
    List<String> worst,
    Reach reach) {
  public Preview {
    requireNonNull(id, "id is null");
    requireNonNull(selector, "selector is null");
    requireNonNull(count, "count is null");
    worst = List.copyOf(worst);
    requireNonNull(reach, "reach is null");
  }

  /// How many keys are hit. Keys that open nothing any more (revoked, expired, rotated out,
  /// invalidated before) are not counted.
  ///
  /// @param keys all
  /// @param tenants whose they are
  /// @param privileged how many may do privileged things
  /// @param lastHour used in the hour before
  /// @param lastDay used in the 24 hours before
  /// @param lastMonth used in the 30 days before
  public record Hit(
      long keys, long tenants, long privileged, long lastHour, long lastDay, long lastMonth) {
    public static final Hit NONE = new Hit(0, 0, 0, 0, 0, 0);
  }
}
