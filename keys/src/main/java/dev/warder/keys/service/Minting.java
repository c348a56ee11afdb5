package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.KeysException;
import dev.warder.keys.MintOutcome;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.hash.Hasher;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.ledger.Command;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.proof.KeyReading;
import dev.warder.keys.proof.ProofKey;
import dev.warder.keys.service.KeysSettings.Approvals;
import dev.warder.keys.shape.DrawnKey;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.DocumentCodec;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Profile;
import dev.warder.keys.table.Pool;
import dev.warder.model.ErrorCode;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import dev.warder.policy.text.Parsed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes keys: at once, or after a second person has approved.
///
///     mint --> WAITING --approve--> APPROVED --collect--> COLLECTED: the key, to who asked
///                 \----refuse---> REFUSED
final class Minting {
  /// For how long a wish can be approved and collected.
  private static final long KEPT_MICROS = TimeUnit.DAYS.toMicros(30);

  private final KeyShape shape;
  private final Approvals approvals;
  private final Ledger ledger;
  private final Views views;
  private final Pool<Hasher> hashers;
  private final SecureRandom random;
  private final Names names;

  Minting(
      KeysSettings settings,
      Ledger ledger,
      Views views,
      Pool<Hasher> hashers,
      SecureRandom random) {
    this.shape = settings.shape();
    this.approvals = settings.approvals();
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.views = requireNonNull(views, "views is null");
    this.hashers = requireNonNull(hashers, "hashers is null");
    this.random = requireNonNull(random, "random is null");
    this.names = new Names(random);
  }

  MintOutcome mint(Actor actor, MintRequest request) throws KeysException {
    if (!request.publicKey().isEmpty()
        && ProofKey.read(request.publicKey()) instanceof KeyReading.Unusable(String why)) {
      throw new KeysException(ErrorCode.REQUEST_INVALID, "the public key is of no use: " + why);
    }
    String wish = wish(actor, request);
    if (request.privilege() == Privilege.PRIVILEGED && approvals == Approvals.PRIVILEGED) {
      return ledger.submit(draft -> ask(draft, actor, request, wish));
    }
    Fresh fresh = draw(request.environment());
    return ledger.submit(draft -> mint(draft, actor, request, wish, fresh));
  }

  private Minted mint(Draft draft, Actor actor, MintRequest request, String wish, Fresh fresh)
      throws KeysException {
    long now = views.nowMicros();
    KeyState before = wish.isEmpty() ? null : draft.fulfilled(wish, now);
    if (before != null) {
      if (!before.profile().wish().equals(wish)) {
        throw conflict();
      }
      return new Minted(views.of(before), null);
    }
    KeyState key = key(draft, request, wish, fresh, now);
    draft.write(Change.ofKeys(Change.Kind.MINT, actor, now, "", key));
    return new Minted(views.of(key), fresh.drawn().secret());
  }

  private Approval ask(Draft draft, Actor actor, MintRequest request, String wish)
      throws KeysException {
    long now = views.nowMicros();
    grant(draft, request.grant());
    String id =
        wish.isEmpty() ? names.draw("wish") : "wish-" + wish.substring(0, wish.indexOf('-'));
    Approval before = draft.approval(id);
    if (before != null && !isOver(before, now)) {
      if (!before.request().equals(request)) {
        throw conflict();
      }
      return before;
    }
    if (draft.isCrowded(actor.id(), now - KEPT_MICROS)) {
      throw new KeysException(
          ErrorCode.BUSY, "too many wishes wait for a decision; approve or refuse some of them");
    }
    Approval approval = new Approval(id, request, actor.id(), now, Approval.State.WAITING, "", "");
    write(draft, Change.Kind.ASK, actor, now, approval);
    return approval;
  }

  Approval approve(Actor actor, String id) throws KeysException {
    return ledger.submit(draft -> {
      Approval approval = waiting(draft, id);
      requireNotOver(approval);
      if (approval.askedBy().equals(actor.id())) {
        throw new KeysException(
            ErrorCode.APPROVAL_DENIED,
            "who asked for a key cannot approve it; somebody else has to");
      }
      Approval approved = approval.with(Approval.State.APPROVED, actor.id(), "");
      write(draft, Change.Kind.APPROVE, actor, views.nowMicros(), approved);
      return approved;
    });
  }

