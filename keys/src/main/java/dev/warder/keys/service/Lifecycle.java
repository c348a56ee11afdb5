package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.AskedFor;
import dev.warder.keys.ChangeOutcome;
import dev.warder.keys.Integration;
import dev.warder.keys.KeyChange;
import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.MintOutcome;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Profile;
import dev.warder.model.ErrorCode;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Grant;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.scope.ScopeSets;
import dev.warder.policy.text.Parsed;
import java.time.Duration;
import java.util.List;

/// What happens to a key between its minting and its end.
///
///     mint -> ACTIVE <--fence, unfence--> FENCED
///                |                          |
///              rotate                rotate without overlap
///                v                          v
///           OVERLAPPING --overlap ends--> ROTATED       each --> REVOKED, INVALIDATED, EXPIRED
///                ^                          ^
///          fence, unfence                   |
///                v                          |
///              FENCED ---overlap ends-------+
///
/// Guarantees a key that has a successor ends with its overlap, or before; nothing makes it longer
final class Lifecycle {
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);
  private static final int MOST_SETS = 1_000;
  private static final int LONGEST_NOTE = 2_000;

  private final Registry registry;
  private final Ledger ledger;
  private final Views views;
  private final Power power;
  private final Asking asking;
  private final Minting minting;

  Lifecycle(
      Registry registry, Ledger ledger, Views views, Power power, Asking asking, Minting minting) {
    this.registry = requireNonNull(registry, "registry is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.views = requireNonNull(views, "views is null");
    this.power = requireNonNull(power, "power is null");
    this.asking = requireNonNull(asking, "asking is null");
    this.minting = requireNonNull(minting, "minting is null");
  }

  static KeyState known(Draft draft, String id) throws KeysException {
    KeyState key = draft.find(id);
    if (key == null) {
      throw unknown();
    }
    return key;
  }

  static KeysException unknown() {
    return new KeysException(ErrorCode.NOT_FOUND, "there is no such key");
  }

  ChangeOutcome change(Actor actor, String id, long version, KeyChange change)
      throws KeysException {
    return ledger.submit(draft -> {
      long now = views.nowMicros();
      KeyState key = known(draft, id);
      if (key.version() != version) {
        throw new KeysException(
            ErrorCode.VERSION_CONFLICT,
            "key "
                + id
                + " is at version "
                + key.version()
                + " and not "
                + version
                + "; look at it again");
      }
      views.requireLive(key, now);
      KeyState changed = changed(draft, key, change);
      if (power.needsSecond(key.facts(), changed.facts())) {
        AskedFor asked = new AskedFor.Change(key.facts().tenant(), id, version, change);
        return asking.ask(draft, actor, asked, changed.facts().grant(), now);
      }
      if (power.grows(key.facts(), changed.facts())) {
        // Whoever asks for more may well be who has it.
        changed = changed.inHandsOf(key.persons().and(Hands.of(draft, actor)));
      }
      draft.write(Change.ofKeys(Change.Kind.CHANGE, actor, now, "", changed));
      return views.of(changed);
    });
  }

  /// A key as it is after a change.
  static KeyState changed(Draft draft, KeyState key, KeyChange change) throws KeysException {
    return key.changed(facts(draft, key, change), profile(key.profile(), change));
  }

  static KeyFacts facts(Draft draft, KeyState key, KeyChange change) throws KeysException {
    KeyFacts facts = key.facts();
    Grant grant = change.grant() == null ? facts.grant() : Minting.grant(draft, change.grant());
    Integration integration = change.integration();
    Long expires = change.expiresMicros();
    if (expires != null && expires <= facts.mintedMicros()) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID, "a key cannot have expired before it was minted");
    }
    if (expires != null
        && expires > facts.expiresMicros()
        && !key.profile().successorId().isEmpty()) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "key "
              + key.id()
              + " is replaced by "
              + key.profile().successorId()
              + " and ends with its overlap; change that one");
    }
    return new KeyFacts(
        facts.id(),
        facts.tenant(),
        facts.principal(),
        privilege(facts.privilege(), change),
        integration == null ? facts.integrationKind() : integration.kind(),
        facts.environment(),
        facts.mintedMicros(),
        expires == null ? facts.expiresMicros() : expires,
        facts.overlapEndsMicros(),
        facts.parentId(),
        facts.standing(),
        facts.binding(),
        grant);
  }

  private static Privilege privilege(Privilege known, KeyChange change) throws KeysException {
    Privilege told = change.privilege();
    if (told == null || told == known) {
      return known;
    }
    if (known != Privilege.UNKNOWN) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "whether a key is privileged is told once and never changes; mint another");
    }
    return told;
  }

  private static Profile profile(Profile profile, KeyChange change) {
    Integration integration = change.integration();
    return new Profile(
        change.owner() == null ? profile.owner() : change.owner(),
        change.contact() == null ? profile.contact() : change.contact(),
        integration == null ? profile.runbook() : integration.runbook(),
        profile.nature(),
        profile.publicKey(),
        profile.successorId(),
        profile.wish(),
        change.note() == null ? profile.note() : change.note(),
        change.labels() == null ? profile.labels() : change.labels());
  }

  MintOutcome rotate(Actor actor, String id, Duration overlap) throws KeysException {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID, "keys overlap for 0 to 90 days, not " + overlap);
    }
    KeyState key = registry.find(id);
    if (key == null) {
      throw unknown();
    }
    Duration whole = Duration.ofMillis(overlap.toMillis());
    return ledger.submit(minting.rotation(actor, id, whole, key.facts().environment()));
  }

  ManagedKey fence(Actor actor, String id, String note) throws KeysException {
    requireNote(note);
    return ledger.submit(draft -> {
      long now = views.nowMicros();
      KeyState key = known(draft, id);
      views.requireLive(key, now);
      return fence(draft, actor, key, note, now);
    });
  }

  /// Fences a key that opens something.
  ManagedKey fence(Draft draft, Actor actor, KeyState key, String note, long now)
      throws KeysException {
    if (key.facts().standing() == Standing.FENCED) {
      return views.of(key);
    }
    KeyState fenced =
        key.changed(
            key.facts().with(Standing.FENCED, key.facts().overlapEndsMicros()), key.profile());
    draft.write(Change.ofKeys(Change.Kind.FENCE, actor, now, note, fenced));
    return views.of(fenced);
  }

  /// Writes down that the secret of a key was found, and changes nothing.
  void leaked(Actor actor, String id, String note) throws KeysException {
    KeyState _ =
        ledger.submit(draft -> {
          long now = views.nowMicros();
          KeyState key = known(draft, id);
          views.requireLive(key, now);
          draft.write(Change.ofKeys(Change.Kind.LEAKED, actor, now, note, key));
          return key;
        });
  }

  ChangeOutcome unfence(Actor actor, String id, String note) throws KeysException {
    requireNote(note);
    return ledger.submit(draft -> {
      long now = views.nowMicros();
      KeyState key = known(draft, id);
      views.requireLive(key, now);
      if (key.facts().standing() != Standing.FENCED) {
        return views.of(key);
      }
      if (power.needsSecond(key.facts())) {
        AskedFor asked = new AskedFor.Unfencing(key.facts().tenant(), id, key.version(), note);
        return asking.ask(draft, actor, asked, key.facts().grant(), now);
      }
      KeyState free = unfenced(key);
      draft.write(Change.ofKeys(Change.Kind.UNFENCE, actor, now, note, free));
      return views.of(free);
    });
  }

  /// A key as it is when it is no longer suspect.
  static KeyState unfenced(KeyState key) {
    Standing before = key.profile().successorId().isEmpty() ? Standing.ACTIVE : Standing.ROTATED;
    return key.changed(key.facts().with(before, key.facts().overlapEndsMicros()), key.profile());
  }

  ManagedKey revoke(Actor actor, String id, String note) throws KeysException {
    requireNote(note);
    return ledger.submit(draft -> {
      KeyState key = known(draft, id);
      if (key.facts().standing() == Standing.REVOKED) {
        return views.of(key);
      }
      KeyState revoked =
          key.changed(key.facts().with(Standing.REVOKED, KeyFacts.NEVER), key.profile());
      draft.write(Change.ofKeys(Change.Kind.REVOKE, actor, views.nowMicros(), note, revoked));
      return views.of(revoked);
    });
  }

  /// Takes a hash under the newest pepper, unless the key was changed meanwhile.
  void rehash(KeyState seen, KeyHash hash) {
    ledger.offer(draft -> {
      KeyState key = known(draft, seen.id());
      if (key.hash().equals(seen.hash())) {
        draft.write(
            Change.ofKeys(Change.Kind.REHASH, WARDER, views.nowMicros(), "", key.rehashed(hash)));
      }
      return key;
    });
  }

  private static final Actor WARDER = new Actor("warder", "");

  void defineScopeSet(Actor actor, String name, List<String> scopes) throws KeysException {
    if (!ScopeSets.isName(name)) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "a scope set is named by lower-case letters, digits and dashes, a letter first");
    }
    for (int i = 0; i < scopes.size(); i++) {
      if (OperationPattern.parse(scopes.get(i))
          instanceof Parsed.Problem<OperationPattern>(int column, String message)) {
        throw new KeysException(
            ErrorCode.REQUEST_INVALID,
            "entry " + (i + 1) + " of the set, column " + column + ": " + message);
      }
    }
    Document.ScopeSet _ =
        ledger.submit(draft -> {
          Document.ScopeSet before = draft.scopeSet(name);
          if (before == null && draft.scopeSets() >= MOST_SETS) {
            throw new KeysException(
                ErrorCode.REQUEST_INVALID, "there are 1,000 scope sets already");
          }
          Document.ScopeSet set =
              new Document.ScopeSet(name, before == null ? 1 : before.version() + 1, scopes);
          requireNoPower(draft, set);
          draft.define(
              Change.ofDocument(Change.Kind.DEFINE_SCOPES, actor, views.nowMicros(), "", set), set);
          return set;
        });
  }

  /// A set that gives power to keys that a second person has to approve is nobody's to change
  /// alone: it waits for nobody either, since what is approved is a key.
  private void requireNoPower(Draft draft, Document.ScopeSet set) throws KeysException {
    long now = views.nowMicros();
    for (KeyState after : draft.tried(set)) {
      KeyState before = known(draft, after.id());
      if (views.isLive(before, now) && power.needsSecond(before.facts(), after.facts())) {
        throw new KeysException(
            ErrorCode.APPROVAL_DENIED,
            "the set would give more power to key "
                + after.id()
                + ", which a second person has to approve: define another set, then change the"
                + " keys that are to have it; each such change waits for approval");
      }
    }
  }

  List<String> scopeSet(String name) throws KeysException {
    Document.ScopeSet set = registry.scopeSets().get(name);
    if (set == null) {
      throw new KeysException(ErrorCode.NOT_FOUND, "there is no scope set of this name");
    }
    return set.scopes();
  }

  private static void requireNote(String note) throws KeysException {
    if (note.length() > LONGEST_NOTE) {
      throw new KeysException(ErrorCode.REQUEST_INVALID, "a note has at most 2,000 characters");
    }
  }
}
