package dev.warder.keys;

import static java.util.Objects.requireNonNull;

/// A key that is wished for and waits for a second person. Whoever asked collects the key after
/// somebody else has approved, so that who approves never sees the secret.
///
/// @param id what it is named by
/// @param request the key that is wished for
/// @param askedBy id of the actor who asked
/// @param askedMicros when, microseconds since the epoch, UTC
/// @param state how far it is
/// @param decidedBy id of the actor who decided; empty as long as nobody did
/// @param keyId the key that was minted of it; empty as long as none was
public record Approval(
    String id,
    MintRequest request,
    String askedBy,
    long askedMicros,
    State state,
    String decidedBy,
    String keyId)
    implements MintOutcome {

  public Approval {
    requireNonNull(id, "id is null");
    requireNonNull(request, "request is null");
    requireNonNull(askedBy, "askedBy is null");
    requireNonNull(state, "state is null");
    requireNonNull(decidedBy, "decidedBy is null");
    requireNonNull(keyId, "keyId is null");
  }

  /// How far an approval is.
  public enum State {
    WAITING,
    APPROVED,
    REFUSED,
    /// The key was minted and its secret shown.
    COLLECTED
  }

  /// The same, decided or collected.
  public Approval with(State newState, String newDecidedBy, String newKeyId) {
    return new Approval(id, request, askedBy, askedMicros, newState, newDecidedBy, newKeyId);
  }

  /// The same without what is personal; whoever has not collected the key by now never will.
  public Approval forgotten(String by) {
    boolean isOpen = state == State.WAITING || state == State.APPROVED;
    return new Approval(
        id,
        request.forgotten(),
        askedBy,
        askedMicros,
        isOpen ? State.REFUSED : state,
        isOpen ? by : decidedBy,
        keyId);
  }
}
