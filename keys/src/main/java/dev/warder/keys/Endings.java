package dev.warder.keys;

import java.util.concurrent.CompletableFuture;

/// Whoever lets something go on after it has asked about a key once: open streams, uploads.
@FunctionalInterface
public interface Endings {
  /// Nothing goes on.
  Endings NONE = () -> CompletableFuture.completedFuture(true);

  /// Ends what goes on with keys that are over ([Keys#isOver]).
  ///
  /// @return complete when nothing of it goes on
  CompletableFuture<?> end();
}
