package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.request;
import static dev.warder.keys.service.Rig.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Keys.Suspicion;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.Verdict;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.policy.Binding;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.policy.rate.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Signatures that do not hold cost the most of all that a stranger can send: from one network a
/// few are looked at, and then none for a while.
class WrongSignaturesTest {
  private static final String HERE = "203.0.113.7";

  private Rig rig;
  private Owner owner;
  private Owner thief;
  private Minted bound;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.open(Rig.SETTINGS.failing(new Rate(3, Rate.Period.MINUTE, 3)));
    // What was signed right after a start is not taken.
    rig.pass(Duration.ofHours(1));
    owner = new Owner();
    thief = new Owner();
    bound = rig.mint(request("acme").bound(Binding.BOUND, owner.publicKey()));
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private Verdict from(String address, Presented presented) {
    Source source = new Source(address, 0, "", "", SourceClass.UNKNOWN, "somewhere");
    return rig.keys.verify(
        presented, new Request(rig.micros(), "api.example.org", "GET", "/api/systems", source));
  }

  private Reason wrong(String address) throws Exception {
    return from(address, thief.shown(bound.key().id(), rig)).reason();
  }

  private Reason right(String address) throws Exception {
    return from(address, owner.shown(bound.key().id(), rig)).reason();
  }

  @Test
  void afterAFewNoneFromTheNetworkIsLookedAtUntilSomeTimeHasPassed() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(wrong(HERE)).isEqualTo(Reason.UNKNOWN);
    }
    Presented message = owner.shown(bound.key().id(), rig);

    Verdict refused = from(HERE, message);

    assertThat(refused.reason()).as("not even a right one").isEqualTo(Reason.TOO_FAST);
    assertThat(refused.isAllowed()).isFalse();
    assertThat(refused.keyId()).isEmpty();
    assertThat(refused.retryAfterMicros()).isBetween(1L, 20_000_000L);
    assertThat(rig.keys.explain(refused.id().toString()).sentences())
        .anyMatch(sentence -> sentence.contains("not looked at"));
    rig.pass(Duration.ofSeconds(20));
    assertThat(from(HERE, message).reason())
        .as("its nonce was not used up")
        .isEqualTo(Reason.ALLOWED);
    assertThat(wrong(HERE)).isEqualTo(Reason.UNKNOWN);
    assertThat(wrong(HERE)).isEqualTo(Reason.TOO_FAST);
  }

  @Test
  void rightOnesCostNothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(right(HERE)).isEqualTo(Reason.ALLOWED);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(wrong(HERE)).isEqualTo(Reason.UNKNOWN);
    }
  }

  @Test
  void anAddressOfIpv4OrASixtyFourOfIpv6HasItsOwn() throws Exception {
    for (int i = 0; i < 3; i++) {
      wrong(HERE);
      wrong("2001:db8::1:" + i);
    }
    assertThat(right(HERE)).isEqualTo(Reason.TOO_FAST);
    assertThat(right("::ffff:203.0.113.7")).isEqualTo(Reason.TOO_FAST);
    assertThat(right("203.0.113.8")).isEqualTo(Reason.ALLOWED);
    assertThat(right("2001:db8::ffff:ffff:ffff:ffff")).isEqualTo(Reason.TOO_FAST);
    assertThat(right("2001:db8:0:1::1")).isEqualTo(Reason.ALLOWED);
  }

  @Test
  void wrongOnesFromNobodyKnowsWhereAreNobodysFault() throws Exception {
    for (int i = 0; i < 10; i++) {
      wrong("");
      wrong("sts.amazonaws.com");
    }
    assertThat(right("")).isEqualTo(Reason.ALLOWED);
    assertThat(right("sts.amazonaws.com")).isEqualTo(Reason.ALLOWED);
  }

  @Test
  void whatCannotBeRightAndIsSeenAtOnceCostsNothing() throws Exception {
    Presented late = owner.shown(bound.key().id(), rig);
    rig.pass(Duration.ofMinutes(5));
    for (int i = 0; i < 10; i++) {
      assertThat(from(HERE, late).reason()).isEqualTo(Reason.UNKNOWN);
    }
    assertThat(right(HERE)).isEqualTo(Reason.ALLOWED);
  }

  @Test
  void anEndedKeyInAnIncidentIsToldApartFromAnUnknownOneByNoCount() throws Exception {
    String id = bound.key().id();
    rig.keys.revoke(Rig.ADMIN, id, "");
    rig.keys.suspect(id, Suspicion.OPEN_INCIDENT);
    List<Reason> suspect = new ArrayList<>();
    List<Reason> unknown = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      suspect.add(from(HERE, owner.shown(id, rig)).reason());
      unknown.add(from("198.51.100.1", owner.shown("no-such-key", rig)).reason());
    }
    assertThat(suspect).isEqualTo(unknown).contains(Reason.TOO_FAST);
  }

  @Test
  void aTrapIsToldApartFromAnUnknownKeyByNoRepetition() throws Exception {
    Minted trap = rig.mint(request("acme").honey().bound(Binding.BOUND, owner.publicKey()));
    List<Reason> known = new ArrayList<>();
    List<Reason> unknown = new ArrayList<>();
    Presented first = owner.shown(trap.key().id(), rig);
    Presented second = owner.shown("no-such-key", rig);
    for (int i = 0; i < 6; i++) {
      known.add(from(HERE, first).reason());
      unknown.add(from("198.51.100.1", second).reason());
    }
    assertThat(known).isEqualTo(unknown).contains(Reason.TOO_FAST);
  }

  @Test
  void aSecretBesideWrongSignaturesTellsNothingOfAKeyInAnIncident() throws Exception {
    Minted either = rig.mint(request("acme").bound(Binding.EITHER, owner.publicKey()));
    String id = either.key().id();
    rig.keys.suspect(id, Suspicion.OPEN_INCIDENT);
    for (int i = 0; i < 6; i++) {
      Verdict verdict = from(HERE, Presented.of(text(either), thief.signed(id, rig)));
      assertThat(verdict.reason()).isEqualTo(Reason.UNKNOWN);
      assertThat(verdict.retryAfterMicros()).isZero();
    }
  }

  @Test
  void whoeverShowsASecretIsAskedForItAlone() throws Exception {
    Minted bearer = rig.mint();
    Minted either = rig.mint(request("acme").bound(Binding.EITHER, owner.publicKey()));
    String id = either.key().id();
    for (int i = 0; i < 3; i++) {
      assertThat(from(HERE, Presented.of(text(either), thief.signed(id, rig))).reason())
          .isEqualTo(Reason.UNPROVEN);
    }
    assertThat(from(HERE, Presented.of(text(either), owner.signed(id, rig))).reason())
        .isEqualTo(Reason.TOO_FAST);
    assertThat(from(HERE, Presented.of(text(either))).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(from(HERE, Presented.of(text(bearer), thief.signed("x", rig))).reason())
        .as("nobody looks at a bearer's signature")
        .isEqualTo(Reason.ALLOWED);
  }
}
