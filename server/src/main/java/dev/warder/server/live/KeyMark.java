package dev.warder.server.live;

/// Is told which keys are in an open incident. Called by one thread at a time, which must not wait.
@FunctionalInterface
public interface KeyMark {
  /// Marks a key, or no longer.
  ///
  /// @param key as calls name it; may be none of our own
  /// @param isOpen whether it is in an open incident from now on, or in none any more
  void mark(String key, boolean isOpen);
}
