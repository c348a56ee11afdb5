package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Something that is wished for and waits for a second person. Whoever asked has it carried out
/// after somebody else has approved, so that who approves never sees a secret. A call is asked for
/// by its own key, and carried out by coming again.
///
/// @param id what it is named by
/// @param asked what is wished for
/// @param askedBy id of the actor who asked; of a call its key
/// @param askedFrom where the wish came from; may be empty
/// @param askedMicros when, microseconds since the epoch, UTC
/// @param state how far it is
/// @param decidedBy id of the actor who decided; empty as long as nobody did
/// @param keyId the key that was minted or changed of it; empty as long as none was
/// @param seen what the scope sets that it names are known again by, as they were when it was asked
///   for; empty if it names none
/// @param opened what each of these sets opened then, by name
public record Approval(
    String id,
    AskedFor asked,
    String askedBy,
    String askedFrom,
    long askedMicros,
    State state,
    String decidedBy,
    String keyId,
    String seen,
    Map<String, List<String>> opened)
    implements MintOutcome, ChangeOutcome {

  public Approval {
    requireNonNull(id, "id is null");
    requireNonNull(asked, "asked is null");
    requireNonNull(askedBy, "askedBy is null");
    requireNonNull(askedFrom, "askedFrom is null");
    requireNonNull(state, "state is null");
    requireNonNull(decidedBy, "decidedBy is null");
    requireNonNull(keyId, "keyId is null");
    requireNonNull(seen, "seen is null");
    TreeMap<String, List<String>> ordered = new TreeMap<>();
    opened.forEach((name, patterns) -> ordered.put(name, List.copyOf(patterns)));
    opened = Collections.unmodifiableMap(ordered);
  }

  /// One that nobody decided about, and that names no scope sets.
  public static Approval waiting(String id, AskedFor asked, Actor by, long nowMicros) {
    return new Approval(
        id, asked, by.id(), by.origin(), nowMicros, State.WAITING, "", "", "", Map.of());
  }

  /// For how long a wish can be approved and carried out.
  public static final long KEPT_MICROS = TimeUnit.DAYS.toMicros(30);

  /// How far an approval is.
  public enum State {
    WAITING,
    APPROVED,
    REFUSED,
    /// It was carried out, and a secret, if there is one, shown; of a call: it was let through.
    COLLECTED
  }

  /// Whose key it is about.
  public String tenant() {
    return asked.tenant();
  }

  /// Whether it may still be carried out.
  public boolean isOpen() {
    return state == State.WAITING || state == State.APPROVED;
  }

  /// Whether it is too old for anything to become of it.
  public boolean isOver(long nowMicros) {
    return asked instanceof AskedFor.HeldCall call
        ? nowMicros >= call.untilMicros()
        : askedMicros < nowMicros - KEPT_MICROS;
  }

  /// Whether it is about a call.
  public boolean isOfCall() {
    return asked instanceof AskedFor.HeldCall;
  }

  /// The same about something else.
  public Approval about(AskedFor other) {
    return new Approval(
        id, other, askedBy, askedFrom, askedMicros, state, decidedBy, keyId, seen, opened);
  }

  /// The same, decided or collected.
  public Approval with(State newState, String newDecidedBy, String newKeyId) {
    return new Approval(
        id, asked, askedBy, askedFrom, askedMicros, newState, newDecidedBy, newKeyId, seen, opened);
  }

  /// The same without what is personal; whoever has not had it carried out by now never will.
  public Approval forgotten(String by) {
    return new Approval(
        id,
        asked.forgotten(),
        askedBy,
        "",
        askedMicros,
        isOpen() ? State.REFUSED : state,
        isOpen() ? by : decidedBy,
        keyId,
        seen,
        opened);
  }
}
