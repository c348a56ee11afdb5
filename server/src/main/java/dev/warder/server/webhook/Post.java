package dev.warder.server.webhook;

/// Sends a message to a receiver, once.
@FunctionalInterface
interface Post {
  /// Sends it; whatever happens is an outcome.
  Outcome send(Hook hook, Message message);
}