  Approval refuse(Actor actor, String id) throws KeysException {
    return ledger.submit(draft -> {
      Approval refused = waiting(draft, id).with(Approval.State.REFUSED, actor.id(), "");
      write(draft, Change.Kind.REFUSE, actor, views.nowMicros(), refused);
      return refused;
    });
  }

  Minted collect(Actor actor, String id) throws KeysException {
    Fresh live = draw(Environment.LIVE);
    Fresh test = draw(Environment.TEST);
    return ledger.submit(draft -> {
      Approval approval = asked(draft, id);
      if (!approval.askedBy().equals(actor.id())) {
        throw new KeysException(
            ErrorCode.APPROVAL_DENIED, "only who asked for a key is shown its secret");
      }
      if (approval.state() != Approval.State.APPROVED) {
        throw new KeysException(
            ErrorCode.APPROVAL_DENIED,
            "the wish is "
                + approval.state()
                + "; it can be collected once, after it was approved");
      }
      requireNotOver(approval);
      long now = views.nowMicros();
      MintRequest request = approval.request();
      Fresh fresh = request.environment() == Environment.LIVE ? live : test;
      KeyState key = key(draft, request, "", fresh, now);
      Approval collected = approval.with(Approval.State.COLLECTED, approval.decidedBy(), key.id());
      draft.write(
          new Change(
              Change.Kind.COLLECT, actor, now, "", List.of(key), new Document.Wish(collected)));
      return new Minted(views.of(key), fresh.drawn().secret());
    });
  }

  /// Replaces a key.
  Command<Minted> rotation(Actor actor, String id, long overlapMicros, Environment environment) {
    Fresh fresh = draw(environment);
    return draft -> {
      long now = views.nowMicros();
      KeyState old = Lifecycle.known(draft, id);
      views.requireLive(old, now);
      if (!old.profile().successorId().isEmpty()) {
        throw new KeysException(
            ErrorCode.KEY_RETIRED,
            "key " + id + " is replaced by " + old.profile().successorId() + "; rotate that one");
      }
      if (old.facts().standing() == Standing.FENCED && overlapMicros > 0) {
        throw new KeysException(
            ErrorCode.REQUEST_INVALID,
            "key " + id + " is fenced: rotate it without overlap, or unfence it before");
      }
      if (!old.profile().publicKey().isEmpty()) {
        throw new KeysException(
            ErrorCode.REQUEST_INVALID,
            "key "
                + id
                + " is bound: whoever has its private key would sign for the successor, too. Mint"
                + " another key with a new public key, then revoke this one");
      }
      KeyState next = successor(draft, old, fresh, now);
      KeyState replaced =
          old.changed(
              old.facts().with(Standing.ROTATED, views.overlapEnds(now, overlapMicros)),
              old.profile().succeededBy(next.id()));
      draft.write(Change.ofKeys(Change.Kind.ROTATE, actor, now, "", next, replaced));
      return new Minted(views.of(next), fresh.drawn().secret());
    };
  }

  private static KeyState successor(Draft draft, KeyState old, Fresh fresh, long now) {
    KeyFacts facts = old.facts();
    long expires =
        facts.expiresMicros() == KeyFacts.NEVER
            ? KeyFacts.NEVER
            : now + facts.expiresMicros() - facts.mintedMicros();
    KeyFacts next =
        new KeyFacts(
            fresh.drawn().id(),
            facts.tenant(),
            facts.principal(),
            facts.privilege(),
            facts.integrationKind(),
            facts.environment(),
            now,
            expires,
            KeyFacts.NEVER,
            facts.parentId(),
            Standing.ACTIVE,
            facts.binding(),
            facts.grant());
    return first(draft, next, old.profile().wished(""), fresh);
  }

