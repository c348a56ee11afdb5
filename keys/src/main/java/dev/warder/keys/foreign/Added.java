package dev.warder.keys.foreign;

/// What became of a hash that was to be added.
public enum Added {
  ADDED,
  /// The same hash, or where values hold an id the same id, is there already; nothing changed.
  KNOWN,
  /// No room is left: there are as many as an index can hold.
  FULL
}
