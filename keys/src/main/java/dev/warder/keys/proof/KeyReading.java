package dev.warder.keys.proof;

import static java.util.Objects.requireNonNull;

/// What became of a text that is said to be a public key.
public sealed interface KeyReading permits ProofKey, KeyReading.Unusable {
  /// No key that proves anything.
  ///
  /// @param why for the person who registers it
  record Unusable(String why) implements KeyReading {
    public Unusable {
      requireNonNull(why, "why is null");
    }
  }
}
