package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.KeyOutline;
import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.Nature;
import dev.warder.keys.Overlap;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.Foreign;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Profile;
import dev.warder.model.ErrorCode;
import dev.warder.model.Times;
import dev.warder.policy.GrantText;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import dev.warder.policy.posture.KeptKey;
import dev.warder.policy.posture.Posture;
import dev.warder.policy.posture.Weakness;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What people and programs are shown of keys.
final class Views {
  private static final Set<State> ENDED =
      EnumSet.of(State.EXPIRED, State.ROTATED, State.INVALIDATED, State.REVOKED);

  private final Registry registry;
  private final InstantSource clock;

  Views(Registry registry, InstantSource clock) {
    this.registry = requireNonNull(registry, "registry is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  long nowMicros() {
    return Times.micros(clock.instant());
  }

  /// Now, or the latest time that has come before.
  long latestMicros() {
    return Math.max(nowMicros(), registry.reachedMicros());
  }

  ManagedKey of(KeyState key) {
    Profile profile = key.profile();
    Foreign foreign = key.foreign();
    long now = nowMicros();
    return new ManagedKey(
        key.facts(),
        state(key, now),
        profile.owner(),
        profile.contact(),
        profile.runbook(),
        GrantText.of(key.facts().grant()),
        profile.nature(),
        profile.note(),
        profile.labels(),
        profile.successorId(),
        key.version(),
        registry.uses().micros(key.serial()),
        registry.uses().source(key.serial()),
        posture(key, now),
        key.persons(),
        foreign == null ? null : foreign.origin());
  }

  KeyOutline outline(KeyState key) {
    Profile profile = key.profile();
    return new KeyOutline(
        key.facts(),
        state(key, nowMicros()),
        profile.owner(),
        profile.nature(),
        profile.successorId());
  }

  /// What is wrong with a key that opens something and is no trap.
  List<Weakness> posture(KeyState key, long nowMicros) {
    Profile profile = key.profile();
    if (profile.nature() == Nature.HONEY || !isLive(key, nowMicros)) {
      return List.of();
    }
    KeyState successor =
        profile.successorId().isEmpty() ? null : registry.find(profile.successorId());
    long replaced = successor == null ? 0 : successor.facts().mintedMicros();
    return Posture.of(
        new KeptKey(
            key.facts(),
            profile.owner(),
            profile.contact(),
            registry.uses().micros(key.serial()),
            replaced),
        nowMicros);
  }

  /// Where a key is in its life at a time, or at the latest that has come before.
  State state(KeyState key, long nowMicros) {
    KeyFacts facts = key.facts();
    long micros = Math.max(nowMicros, registry.reachedMicros());
    if (facts.standing() == Standing.REVOKED) {
      return State.REVOKED;
    }
    if (registry.rules().hit(key) > 0) {
      return State.INVALIDATED;
    }
    if (micros >= facts.expiresMicros()) {
      return State.EXPIRED;
    }
    return switch (facts.standing()) {
      case ACTIVE -> State.ACTIVE;
      case FENCED -> micros >= facts.overlapEndsMicros() ? State.ROTATED : State.FENCED;
      case ROTATED -> micros >= facts.overlapEndsMicros() ? State.ROTATED : State.OVERLAPPING;
      case REVOKED -> State.REVOKED;
    };
  }

  /// When an overlap ends that begins now; one of nothing is over whatever the clock does.
  long overlapEnds(long nowMicros, long overlapMicros) {
    return overlapMicros == 0
        ? KeyFacts.AT_ONCE
        : Math.max(nowMicros, registry.reachedMicros()) + overlapMicros;
  }

  /// The overlap that a key is in; null if it is in none.
  @Nullable Overlap overlap(KeyState key) {
    if (key.facts().standing() != Standing.ROTATED || !isLive(key, nowMicros())) {
      return null;
    }
    KeyState successor = registry.find(key.profile().successorId());
    return successor == null
        ? null
        : new Overlap(successor.facts().mintedMicros(), key.facts().overlapEndsMicros());
  }

  /// Whether a key opened something at a time, mass invalidations apart.
  boolean wasLive(KeyState key, long micros) {
    return key.facts().isLive(micros);
  }

  /// Whether a key opens anything at a time.
  boolean isLive(KeyState key, long nowMicros) {
    return !ENDED.contains(state(key, nowMicros));
  }

  /// Whether a key may do all that it opens.
  boolean acts(KeyState key, long nowMicros) {
    State state = state(key, nowMicros);
    return state == State.ACTIVE || state == State.OVERLAPPING;
  }

  /// Makes sure that a key opens something.
  void requireLive(KeyState key, long nowMicros) throws KeysException {
    State state = state(key, nowMicros);
    if (ENDED.contains(state)) {
      throw new KeysException(
          ErrorCode.KEY_RETIRED,
          "key " + key.id() + " is " + word(state) + ", for ever; mint another");
    }
  }

  static String word(State state) {
    return switch (state) {
      case ACTIVE -> "active";
      case OVERLAPPING -> "replaced by another, but still accepted";
      case FENCED -> "fenced";
      case EXPIRED -> "expired";
      case ROTATED -> "replaced by another";
      case INVALIDATED -> "invalidated";
      case REVOKED -> "revoked";
    };
  }
}
