package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.proof.Claim;
import dev.warder.keys.proof.Claimed;
import dev.warder.keys.proof.KeyReading;
import dev.warder.keys.proof.Proof;
import dev.warder.keys.proof.ProofKey;
import dev.warder.keys.proof.ProofVerifier;
import dev.warder.keys.proof.Proven;
import dev.warder.keys.proof.Refusal;
import dev.warder.keys.proof.Refused;
import dev.warder.keys.proof.SignedMessage;
import dev.warder.keys.state.KeyState;
import dev.warder.policy.Request;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Holds signed messages against the public keys of keys, but no more from one network than may
/// fail.
final class Proofs {
  private final ProofVerifier verifier;
  private final FailedProofs failed;
  private final ProofKey nobody = nobody();

  Proofs(ProofVerifier verifier, FailedProofs failed) {
    this.verifier = requireNonNull(verifier, "verifier is null");
    this.failed = requireNonNull(failed, "failed is null");
  }

  /// In how many microseconds signatures of who asks are looked at again; 0 if now.
  long waitMicros(Request request) {
    return failed.waitMicros(request.source(), request.timeMicros());
  }

  /// Counts a proof that failed, or one whose caller is told so: who tries must not learn by being
  /// looked at for longer that there is something.
  void failed(Request request) {
    failed.note(request.source(), request.timeMicros());
  }

  Claim claim(SignedMessage message) {
    return verifier.claim(message);
  }

  /// What a claim is worth.
  ///
  /// @param key null takes as long as any key, and holds for none
  Proof verify(Claimed claimed, @Nullable KeyState key, Request request) {
    ProofKey known = key == null ? null : key.proofKey();
    Proof proof =
        verifier.verify(
            claimed,
            key == null ? claimed.keyId() : key.id(),
            known == null ? nobody : known,
            request.timeMicros());
    Proof told =
        known == null && proof instanceof Proven ? new Refused(Refusal.WRONG_SIGNATURE, "") : proof;
    if (told instanceof Refused refused && refused.why().isDear()) {
      failed(request);
    }
    return told;
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
