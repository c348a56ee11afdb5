package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.ManagedKey.State;
import dev.warder.policy.KeyFacts;

/// What a reader needs to know of a key with each call that it made; made at little cost.
///
/// @param facts what decisions look at
/// @param state what a call with it would meet at the time of asking
/// @param owner person or team that answers for it
/// @param nature whether it is a trap
/// @param successorId the key that replaces it; empty if none does
public record KeyOutline(
    KeyFacts facts, State state, String owner, Nature nature, String successorId) {

  public KeyOutline {
    requireNonNull(facts, "facts is null");
    requireNonNull(state, "state is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(nature, "nature is null");
    requireNonNull(successorId, "successorId is null");
  }

  public String id() {
    return facts.id();
  }
}
