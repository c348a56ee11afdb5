package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How much a rule from outside says about a key, by how many keys set it off: what many do is no
/// sign of theft. Confined to the engine's thread.
///
/// Bounds [#MAX_KEYS] names per rule
final class RuleNoise {
  /// Up to this many keys a rule counts whole.
  private static final int FEW_KEYS = 3;

  private static final int MAX_KEYS = 64;

  private final Map<String, Set<String>> keysByRule = new HashMap<>(0);

  /// Notes that a key set the rule off; 1 while few did, towards 0 as more do.
  double weigh(Detection rule, String key) {
    Set<String> keys = keysByRule.computeIfAbsent(rule.id(), absent -> new HashSet<>());
    if (keys.size() < MAX_KEYS) {
      keys.add(key);
    }
    return Math.min(1, (double) FEW_KEYS / keys.size());
  }

  void save(StateWriter out) {
    out.sorted(keysByRule, StateWriter::sorted);
  }

  void restore(StateReader in) throws StateException {
    in.into(keysByRule, from -> new HashSet<>(from.texts()));
  }
}
