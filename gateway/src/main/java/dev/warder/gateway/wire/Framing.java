package dev.warder.gateway.wire;

/// How the end of a message's body is known.
public enum Framing {
  /// There is none.
  NONE,
  /// By its length.
  LENGTH,
  /// By its last chunk.
  CHUNKED,
  /// By the end of the connection; of responses only.
  UNTIL_CLOSE
}
