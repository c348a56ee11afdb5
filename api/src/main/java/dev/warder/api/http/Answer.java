package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;

/// What an endpoint says: a reply, or that one comes.
public sealed interface Answer permits Reply, Answer.Later {
  /// A reply that comes from another thread, for what is known only once something is on disk.
  ///
  /// @param reply never fails
  record Later(CompletionStage<Reply> reply) implements Answer {
    public Later {
      requireNonNull(reply, "reply is null");
    }
  }
}
