package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.GrantText;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.posture.Weakness;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a key, for whoever administers it. Holds neither its secret nor the hash of it.
///
/// @param facts what decisions look at
/// @param state what a call with it would meet at the time of asking
/// @param owner person or team that answers for it
/// @param contact how to reach the owner
/// @param runbook link to what to do when it is replaced
/// @param grant what it is allowed
/// @param nature whether it is a trap
/// @param note for people
/// @param labels for programs
/// @param successorId the key that replaces it; empty if none does
/// @param version counts changes, from 1
/// @param lastUsedMicros when its right secret was last shown, 0 if it never was; may be up to a
///   second old, and after a crash a minute older
/// @param lastSource canonical source of that; empty if unknown or since before the last start
/// @param posture what is wrong with it, worst first; nothing if it opens nothing any more, or is a
///   trap
/// @param persons who may have seen its secret
/// @param origin where it came from if another system issued it; null otherwise
public record ManagedKey(
    KeyFacts facts,
    State state,
    String owner,
    String contact,
    String runbook,
    GrantText grant,
    Nature nature,
    String note,
    Map<String, String> labels,
    String successorId,
    long version,
    long lastUsedMicros,
    String lastSource,
    List<Weakness> posture,
    Persons persons,
    @Nullable Origin origin)
    implements ChangeOutcome {

  public ManagedKey {
    requireNonNull(facts, "facts is null");
    requireNonNull(state, "state is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(contact, "contact is null");
    requireNonNull(runbook, "runbook is null");
    requireNonNull(grant, "grant is null");
    requireNonNull(nature, "nature is null");
    requireNonNull(note, "note is null");
    labels = Map.copyOf(labels);
    requireNonNull(successorId, "successorId is null");
    requireNonNull(lastSource, "lastSource is null");
    posture = List.copyOf(posture);
    requireNonNull(persons, "persons is null");
  }

  public String id() {
    return facts.id();
  }

  /// Where a key is in its life.
  public enum State {
    ACTIVE,
    /// Replaced by another, and still accepted until the overlap ends.
    OVERLAPPING,
    FENCED,
    EXPIRED,
    ROTATED,
    /// Hit by a mass invalidation.
    INVALIDATED,
    REVOKED
  }
}
