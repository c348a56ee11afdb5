package dev.warder.gateway.verdict;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// What a verifier says: a ruling, or that one comes.
public sealed interface Answer permits Ruling, Answer.Later {
  /// A ruling that comes from another thread: what is known only once something is on disk. Such a
  /// call never passes because nobody can decide about it.
  ///
  /// @param key id of the key that was shown
  /// @param tenant whose key it is
  /// @param ruling asked on the event loop, once, when the call is about to go on: nothing that
  ///   ends a key comes in between then
  record Later(String key, String tenant, CompletionStage<Supplier<Ruling>> ruling)
      implements Answer {
    public Later {
      requireNonNull(key, "key is null");
      requireNonNull(tenant, "tenant is null");
      requireNonNull(ruling, "ruling is null");
    }
  }
}
