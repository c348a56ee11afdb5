package dev.warder.keys.registry;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.state.KeyState;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.select.KeyHistory;
import dev.warder.policy.select.Selector;
import java.util.Collection;

/// What the registry itself knows of the past of keys: where they came from and when they were last
/// used. What else there is to know is looked for once, before keys are picked by it.
public final class KnownHistory implements KeyHistory {
  private final Registry registry;

  public KnownHistory(Registry registry) {
    this.registry = requireNonNull(registry, "registry is null");
  }

  @Override
  public boolean descends(KeyFacts key, String ancestorId) {
    int ancestor = registry.serial(ancestorId);
    int serial = ancestor < 0 ? ancestor : registry.serial(key.id());
    return serial >= 0 && registry.lineage().descends(serial, ancestor);
  }

  @Override
  public long lastUsedMicros(KeyFacts key) {
    KeyState state = registry.find(key.id());
    long micros = state == null ? 0 : registry.uses().micros(state.serial());
    return micros == 0 ? NEVER_USED : micros;
  }

  @Override
  public boolean called(KeyFacts key, Selector.OfCalls asked) {
    throw new IllegalStateException("nobody looked for " + asked);
  }

  @Override
  public Collection<String> postures(KeyFacts key) {
    throw new IllegalStateException("nobody looked for postures");
  }
}
