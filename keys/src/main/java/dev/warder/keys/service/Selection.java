package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Reach;
import dev.warder.keys.registry.KnownHistory;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.verify.CallHistory.Answer;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.posture.Weakness;
import dev.warder.policy.select.KeyHistory;
import dev.warder.policy.select.Selector;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A selector as of one moment, with what calls told before keys are picked by it. Confined to one
/// thread.
final class Selection implements KeyHistory {
  private final Selector fixed;
  private final long nowMicros;
  private final Views views;
  private final KnownHistory known;
  private final Answer answer;
  private @Nullable KeyState asked;

  Selection(Selector fixed, long nowMicros, Registry registry, Views views, Answer answer) {
    this.fixed = requireNonNull(fixed, "fixed is null");
    this.nowMicros = nowMicros;
    this.views = requireNonNull(views, "views is null");
    this.known = new KnownHistory(registry);
    this.answer = requireNonNull(answer, "answer is null");
  }

  /// The selector, its moments fixed.
  Selector fixed() {
    return fixed;
  }

  /// How far back calls were looked at.
  Reach reach() {
    return answer.reach();
  }

  /// Whether a key is picked.
  boolean picks(KeyState key) {
    asked = key;
    return fixed.matches(key.facts(), this, nowMicros);
  }

  @Override
  public boolean descends(KeyFacts key, String ancestorId) {
    return known.descends(key, ancestorId);
  }

  @Override
  public long lastUsedMicros(KeyFacts key) {
    return known.lastUsedMicros(key);
  }

  @Override
  public boolean called(KeyFacts key, Selector.OfCalls question) {
    return answer.called(state(key).serial(), question);
  }

  @Override
  public Collection<String> postures(KeyFacts key) {
    List<Weakness> posture = views.posture(state(key), nowMicros);
    return posture.stream().map(Weakness::word).toList();
  }

  private KeyState state(KeyFacts key) {
    KeyState state = requireNonNull(asked, "no key was asked about");
    if (!state.id().equals(key.id())) {
      throw new IllegalStateException("another key is asked about");
    }
    return state;
  }
}
