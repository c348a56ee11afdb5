package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.KeysException;
import dev.warder.keys.Minted;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.service.Minting.Fresh;
import dev.warder.keys.service.Minting.Rotated;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.KeyState;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import java.util.List;

/// What becomes of things that were asked for.
///
///     ask --> WAITING --approve--> APPROVED --collect--> COLLECTED: carried out, for who asked
///                |                   |
///                \------refuse-------/--> REFUSED
///
/// A call that a grant holds is let through in place of being collected ([Holding])
///
/// Guarantees an approval counts only while its key works and may approve, and only for what was looked at: the
/// same version of the key, the same scope sets. Both are looked at when it is given and again when
/// the wish is carried out. Carrying out and the note that it was done are one change
final class Approving {
  private final Ledger ledger;
  private final Views views;
  private final Hands hands;
  private final Minting minting;
  private final Holding holding;

  Approving(Ledger ledger, Views views, Hands hands, Minting minting, Holding holding) {
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.views = requireNonNull(views, "views is null");
    this.hands = requireNonNull(hands, "hands is null");
    this.minting = requireNonNull(minting, "minting is null");
    this.holding = requireNonNull(holding, "holding is null");
  }

  Approval approve(Actor actor, String id) throws KeysException {
    return ledger.submit(draft -> {
      long now = views.nowMicros();
      Approval approval = asked(draft, id);
      if (!isUndecided(draft, approval, now)) {
        throw decided(approval);
      }
      requireNotOver(approval, views.latestMicros());
      String why = hands.isSecondNot(draft, approval, actor.id(), now);
      if (why != null) {
        throw new KeysException(
            ErrorCode.APPROVAL_DENIED,
            why
                + "; a key of another person has to approve: one that none of those who have the"
                + " key that asked ever had, minted or rotated");
      }
      requireAsSeen(draft, approval, now);
      Approval approved = approved(approval).with(Approval.State.APPROVED, actor.id(), "");
      write(draft, Change.Kind.APPROVE, actor, now, approved);
      return approved;
    });
  }

  /// A call has its time anew from when it is approved.
  private Approval approved(Approval approval) {
    return approval.asked() instanceof AskedFor.HeldCall call
        ? approval.about(holding.usable(call))
        : approval;
  }

  /// Whether there is something to decide: nobody did, or who approved does not count any more.
  private boolean isUndecided(Draft draft, Approval approval, long now) {
    return approval.state() == Approval.State.WAITING
        || (approval.state() == Approval.State.APPROVED
            && hands.isSecondNot(draft, approval, approval.decidedBy(), now) != null);
  }

  Approval refuse(Actor actor, String id) throws KeysException {
    return ledger.submit(draft -> {
      Approval approval = asked(draft, id);
      long now = views.nowMicros();
      if (!isUndecided(draft, approval, now) && !mayTakeBack(draft, approval, actor.id(), now)) {
        throw decided(approval);
      }
      Approval refused = approval.with(Approval.State.REFUSED, actor.id(), "");
      write(draft, Change.Kind.REFUSE, actor, now, refused);
      return refused;
    });
  }

  /// Whether an approval that counts can be undone by somebody: who asked, who gave it, or another
  /// who could have given it.
  private boolean mayTakeBack(Draft draft, Approval approval, String actorId, long now) {
    return approval.state() == Approval.State.APPROVED
        && (actorId.equals(approval.askedBy())
            || actorId.equals(approval.decidedBy())
            || hands.isSecondNot(draft, approval, actorId, now) == null);
  }

  Minted collect(Actor actor, String id) throws KeysException {
    Fresh live = minting.draw(Environment.LIVE);
    Fresh test = minting.draw(Environment.TEST);
    return ledger.submit(draft -> {
      long now = views.nowMicros();
      Approval approval = asked(draft, id);
      requireMayCollect(draft, actor, approval, now);
      requireAsSeen(draft, approval, now);
      return switch (approval.asked()) {
        case AskedFor.HeldCall _ ->
            throw denied("a call that was approved passes when it comes again with its key");
        case AskedFor.NewKey(var request) -> {
          Fresh fresh = request.environment() == Environment.LIVE ? live : test;
          KeyState key = minting.key(draft, actor, request, "", fresh, now);
          write(draft, actor, approval, now, key.id(), key);
          yield new Minted(views.of(key), fresh.drawn().secret());
        }
        case AskedFor.Rotation rotation -> {
          KeyState old = Lifecycle.known(draft, rotation.keyId());
          Fresh fresh = old.facts().environment() == Environment.LIVE ? live : test;
          Rotated rotated = minting.rotated(draft, actor, old, rotation.overlap(), fresh, now);
          write(
              draft, actor, approval, now, rotated.next().id(), rotated.next(), rotated.replaced());
          yield new Minted(views.of(rotated.next()), fresh.drawn().secret());
        }
        case AskedFor.Change change -> {
          KeyState changed = changed(draft, actor, change);
          write(draft, actor, approval, now, changed.id(), changed);
          yield new Minted(views.of(changed), null);
        }
        case AskedFor.Unfencing unfencing -> {
          KeyState key = Lifecycle.known(draft, unfencing.keyId());
          views.requireLive(key, now);
          KeyState free = Lifecycle.unfenced(key);
          write(draft, actor, approval, now, free.id(), free);
          yield new Minted(views.of(free), null);
        }
      };
    });
  }

