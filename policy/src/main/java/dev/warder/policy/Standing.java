package dev.warder.policy;

/// What became of a key.
public enum Standing {
  ACTIVE,
  /// Suspect: it goes on, but may not mint, extend, delegate or change keys.
  FENCED,
  /// Replaced by another; goes on until the overlap is over.
  ROTATED,
  /// Taken back, for ever.
  REVOKED
}
