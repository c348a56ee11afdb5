package dev.warder.policy.posture;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.KeyFacts;

/// What of a key its posture is told from.
///
/// - Units: times in microseconds since the epoch, UTC
///
/// @param facts what decisions look at
/// @param owner who answers for it; empty if nobody was named
/// @param contact how to reach the owner; empty if nobody said
/// @param lastUsedMicros when it was last used, 0 if never
/// @param replacedMicros when its successor was minted, 0 if it has none
public record KeptKey(
    KeyFacts facts, String owner, String contact, long lastUsedMicros, long replacedMicros) {
  public KeptKey {
    requireNonNull(facts, "facts is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(contact, "contact is null");
  }
}
