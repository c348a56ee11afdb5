package dev.warder.store.journal;

/// How large things may be.
final class Limits {
  /// Bytes of one entry, texts counted as two for each character.
  static final long MAX_ENTRY = 2 << 20;

  private Limits() {}
}
