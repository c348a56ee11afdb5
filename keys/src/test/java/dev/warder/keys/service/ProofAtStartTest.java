package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.request;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.Verdict;
import dev.warder.keys.proof.Body;
import dev.warder.keys.proof.Field;
import dev.warder.keys.proof.Scheme;
import dev.warder.keys.proof.SignedMessage;
import dev.warder.policy.Binding;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A signature is taken once, starts and clocks whatever they do.
class ProofAtStartTest {
  @Test
  void signatureTakenBeforeAStartIsNotTakenAgainWhenTheClockWasSetBackMeanwhile() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    String raw =
        Base64.getEncoder()
            .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    Rig rig = Rig.open();
    rig.pass(Duration.ofHours(1));
    Minted minted = rig.mint(request("acme").bound(Binding.BOUND, raw));
    SignedMessage message = signed(pair, minted.key().id(), rig.micros() / 1_000_000);
    assertThat(verify(rig, message).isAllowed()).isTrue();

    // Its clock stands where it stood an hour ago.
    rig = rig.reopened();
    rig.pass(Duration.ofHours(1));

    assertThat(verify(rig, message).isAllowed()).isFalse();
    rig.close();
  }

  private static Verdict verify(Rig rig, SignedMessage message) {
    return rig.keys.verify(Presented.of("", message), rig.get("/api/systems"));
  }

  private static SignedMessage signed(KeyPair pair, String keyId, long created) throws Exception {
    String parameters =
        "(\"@method\" \"@authority\" \"@path\" \"@query\");created="
            + created
            + ";nonce=\"nonce-that-comes-once-01\";keyid=\""
            + keyId
            + "\"";
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
}
