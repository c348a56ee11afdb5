package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;

import dev.warder.keys.Approval;
import dev.warder.keys.Minted;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Binding;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// What is not done, and said so, because it would harm.
class RefusedRequestsTest {
  @Test
  void boundKeyIsNotReplacedByOneThatTheSamePrivateKeyOpens() throws Exception {
    byte[] encoded =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    String raw =
        Base64.getEncoder()
            .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    try (Rig rig = Rig.open()) {
      Minted minted = rig.mint(request("acme").bound(Binding.BOUND, raw));

      assertCode(
              () -> rig.keys.rotate(ADMIN, minted.key().id(), Duration.ZERO),
              ErrorCode.REQUEST_INVALID)
          .hasMessageContaining("new public key");
    }
  }

  private static Approval ask(Rig rig, String once) throws Exception {
    return (Approval) rig.keys.mint(ADMIN, request("acme").privileged().once(once));
  }
}
