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
  AUDIT,
  /// What was done to the record itself, such as the destruction of a tenant's key; written by the
  /// journal alone.
  CUSTODY
}
