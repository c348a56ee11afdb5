package dev.warder.policy;

/// Why a call is decided about as it is, in the order in which reasons beat each other: the first
/// that applies is the one that counts. Names are the stable codes that callers see.
public enum Reason {
  /// The value is no key of this shape: a typo, or something else altogether.
  MALFORMED,
  /// A signed token that does not hold here.
  BAD_TOKEN,
  /// A certificate of nobody who is known here.
  BAD_CERTIFICATE,
  /// No such key, or another secret than its own.
  UNKNOWN,
  REVOKED,
  /// Hit by a mass invalidation.
  INVALIDATED,
  /// Its key is suspect: it may not mint, extend, delegate or change keys.
  FENCED,
  EXPIRED,
  /// Replaced by another, and the overlap is over.
  ROTATED,
  /// A bound key without a proof of possession, or with one that does not hold.
  UNPROVEN,
  OUT_OF_SCOPE,
  WRONG_PLACE,
  WRONG_TIME,
  TOO_FAST,
  /// Waits for somebody's approval.
  HELD,
  /// Refused by what was learned; an explicit allow beats this alone.
  UNUSUAL,
  ALLOWED
}
