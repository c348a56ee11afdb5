package dev.warder.keys;

/// What a key is for.
public enum Nature {
  REAL,
  /// A trap: no software has it, so that whoever uses it has found it.
  HONEY
}
