package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Profile;
import dev.warder.model.ErrorCode;
import dev.warder.policy.GrantText;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

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
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  ManagedKey of(KeyState key) {
    Profile profile = key.profile();
    return new ManagedKey(
        key.facts(),
        state(key, nowMicros()),
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
        registry.uses().source(key.serial()));
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

  /// Whether a key opened something at a time, mass invalidations apart.
  boolean wasLive(KeyState key, long micros) {
    KeyFacts facts = key.facts();
    return facts.standing() != Standing.REVOKED
        && micros < facts.expiresMicros()
        && (facts.standing() == Standing.ACTIVE || micros < facts.overlapEndsMicros());
  }

  /// Whether a key opens anything at a time.
  boolean isLive(KeyState key, long nowMicros) {
    return !ENDED.contains(state(key, nowMicros));
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

  private static String word(State state) {
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
