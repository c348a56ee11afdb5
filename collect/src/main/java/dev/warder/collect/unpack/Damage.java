package dev.warder.collect.unpack;

/// What is wrong with a compressed stream.
public enum Damage {
  ENDS_EARLY,
  CHECKSUM_WRONG,
  TRAILING_GARBAGE,
  EXPANDS_TOO_FAR,
  /// The system failed to read it.
  UNREADABLE
}
