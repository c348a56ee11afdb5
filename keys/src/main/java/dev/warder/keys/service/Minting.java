package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.AskedFor;
import dev.warder.keys.KeysException;
import dev.warder.keys.MintOutcome;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Persons;
import dev.warder.keys.hash.Hasher;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.ledger.Command;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.proof.KeyReading;
import dev.warder.keys.proof.ProofKey;
import dev.warder.keys.shape.DrawnKey;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.DocumentCodec;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Profile;
import dev.warder.keys.table.Pool;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import dev.warder.policy.text.Parsed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;

/// Makes keys: at once, or once a second person has approved ([Approving]). What a key makes is in
/// the hands of its maker's persons.
final class Minting {
  private final KeyShape shape;
  private final Ledger ledger;
  private final Views views;
  private final Power power;
  private final Hands hands;
  private final Asking asking;
  private final Pool<Hasher> hashers;
  private final SecureRandom random;

  Minting(
      KeyShape shape,
      Ledger ledger,
      Views views,
      Power power,
      Hands hands,
      Asking asking,
      Pool<Hasher> hashers,
      SecureRandom random) {
    this.shape = requireNonNull(shape, "shape is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.views = requireNonNull(views, "views is null");
    this.power = requireNonNull(power, "power is null");
    this.hands = requireNonNull(hands, "hands is null");
    this.asking = requireNonNull(asking, "asking is null");
    this.hashers = requireNonNull(hashers, "hashers is null");
    this.random = requireNonNull(random, "random is null");
  }

  MintOutcome mint(Actor actor, MintRequest request) throws KeysException {
    if (!request.publicKey().isEmpty()
        && ProofKey.read(request.publicKey()) instanceof KeyReading.Unusable(String why)) {
      throw new KeysException(ErrorCode.REQUEST_INVALID, "the public key is of no use: " + why);
    }
    String wish = wish(actor, request);
    Fresh fresh = draw(request.environment());
    return ledger.submit(draft -> {
      Grant grant = grant(draft, request.grant());
      if (!power.needsSecond(request.privilege(), request.tenant(), grant)) {
        return mint(draft, actor, request, wish, fresh);
      }
      String id = wish.isEmpty() ? "" : "wish-" + wish.substring(0, wish.indexOf('-'));
      return asking.ask(draft, actor, id, new AskedFor.NewKey(request), grant, views.nowMicros());
    });
  }

  /// Mints the first credential of a person.
  Minted enroll(Actor operator, Persons person, MintRequest request) throws KeysException {
    Fresh fresh = draw(request.environment());
    return ledger.submit(draft -> {
      long now = views.nowMicros();
      KeyState key = key(draft, operator, request, "", fresh, now).inHandsOf(person);
      draft.write(Change.ofKeys(Change.Kind.MINT, operator, now, "", key));
      return new Minted(views.of(key), fresh.drawn().secret());
    });
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
    KeyState key = key(draft, actor, request, wish, fresh, now);
    draft.write(Change.ofKeys(Change.Kind.MINT, actor, now, "", key));
    return new Minted(views.of(key), fresh.drawn().secret());
  }

  /// Replaces a key.
  Command<MintOutcome> rotation(Actor actor, String id, Duration overlap, Environment environment) {
    Fresh fresh = draw(environment);
    return draft -> {
      long now = views.nowMicros();
      KeyState old = Lifecycle.known(draft, id);
      requireRotatable(old, overlap, now);
      if (power.needsSecond(old.facts()) && !isOwn(draft, actor, old, now)) {
        AskedFor asked = new AskedFor.Rotation(old.facts().tenant(), id, old.version(), overlap);
        return asking.ask(draft, actor, asked, old.facts().grant(), now);
      }
      // Nobody approved of a later end where somebody would have to.
      long end = power.needsSecond(old.facts()) ? old.facts().expiresMicros() : renewed(old, now);
      Rotated rotated = rotated(draft, actor, old, overlap, fresh, now, end);
      draft.write(
          Change.ofKeys(Change.Kind.ROTATE, actor, now, "", rotated.next(), rotated.replaced()));
      return new Minted(views.of(rotated.next()), fresh.drawn().secret());
    };
  }

  /// Whether a key replaces itself: the same persons have the same power. Not one that is fenced,
  /// whose successor would not be.
  private boolean isOwn(Draft draft, Actor actor, KeyState old, long now) {
    return actor.id().equals(old.id()) && hands.isOut(draft, old.id(), now) == null;
  }

  private void requireRotatable(KeyState old, Duration overlap, long now) throws KeysException {
    views.requireLive(old, now);
    if (!old.profile().successorId().isEmpty()) {
      throw new KeysException(
          ErrorCode.KEY_RETIRED,
          "key "
              + old.id()
              + " is replaced by "
              + old.profile().successorId()
              + "; rotate that one");
    }
    if (old.facts().standing() == Standing.FENCED && !overlap.isZero()) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "key " + old.id() + " is fenced: rotate it without overlap, or unfence it before");
    }
    if (!old.profile().publicKey().isEmpty()) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "key "
              + old.id()
              + " is bound: whoever has its private key would sign for the successor, too. Mint"
              + " another key with a new public key, then revoke this one");
    }
  }

  /// A key and its successor, which whoever rotates is shown, too.
  Rotated rotated(Draft draft, Actor actor, KeyState old, Duration overlap, Fresh fresh, long now)
      throws KeysException {
    return rotated(draft, actor, old, overlap, fresh, now, renewed(old, now));
  }

  private Rotated rotated(
      Draft draft, Actor actor, KeyState old, Duration overlap, Fresh fresh, long now, long end)
      throws KeysException {
    requireRotatable(old, overlap, now);
    Persons persons = old.persons().and(Hands.of(draft, actor));
    KeyState next = successor(draft, old, fresh, now, end).inHandsOf(persons);
    KeyState replaced =
        old.changed(
            old.facts().with(Standing.ROTATED, views.overlapEnds(now, overlap.toNanos() / 1_000)),
            old.profile().succeededBy(next.id()));
    return new Rotated(next, replaced);
  }

  /// A key that takes the place of another.
  record Rotated(KeyState next, KeyState replaced) {}

  /// When a successor ends that is to live as long as its predecessor was to.
  private static long renewed(KeyState old, long now) {
    KeyFacts facts = old.facts();
    return facts.expiresMicros() == KeyFacts.NEVER
        ? KeyFacts.NEVER
        : now + facts.expiresMicros() - facts.mintedMicros();
  }

  private static KeyState successor(Draft draft, KeyState old, Fresh fresh, long now, long end) {
    KeyFacts facts = old.facts();
    KeyFacts next =
        new KeyFacts(
            fresh.drawn().id(),
            facts.tenant(),
            facts.principal(),
            facts.privilege(),
            facts.integrationKind(),
            facts.environment(),
            now,
            end,
            KeyFacts.NEVER,
            facts.parentId(),
            Standing.ACTIVE,
            facts.binding(),
            facts.grant());
    return first(draft, next, old.profile().wished(""), fresh, old.persons());
  }

  /// The key of a wish, in the hands of who asks.
  KeyState key(Draft draft, Actor actor, MintRequest request, String wish, Fresh fresh, long now)
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
    return first(draft, facts, profile, fresh, Hands.of(draft, actor));
  }

  private static KeyState first(
      Draft draft, KeyFacts facts, Profile profile, Fresh fresh, Persons persons) {
    if (draft.find(facts.id()) != null) {
      throw new IllegalStateException("95 random bits came twice");
    }
    return new KeyState(
        draft.size(), facts, profile, fresh.hash(), 1, 1, draft.rules().size(), 0, persons, null);
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

  /// A key that nobody has yet.
  Fresh draw(Environment environment) {
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
  record Fresh(DrawnKey drawn, KeyHash hash) {}
}
