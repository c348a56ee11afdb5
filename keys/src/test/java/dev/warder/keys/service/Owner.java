package dev.warder.keys.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.warder.keys.Presented;
import dev.warder.keys.proof.Body;
import dev.warder.keys.proof.Field;
import dev.warder.keys.proof.Scheme;
import dev.warder.keys.proof.SignedMessage;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Who owns a private key, and signs `GET /api/systems` with it, each time under a new nonce.
final class Owner {
  private final KeyPair pair;
  private final AtomicInteger nonces = new AtomicInteger();

  Owner() throws GeneralSecurityException {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  /// The public half, as a wish for a key has it.
  String publicKey() {
    byte[] encoded = pair.getPublic().getEncoded();
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  /// A call signed in the name of a key.
  SignedMessage signed(String keyId, Rig rig) throws GeneralSecurityException {
    String parameters =
        "(\"@method\" \"@authority\" \"@path\" \"@query\");created="
            + rig.micros() / 1_000_000
            + ";nonce=\"%016d\";keyid=\"%s\"".formatted(nonces.incrementAndGet(), keyId);
    String base =
        "\"@method\": GET\n\"@authority\": api.example.org\n\"@path\": /api/systems\n"
            + "\"@query\": ?\n\"@signature-params\": "
            + parameters;
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(base.getBytes(US_ASCII));
    String signature = Base64.getEncoder().encodeToString(signer.sign());
    return new SignedMessage(
        "GET",
        Scheme.HTTPS,
        "api.example.org",
        "/api/systems",
        List.of(
            new Field("Signature-Input", "warder=" + parameters),
            new Field("Signature", "warder=:" + signature + ":")),
        new Body.Absent());
  }

  /// The same with nothing else shown.
  Presented shown(String keyId, Rig rig) throws GeneralSecurityException {
    return Presented.of("", signed(keyId, rig));
  }
}
