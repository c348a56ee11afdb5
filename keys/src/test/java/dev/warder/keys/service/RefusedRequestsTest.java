package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.OTHER;
import static dev.warder.keys.service.Rig.request;
import static dev.warder.keys.service.Rig.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Approval;
import dev.warder.keys.KeyChange;
import dev.warder.keys.Minted;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Binding;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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

  @Test
  void oneAskerHasAHundredWishesWaitingAndNoMoreThanAMonth() throws Exception {
    try (Rig rig = Rig.open(KeysSettings.standard())) {
      Approval first = ask(rig, "once-0");
      for (int i = 1; i < 100; i++) {
        ask(rig, "once-" + i);
      }
      assertCode(() -> ask(rig, "once-100"), ErrorCode.BUSY);
      assertThat(rig.keys.mint(OTHER, request("acme").privileged())).isInstanceOf(Approval.class);

      rig.pass(Duration.ofDays(31));

      assertCode(() -> rig.keys.approve(OTHER, first.id()), ErrorCode.APPROVAL_DENIED);
      Approval again = ask(rig, "once-0");
      rig.keys.approve(OTHER, again.id());
      rig.pass(Duration.ofDays(31));
      assertCode(() -> rig.keys.collect(ADMIN, again.id()), ErrorCode.APPROVAL_DENIED);
    }
  }

  @Test
  void wishesThatWereDecidedAboutAreInNobodysWayAfterAStart() throws Exception {
    Rig rig = Rig.open(KeysSettings.standard());
    for (int i = 0; i < 10_005; i++) {
      rig.keys.refuse(OTHER, ask(rig, "").id());
    }
    rig.close();

    try (Rig later = Rig.open(rig.files, rig.store, KeysSettings.standard(), Rig.peppers(1))) {
      assertThat(ask(later, "").state()).isEqualTo(Approval.State.WAITING);
      assertThat(later.keys.approvals()).hasSizeLessThanOrEqualTo(10_000);
    }
  }

  @Test
  void textThatHoldsAKeyIsRefusedAndNotSaidBack() throws Exception {
    try (Rig rig = Rig.open()) {
      Minted minted = rig.mint();
      String secret = text(minted);
      String id = minted.key().id();
      String link = "https://example.org/?key=" + secret.replace("_", "%5F");

      for (String text : List.of("see " + secret, link, secret.replace("_", "%5f"))) {
        assertCode(() -> rig.keys.fence(ADMIN, id, text), ErrorCode.REQUEST_INVALID)
            .hasMessageNotContaining(secret.substring(25));
        assertCode(() -> rig.keys.unfence(ADMIN, id, text), ErrorCode.REQUEST_INVALID);
        assertCode(() -> rig.keys.revoke(ADMIN, id, text), ErrorCode.REQUEST_INVALID);
        assertCode(
            () -> rig.keys.change(ADMIN, id, 1, KeyChange.ofNote(text)), ErrorCode.REQUEST_INVALID);
        assertCode(() -> rig.mint(request("acme").owned(text, "")), ErrorCode.REQUEST_INVALID);
        assertCode(
            () -> rig.mint(request("acme").described("", Map.of("label", text))),
            ErrorCode.REQUEST_INVALID);
        assertCode(
            () -> rig.keys.preview(ADMIN, "tenant = \"" + text + "\""), ErrorCode.REQUEST_INVALID);
      }
      assertThat(rig.keys.fence(ADMIN, id, "see " + secret.substring(0, 25) + "...").note())
          .isEmpty();
    }
  }

  private static Approval ask(Rig rig, String once) throws Exception {
    return (Approval) rig.keys.mint(ADMIN, request("acme").privileged().once(once));
  }
}
