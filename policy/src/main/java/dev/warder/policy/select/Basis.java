package dev.warder.policy.select;

/// What an answer rests on, the firmest first.
public enum Basis {
  /// On what never changes in the life of a key: may be asked at each call.
  FIXED,
  /// On what a change of the key can change: may be asked at each call, by whoever asks before each
  /// such change, too, and keeps the answer.
  CHANGEABLE,
  /// On what calls did: is asked once, and the answer kept as a set.
  HISTORY
}
