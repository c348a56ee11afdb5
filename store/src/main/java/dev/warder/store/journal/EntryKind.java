package dev.warder.store.journal;

/// What an entry tells.
public enum EntryKind {
  /// A call as it was seen.
  ACTIVITY,
  /// What was decided about a call.
  VERDICT,
  /// What the engine found.
  FINDING,
  /// A change of state, written before it took effect.
  AUDIT
}
