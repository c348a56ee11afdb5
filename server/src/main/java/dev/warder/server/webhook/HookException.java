package dev.warder.server.webhook;

/// A message cannot be sent as things are; the text says why and names no secret.
final class HookException extends Exception {
  private static final long serialVersionUID = 1;

  HookException(String message) {
    super(message);
  }
}
