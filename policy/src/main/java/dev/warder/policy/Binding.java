package dev.warder.policy;

/// Whether whoever presents a key must prove that it holds the private half of a pair.
public enum Binding {
  /// The secret is enough.
  BEARER,
  /// Nothing opens without a proof.
  BOUND,
  /// On the way from one to the other: a proof is looked at where there is one, and must hold.
  EITHER
}
