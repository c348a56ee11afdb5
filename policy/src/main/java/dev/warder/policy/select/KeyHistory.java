package dev.warder.policy.select;

import dev.warder.policy.KeyFacts;
import java.util.Collection;

/// What is known of keys beyond their facts; answers by the same state throughout one selection.
///
/// Whoever has not looked for what [Selector#ofCalls] names must not be asked, and fails rather
/// than answer as if nothing had been.
public interface KeyHistory {
  /// Of a key that was never used.
  long NEVER_USED = Long.MIN_VALUE;

  /// Whether a key came from another: by minting, by rotation, or by both over and over. Never
  /// changes in the life of a key, and takes no longer the longer its line is made.
  boolean descends(KeyFacts key, String ancestorId);

  /// When a key was last used, microseconds since the epoch; [#NEVER_USED] if it was not.
  long lastUsedMicros(KeyFacts key);

  /// Whether a call of the key was one that is asked for.
  boolean called(KeyFacts key, Selector.OfCalls asked);

  /// Names of what is wrong with how the key is kept and used.
  Collection<String> postures(KeyFacts key);
}
