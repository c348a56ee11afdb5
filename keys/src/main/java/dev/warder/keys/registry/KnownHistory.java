package dev.warder.keys.registry;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.state.KeyState;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.place.Place;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.select.History;
import dev.warder.policy.select.KeyHistory;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What the registry itself knows of the past of keys: who minted them and when they were last
/// used. Whoever asks for more than [#TOLD] must be refused: it would be answered as if nothing had
/// been.
public final class KnownHistory implements KeyHistory {
  /// What it can tell.
  public static final Set<History> TOLD = EnumSet.of(History.LAST_USED);

  private final Registry registry;

  public KnownHistory(Registry registry) {
    this.registry = requireNonNull(registry, "registry is null");
  }

  @Override
  public String parentOf(String id) {
    KeyState key = registry.find(id);
    return key == null ? "" : key.facts().parentId();
  }

  @Override
  public long lastUsedMicros(KeyFacts key) {
    KeyState state = registry.find(key.id());
    long micros = state == null ? 0 : registry.uses().micros(state.serial());
    return micros == 0 ? NEVER_USED : micros;
  }

  @Override
  public boolean usedFrom(KeyFacts key, Place place) {
    return false;
  }

  @Override
  public boolean touched(KeyFacts key, OperationPattern operation) {
    return false;
  }

  @Override
  public Collection<String> postures(KeyFacts key) {
    return List.of();
  }
}