  private void requireMayCollect(Draft draft, Actor actor, Approval approval, long now)
      throws KeysException {
    if (!approval.askedBy().equals(actor.id())) {
      throw denied("only who asked for it can have it carried out, and is shown a secret");
    }
    if (approval.state() != Approval.State.APPROVED) {
      throw denied(
          "the wish is " + approval.state() + "; it can be collected once, after it was approved");
    }
    requireNotOver(approval, now);
    String out = hands.isOut(draft, actor.id(), now);
    if (out != null) {
      throw denied(out);
    }
    String why = hands.isSecondNot(draft, approval, approval.decidedBy(), now);
    if (why != null) {
      throw denied("its approval does not count: " + why + "; have another person approve it");
    }
  }

  /// Makes sure that nothing that was looked at has changed since it was asked for.
  private void requireAsSeen(Draft draft, Approval approval, long now) throws KeysException {
    Grant grant =
        switch (approval.asked()) {
          case AskedFor.NewKey(var request) -> Minting.grant(draft, request.grant());
          case AskedFor.Change change -> {
            requireVersion(draft, change);
            KeyState key = Lifecycle.known(draft, change.keyId());
            views.requireLive(key, now);
            yield Lifecycle.facts(draft, key, change.change()).grant();
          }
          case AskedFor.Rotation rotation -> requireVersion(draft, rotation).facts().grant();
          case AskedFor.Unfencing unfencing -> requireVersion(draft, unfencing).facts().grant();
          case AskedFor.HeldCall call -> {
            // Which scope sets it names is of no matter: the grant is asked when the call passes.
            views.requireLive(Lifecycle.known(draft, call.keyId()), now);
            yield Grant.NOTHING;
          }
        };
    if (!Opened.of(draft, grant).digest().equals(approval.seen())) {
      throw denied("a scope set that it names is another than when it was asked for; ask anew");
    }
  }

  private static KeyState requireVersion(Draft draft, AskedFor asked) throws KeysException {
    KeyState key = Lifecycle.known(draft, asked.keyId());
    if (key.version() != asked.version()) {
      throw denied("key " + key.id() + " was changed since it was asked for; ask anew");
    }
    return key;
  }

  private static KeyState changed(Draft draft, Actor actor, AskedFor.Change asked)
      throws KeysException {
    KeyState key = Lifecycle.known(draft, asked.keyId());
    return Lifecycle.changed(draft, key, asked.change())
        .inHandsOf(key.persons().and(Hands.of(draft, actor)));
  }

  private static void write(
      Draft draft, Actor actor, Approval approval, long now, String keyId, KeyState... keys)
      throws KeysException {
    Approval collected = approval.with(Approval.State.COLLECTED, approval.decidedBy(), keyId);
    draft.write(
        new Change(
            Change.Kind.COLLECT, actor, now, "", List.of(keys), new Document.Wish(collected)));
  }

  private static void write(Draft draft, Change.Kind kind, Actor actor, long now, Approval approval)
      throws KeysException {
    draft.write(Change.ofDocument(kind, actor, now, "", new Document.Wish(approval)));
  }

  private static void requireNotOver(Approval approval, long now) throws KeysException {
    if (approval.isOver(now)) {
      throw denied(
          approval.isOfCall()
              ? "the time to decide about the call is over; it is asked for anew when it comes again"
              : "the wish is older than 30 days and over; ask anew");
    }
  }

  private static Approval asked(Draft draft, String id) throws KeysException {
    Approval approval = draft.approval(id);
    if (approval == null) {
      throw new KeysException(ErrorCode.NOT_FOUND, "there is no such wish");
    }
    return approval;
  }

  private static KeysException decided(Approval approval) {
    return denied("it was decided before: the wish is " + approval.state());
  }

  private static KeysException denied(String why) {
    return new KeysException(ErrorCode.APPROVAL_DENIED, why);
  }
}
