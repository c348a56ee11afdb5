package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.Management;
import dev.warder.keys.Persons;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.shape.KeyId;
import dev.warder.keys.state.KeyState;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// In whose hands keys are, and who is somebody else than whom. Confined to the ledger's thread.
///
/// Guarantees what a request says of owners and principals counts for nothing here: a key that a
/// key makes is in the hands of its maker's persons. An actor that is no key is a person of its
/// own: whoever lets such act vouches for that
final class Hands {
  private static final Set<State> ACTS = EnumSet.of(State.ACTIVE, State.OVERLAPPING);

  private final Views views;
  private final Management management;

  Hands(Views views, Management management) {
    this.views = requireNonNull(views, "views is null");
    this.management = requireNonNull(management, "management is null");
  }

  /// Who an actor may be.
  static Persons of(Draft draft, Actor actor) {
    return of(draft, actor.id());
  }

  /// Who an actor of some id may be.
  static Persons of(Draft draft, String actorId) {
    KeyState key = draft.find(actorId);
    if (key != null) {
      return key.persons();
    }
    return KeyId.parse(actorId) == null ? Persons.of(actorId) : Persons.EVERYBODY;
  }

  /// Why an actor may not act, as a clause; null if nothing is to be said.
  @Nullable String isOut(Draft draft, String actorId, long nowMicros) {
    KeyState key = draft.find(actorId);
    if (key == null) {
      return KeyId.parse(actorId) == null ? null : "there is no key " + actorId;
    }
    State state = key.invalidatedBy() > 0 ? State.INVALIDATED : views.state(key, nowMicros);
    return ACTS.contains(state) ? null : "key " + actorId + " is " + Views.word(state);
  }

  /// Why an actor is no second person for a wish, as a clause; null if it is one.
  @Nullable String isSecondNot(Draft draft, Approval approval, String actorId, long nowMicros) {
    if (actorId.equals(approval.askedBy())) {
      return "who asked cannot approve";
    }
    String out = isOut(draft, actorId, nowMicros);
    if (out != null) {
      return out;
    }
    KeyState key = draft.find(actorId);
    if (key != null && !management.mayApprove(key.facts(), approval.id())) {
      return "key " + actorId + " may not approve";
    }
    Persons asked = of(draft, approval.askedBy());
    Persons decides = of(draft, actorId);
    return asked.shareSomebody(decides)
        ? "key "
            + actorId
            + " is in the hands of "
            + decides
            + ", and the one that asked in those of "
            + asked
            + (areFirst(asked) || areFirst(decides)
                ? "; 'first' may be anybody: name two persons in keys.persons, work with their"
                    + " credentials, and revoke that of 'first'"
                : "")
        : null;
  }

  private static boolean areFirst(Persons persons) {
    return persons.shareName(Persons.FIRST);
  }
}
