package dev.warder.engine.sign;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// How much a rule from outside says about a key, by how many keys set it off up to the last closed
/// epoch: what many do is no sign of theft. Confined to the engine's thread.
///
/// Bounds [#MAX_KEYS] names per rule
final class RuleNoise {
  /// Up to this many keys a rule counts whole.
  private static final int FEW_KEYS = 3;

  static final int MAX_KEYS = 64;

  private final Map<String, Set<String>> keysByRule = new HashMap<>(0);

  /// How much the rule says about a key that sets it off: 1 while few others did, towards 0 as more
  /// do.
  double weigh(String rule, String key) {
    Set<String> keys = keysByRule.getOrDefault(rule, Set.of());
    boolean isOneMore = keys.size() < MAX_KEYS && !keys.contains(key);
    return Math.min(1, (double) FEW_KEYS / (keys.size() + (isOneMore ? 1 : 0)));
  }

  /// Whether there is a point in noting that a key set the rule off.
  boolean takes(String rule, String key) {
    Set<String> keys = keysByRule.get(rule);
    return keys == null || (keys.size() < MAX_KEYS && !keys.contains(key));
  }

  /// Makes it count which keys set which rules off in an epoch.
  void learn(Map<String, SortedSet<String>> ofEpoch) {
    ofEpoch.forEach((rule, keys) -> {
      Set<String> known = keysByRule.computeIfAbsent(rule, absent -> new HashSet<>());
      for (String key : keys) {
        if (known.size() < MAX_KEYS) {
          known.add(key);
        }
      }
    });
  }

  void save(StateWriter out) {
    out.sorted(keysByRule, StateWriter::sorted);
  }

  void restore(StateReader in) throws StateException {
    in.into(keysByRule, from -> new HashSet<>(from.texts()));
  }
}
