package dev.warder.policy;

/// What becomes of a policy's refusals.
public enum Mode {
  /// Nothing is decided, everything is seen.
  OBSERVE,
  /// Decided and written down, but not acted on.
  SHADOW,
  ENFORCE
}
