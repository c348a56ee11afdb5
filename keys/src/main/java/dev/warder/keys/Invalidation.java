package dev.warder.keys;

import static java.util.Objects.requireNonNull;

/// A mass invalidation that is in force, for ever.
///
/// @param id what it is named by; a commit that names the same preview again answers the same
/// @param number its place among all invalidations, from 1
/// @param selector canonical text of the selector
/// @param committedBy id of the actor
/// @param committedMicros when, microseconds since the epoch, UTC
/// @param previewId the preview it is a commit of; empty if it was done without
/// @param counted what the preview counted, or what was counted right after a commit without one
/// @param newSince keys hit that the preview did not count: minted or made fit since
/// @param goneSince keys the preview counted that were not hit: retired or changed since
public record Invalidation(
    String id,
    int number,
    String selector,
    String committedBy,
    long committedMicros,
    String previewId,
    Preview.Hit counted,
    long newSince,
    long goneSince) {
  public Invalidation {
    requireNonNull(id, "id is null");
    requireNonNull(selector, "selector is null");
    requireNonNull(committedBy, "committedBy is null");
    requireNonNull(previewId, "previewId is null");
    requireNonNull(counted, "counted is null");
  }

  /// How many keys were hit.
  public long keys() {
    return counted.keys() + newSince - goneSince;
  }
}
