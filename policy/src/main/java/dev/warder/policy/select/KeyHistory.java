package dev.warder.policy.select;

import dev.warder.policy.KeyFacts;
import dev.warder.policy.place.Place;
import dev.warder.policy.scope.OperationPattern;
import java.util.Collection;

/// What is known of keys beyond their facts; never throws, and answers by the same state throughout
/// one selection.
///
/// Whoever cannot tell one kind of it must refuse selectors that need it ([Selector#historyNeeded])
/// and not answer them with nothing.
public interface KeyHistory {
  /// Of a key that was never used.
  long NEVER_USED = Long.MIN_VALUE;

  /// The key that minted another; empty if none did or the key is unknown. Never changes.
  String parentOf(String id);

  /// When a key was last used, microseconds since the epoch; [#NEVER_USED] if it was not.
  long lastUsedMicros(KeyFacts key);

  /// Whether a call of the key came from a place.
  boolean usedFrom(KeyFacts key, Place place);

  /// Whether a call of the key was one of some operations.
  boolean touched(KeyFacts key, OperationPattern operation);

  /// Names of what is wrong with how the key is kept and used.
  Collection<String> postures(KeyFacts key);
}
