package dev.warder.keys.state;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Nature;
import java.util.Map;

/// What is known of a key that no decision looks at.
///
/// @param owner person or team that answers for it
/// @param contact how to reach the owner
/// @param runbook link to what to do when it is replaced
/// @param nature whether it is a trap
/// @param publicKey the public half of a bound key, base64; empty for bearer keys
/// @param successorId the key that replaces it; empty if none does
/// @param wish what an idempotent wish is known again by; empty if it was none
/// @param note for people
/// @param labels for programs
public record Profile(
    String owner,
    String contact,
    String runbook,
    Nature nature,
    String publicKey,
    String successorId,
    String wish,
    String note,
    Map<String, String> labels) {

  /// Stands in the place of the note.
  private static final String FORGOTTEN = "The tenant was forgotten.";

  public Profile {
    requireNonNull(owner, "owner is null");
    requireNonNull(contact, "contact is null");
    requireNonNull(runbook, "runbook is null");
    requireNonNull(nature, "nature is null");
    requireNonNull(publicKey, "publicKey is null");
    requireNonNull(successorId, "successorId is null");
    requireNonNull(wish, "wish is null");
    requireNonNull(note, "note is null");
    labels = Map.copyOf(labels);
  }

  /// What is left when what is personal is taken away.
  public Profile forgotten() {
    return new Profile("", "", "", nature, publicKey, successorId, "", FORGOTTEN, Map.of());
  }

  /// Whether nothing personal is left, and it says so.
  boolean isForgotten() {
    return equals(forgotten());
  }

  public Profile noted(String newNote) {
    return new Profile(
        owner, contact, runbook, nature, publicKey, successorId, wish, newNote, labels);
  }

  public Profile succeededBy(String newSuccessorId) {
    return new Profile(
        owner, contact, runbook, nature, publicKey, newSuccessorId, wish, note, labels);
  }

  public Profile wished(String newWish) {
    return new Profile(
        owner, contact, runbook, nature, publicKey, successorId, newWish, note, labels);
  }
}
