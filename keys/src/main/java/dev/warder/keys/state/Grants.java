package dev.warder.keys.state;

import dev.warder.keys.json.BrokenBody;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;

/// Compiles grants as scope sets are at present, the same for the same text.
@FunctionalInterface
public interface Grants {
  /// The grant that a text spells.
  ///
  /// @throws BrokenBody if it spells none
  Grant compile(GrantText text) throws BrokenBody;
}
