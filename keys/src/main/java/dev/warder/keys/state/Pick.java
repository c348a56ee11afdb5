package dev.warder.keys.state;

import dev.warder.keys.json.BrokenBody;
import dev.warder.policy.KeyFacts;

/// Which keys a selector picks by what is fixed about them.
@FunctionalInterface
public interface Pick {
  /// Whether a key is picked. Never throws; the same answer for ever.
  ///
  /// @param asOfMicros the time that ages are reckoned from
  boolean picks(KeyFacts key, long asOfMicros);

  /// Compiles what selectors pick.
  @FunctionalInterface
  interface Compiler {
    /// What a selector picks.
    ///
    /// @throws BrokenBody if the text is no selector
    Pick compile(String selector) throws BrokenBody;
  }
}
