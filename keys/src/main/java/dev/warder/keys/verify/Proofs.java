package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.proof.Claim;
import dev.warder.keys.proof.Claimed;
import dev.warder.keys.proof.KeyReading;
import dev.warder.keys.proof.Proof;
import dev.warder.keys.proof.ProofKey;
import dev.warder.keys.proof.ProofVerifier;
import dev.warder.keys.proof.Proven;
import dev.warder.keys.proof.Refused;
import dev.warder.keys.proof.SignedMessage;
import dev.warder.keys.state.KeyState;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Holds signed messages against the public keys of keys.
final class Proofs {
  private final ProofVerifier verifier;
  private final ProofKey nobody = nobody();

  Proofs(ProofVerifier verifier) {
    this.verifier = requireNonNull(verifier, "verifier is null");
  }

  Claim claim(SignedMessage message) {
    return verifier.claim(message);
  }

  /// What a claim is worth.
  ///
  /// @param key null takes as long as any key, and holds for none
  Proof verify(Claimed claimed, @Nullable KeyState key, long nowMicros) {
    ProofKey known = key == null ? null : key.proofKey();
    Proof proof =
        verifier.verify(
            claimed,
            key == null ? claimed.keyId() : key.id(),
            known == null ? nobody : known,
            nowMicros);
    return known == null && proof instanceof Proven
        ? new Refused(dev.warder.keys.proof.Refusal.WRONG_SIGNATURE, "")
        : proof;
  }

  static String words(Refused refused) {
    return "no proof of possession, " + refused.why() + ": " + refused.why().advice();
  }

  /// A public key whose private half nobody has kept.
  private static ProofKey nobody() {
    try {
      byte[] encoded =
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      return switch (ProofKey.read(raw)) {
        case ProofKey key -> key;
        case KeyReading.Unusable _ -> throw new IllegalStateException("a new key is unusable");
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }
}