  private static KeyState key(Draft draft, MintRequest request, String wish, Fresh fresh, long now)
      throws KeysException {
    Grant grant = grant(draft, request.grant());
    if (request.expiresMicros() <= now) {
      throw new KeysException(ErrorCode.REQUEST_INVALID, "the key would have expired already");
    }
    requireParent(draft, request.parentId(), now);
    KeyFacts facts =
        new KeyFacts(
            fresh.drawn().id(),
            request.tenant(),
            request.principal(),
            request.privilege(),
            request.integration().kind(),
            request.environment(),
            now,
            request.expiresMicros(),
            KeyFacts.NEVER,
            request.parentId(),
            Standing.ACTIVE,
            request.binding(),
            grant);
    Profile profile =
        new Profile(
            request.owner(),
            request.contact(),
            request.integration().runbook(),
            request.nature(),
            request.publicKey(),
            "",
            wish,
            request.note(),
            request.labels());
    return first(draft, facts, profile, fresh);
  }

  private static KeyState first(Draft draft, KeyFacts facts, Profile profile, Fresh fresh) {
    if (draft.find(facts.id()) != null) {
      throw new IllegalStateException("95 random bits came twice");
    }
    return new KeyState(draft.size(), facts, profile, fresh.hash(), 1, 1, draft.rules().size(), 0);
  }

  private static void requireParent(Draft draft, String parentId, long now) throws KeysException {
    if (parentId.isEmpty()) {
      return;
    }
    KeyState parent = draft.find(parentId);
    if (parent == null
        || parent.facts().standing() != Standing.ACTIVE
        || parent.facts().expiresMicros() <= now
        || parent.invalidatedBy() > 0) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "the key that is to mint is unknown, fenced or retired, and may mint none");
    }
  }

  static Grant grant(Draft draft, GrantText text) throws KeysException {
    return switch (draft.grants().read(text)) {
      case Parsed.Value<Grant>(Grant grant) -> grant;
      case Parsed.Problem<Grant>(int column, String message) ->
          throw new KeysException(
              ErrorCode.REQUEST_INVALID, "the grant, column " + column + ": " + message);
    };
  }

  private static void write(Draft draft, Change.Kind kind, Actor actor, long now, Approval approval)
      throws KeysException {
    draft.write(Change.ofDocument(kind, actor, now, "", new Document.Wish(approval)));
  }

  private static Approval waiting(Draft draft, String id) throws KeysException {
    Approval approval = asked(draft, id);
    if (approval.state() != Approval.State.WAITING) {
      throw new KeysException(
          ErrorCode.APPROVAL_DENIED, "it was decided before: the wish is " + approval.state());
    }
    return approval;
  }

  private void requireNotOver(Approval approval) throws KeysException {
    if (isOver(approval, views.nowMicros())) {
      throw new KeysException(
          ErrorCode.APPROVAL_DENIED, "the wish is older than 30 days and over; ask anew");
    }
  }

  private static boolean isOver(Approval approval, long nowMicros) {
    return approval.askedMicros() < nowMicros - KEPT_MICROS;
  }

  private static Approval asked(Draft draft, String id) throws KeysException {
    Approval approval = draft.approval(id);
    if (approval == null) {
      throw new KeysException(ErrorCode.NOT_FOUND, "there is no such wish for a key");
    }
    return approval;
  }

  private static KeysException conflict() {
    return new KeysException(
        ErrorCode.IDEMPOTENCY_CONFLICT,
        "the idempotency key came before, with another request; use a new one for each wish");
  }

  private static String wish(Actor actor, MintRequest request) {
    if (request.idempotencyKey().isEmpty()) {
      return "";
    }
    byte[] by = actor.id().getBytes(StandardCharsets.UTF_8);
    byte[] once = request.idempotencyKey().getBytes(StandardCharsets.UTF_8);
    return Names.digest(by, once) + "-" + Names.digest(DocumentCodec.write(request));
  }

  private Fresh draw(Environment environment) {
    DrawnKey drawn = shape.draw(environment, random);
    byte[] material = drawn.exposeMaterial();
    Hasher hasher = hashers.take();
    try {
      return new Fresh(drawn, hasher.hash(hasher.newest(), material, 0, material.length));
    } finally {
      hashers.give(hasher);
    }
  }

  /// A key that was drawn, and what is kept of it.
  private record Fresh(DrawnKey drawn, KeyHash hash) {}
}
