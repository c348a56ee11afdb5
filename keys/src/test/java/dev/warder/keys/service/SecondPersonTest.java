package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.opening;
import static dev.warder.keys.service.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.ChangeOutcome;
import dev.warder.keys.ImportRequest.Effect;
import dev.warder.keys.KeyChange;
import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.Management;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Persons;
import dev.warder.keys.foreign.LineFault;
import dev.warder.keys.service.KeysSettings.Approvals;
import dev.warder.model.ErrorCode;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.Times;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.scope.OperationRisks;
import dev.warder.policy.text.Parsed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One person alone gives no key power that a second one has to approve, whichever way is tried.
/// Alice and bob have a credential each, from whoever has the machine.
class SecondPersonTest {
  private static final String OWN = "warder";
  private static final Actor OPERATOR = new Actor("warder-serve", "first start");
  private static final KeysSettings SETTINGS =
      KeysSettings.standard()
          .approving(Approvals.PRIVILEGED)
          .managedBy(
              new Management(
                  OWN,
                  Stream.of(
                          "POST /v1/keys",
                          "POST /v1/keys/{id}",
                          "PATCH /v1/keys/{id}",
                          "POST /v1/approvals/{id}",
                          "PUT /v1/scope-sets/{name}",
                          "POST /v1/imports")
                      .map(SecondPersonTest::pattern)
                      .toList()))
          .declaring(risks("CREDENTIAL POST /api/keys", "READ GET /api/**"));

  private Rig rig;
  private Minted alice;
  private Minted bob;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.open(SETTINGS);
    alice = rig.keys.enroll(OPERATOR, "alice", administrator());
    bob = rig.keys.enroll(OPERATOR, "bob", administrator());
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private static OperationPattern pattern(String text) {
    return switch (OperationPattern.parse(text)) {
      case Parsed.Value<OperationPattern>(OperationPattern pattern) -> pattern;
      case Parsed.Problem<OperationPattern> problem -> throw new AssertionError(problem);
    };
  }

  private static OperationRisks risks(String... entries) {
    return switch (OperationRisks.parse(List.of(entries))) {
      case Parsed.Value<OperationRisks>(OperationRisks risks) -> risks;
      case Parsed.Problem<OperationRisks> problem -> throw new AssertionError(problem);
    };
  }

  private static MintRequest administrator() {
    return own("* /v1/**").privileged();
  }

  private static MintRequest own(String... scopes) {
    return MintRequest.of(OWN, Environment.LIVE).allowed(opening(scopes));
  }

  private static Actor by(Minted key) {
    return new Actor(key.key().id(), "203.0.113.9");
  }

  private static MintRequest privileged() {
    return request("acme").privileged();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertDenied(
      ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.APPROVAL_DENIED));
  }

  private static void assertEnded(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CREDENTIAL_ENDED));
  }

  private void restart() throws Exception {
    rig.close();
    rig = Rig.open(rig.files, rig.store, SETTINGS, Rig.peppers(1));
  }

  private Minted ordinary(Minted maker, MintRequest request) throws KeysException {
    return (Minted) rig.keys.mint(by(maker), request);
  }

  private Minted agreed(Approval approval, Minted asker, Minted other) throws KeysException {
    rig.keys.approve(by(other), approval.id());
    return rig.keys.collect(by(asker), approval.id());
  }

  private static Approval asked(ChangeOutcome outcome) {
    return (Approval) outcome;
  }

  private Minted power(Minted asker, Minted other, MintRequest request) throws KeysException {
    return agreed((Approval) rig.keys.mint(by(asker), request), asker, other);
  }

  @Test
  void twoPersonsMakeWhatOneCannot() throws Exception {
    Approval approval = (Approval) rig.keys.mint(by(alice), privileged());
    assertThat(approval.askedFrom()).isEqualTo("203.0.113.9");
    assertDenied(() -> rig.keys.approve(by(alice), approval.id()));
    Minted minted = agreed(approval, alice, bob);
    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(minted.key().persons()).isEqualTo(Persons.of("alice"));
    assertThat(rig.keys.find(minted.key().id()).persons()).isEqualTo(Persons.of("alice"));
  }

  @Test
  void aSecondCredentialOfOnesOwnIsTheSamePerson() throws Exception {
    MintRequest asBob =
        administrator().actingAs("bob").owned("bob", "bob@example.org").mintedBy(bob.key().id());
    Minted second = power(alice, bob, asBob);
    assertThat(second.key().persons()).isEqualTo(Persons.of("alice"));
    Approval approval = (Approval) rig.keys.mint(by(alice), privileged());

    assertDenied(() -> rig.keys.approve(by(second), approval.id()))
        .hasMessageContaining("alice")
        .hasMessageContaining("another person");
    restart();
    assertDenied(() -> rig.keys.approve(by(second), approval.id()));
  }

  @Test
  void aChainOfKeysStaysInTheHandsOfWhoBeganIt() throws Exception {
    Minted last = alice;
    for (int i = 0; i < 4; i++) {
      Minted next = power(last, bob, administrator());
      restart();
      last = (Minted) rig.keys.rotate(by(next), next.key().id(), Duration.ofDays(i)); // itself
      assertThat(last.key().persons()).isEqualTo(Persons.of("alice"));
    }
    Minted end = last;
    Approval approval = (Approval) rig.keys.mint(by(alice), privileged());
    assertDenied(() -> rig.keys.approve(by(end), approval.id()));
    Approval other = (Approval) rig.keys.mint(by(end), privileged());
    assertDenied(() -> rig.keys.approve(by(alice), other.id()));
  }

  @Test
  void rotatingTheApproversKeyNeedsASecondPersonAndMixesTheHands() throws Exception {
    Approval approval = (Approval) rig.keys.rotate(by(alice), bob.key().id(), Duration.ofDays(1));
    assertThat(rig.keys.find(bob.key().id()).state()).isEqualTo(State.ACTIVE);
    assertDenied(() -> rig.keys.approve(by(alice), approval.id()));
    assertDenied(() -> rig.keys.collect(by(alice), approval.id()));

    Minted rotated = agreed(approval, alice, bob);
    assertThat(rotated.key().persons().names()).containsExactly("alice", "bob");
    assertThat(rig.keys.find(bob.key().id()).state()).isEqualTo(State.OVERLAPPING);
    restart();
    Approval next = (Approval) rig.keys.mint(by(alice), privileged());
    assertDenied(() -> rig.keys.approve(by(rotated), next.id()));
    rig.keys.approve(by(bob), next.id());
    Approval bobs = (Approval) rig.keys.mint(by(bob), privileged());
    assertDenied(() -> rig.keys.approve(by(rotated), bobs.id()));
  }

  @Test
  void rotatingAnOrdinaryKeyIsFreeAndMixesTheHands() throws Exception {
    Minted key = ordinary(bob, request("acme"));
    Minted rotated = (Minted) rig.keys.rotate(by(alice), key.key().id(), Duration.ZERO);
    assertThat(rotated.key().persons().names()).containsExactly("alice", "bob");
  }

  @Test
  void aKeyRotatesItselfAloneUnlessItIsFenced() throws Exception {
    Minted next = (Minted) rig.keys.rotate(by(alice), alice.key().id(), Duration.ofDays(1));
    assertThat(next.key().persons()).isEqualTo(Persons.of("alice"));
    rig.keys.fence(by(alice), next.key().id(), "");
    assertEnded(() -> rig.keys.rotate(by(next), next.key().id(), Duration.ZERO));
    assertThat(rig.keys.rotate(by(bob), next.key().id(), Duration.ZERO))
        .isInstanceOf(Approval.class);
  }

  @Test
  void powerThatWasApprovedForATimeIsNotMadeLongerByRotatingItself() throws Exception {
    long end = rig.micros() + Times.DAY;
    Minted key = power(alice, bob, own("POST /v1/keys").expiring(end));
    rig.pass(Duration.ofHours(23));
    Minted next = (Minted) rig.keys.rotate(by(key), key.key().id(), Duration.ZERO);
    assertThat(next.key().facts().expiresMicros()).isEqualTo(end);

    Minted plain = ordinary(alice, own("GET /v1/keys").expiring(end));
    rig.pass(Duration.ofMinutes(30));
    Minted longer = (Minted) rig.keys.rotate(by(plain), plain.key().id(), Duration.ZERO);
    assertThat(longer.key().facts().expiresMicros()).as("nobody has to agree").isGreaterThan(end);
  }

  @Test
  void whoWasLetInAndEndedSinceChangesNothing() throws Exception {
    Minted key = ordinary(bob, request("acme"));
    String id = key.key().id();
    rig.keys.fence(by(alice), bob.key().id(), "");
    assertEnded(() -> rig.keys.mint(by(bob), request("acme")));
    assertEnded(() -> rig.keys.mint(by(bob), privileged()));
    assertEnded(() -> rig.keys.rotate(by(bob), id, Duration.ZERO));
    assertEnded(() -> rig.keys.change(by(bob), id, 1, KeyChange.ofGrant(opening("GET /b"))));
    assertEnded(() -> rig.keys.defineScopeSet(by(bob), "readers", List.of("GET /b")));
    rig.keys.revoke(by(alice), bob.key().id(), "");
    assertEnded(() -> rig.keys.fence(by(bob), id, ""));
    assertEnded(() -> rig.keys.revoke(by(bob), id, ""));
    assertEnded(() -> rig.keys.invalidate(by(bob), "tenant = acme", null));
    assertThat(rig.verify(key).reason()).isEqualTo(Reason.ALLOWED);
  }

  @Test
  void anApprovedRotationEndsWhatGoesOnWithTheOldKeyBeforeItIsAcknowledged() throws Exception {
    Minted key = power(alice, bob, privileged());
    String id = key.key().id();
    Approval rotation = (Approval) rig.keys.rotate(by(alice), id, Duration.ZERO);
    rig.keys.approve(by(bob), rotation.id());
    AtomicBoolean wasOver = new AtomicBoolean();
    rig.keys.heed(() -> {
      wasOver.set(rig.keys.isOver(id));
      return CompletableFuture.completedFuture(true);
    });
    rig.keys.collect(by(alice), rotation.id());
    assertThat(wasOver).isTrue();
  }

  @Test
  void aKeyThatMayNotApproveCannotBeWidenedToItByOnePerson() throws Exception {
    Minted proxy = ordinary(bob, own("POST /v1/verify"));
    for (String scope :
        List.of(
            "POST /v1/approvals/{id}",
            "POST /v1/**",
            "* /**",
            "POST /v1/{any}/{thing}",
            "POST /v1/approvals/wish-1:approve",
            "PATCH /v1/keys/{id}",
            "POST /v1/keys",
            "PUT /v1/scope-sets/a",
            "POST /v1/imports")) {
      ChangeOutcome outcome =
          rig.keys.change(by(alice), proxy.key().id(), 1, KeyChange.ofGrant(opening(scope)));
      assertThat(outcome).as(scope).isInstanceOf(Approval.class);
    }
    assertThat(rig.keys.find(proxy.key().id()).grant().scope()).containsExactly("POST /v1/verify");

    // Whoever asks for more may be who has it, so even with bob's word it is nobody's second.
    Approval approval =
        asked(
            rig.keys.change(
                by(alice), proxy.key().id(), 1, KeyChange.ofGrant(opening("POST /v1/**"))));
    Minted widened = agreed(approval, alice, bob);
    assertThat(widened.secret()).isNull();
    assertThat(widened.key().persons().names()).containsExactly("alice", "bob");
    Approval wish = (Approval) rig.keys.mint(by(alice), privileged());
    assertDenied(() -> rig.keys.approve(by(proxy), wish.id()));
  }

  @Test
  void onesOwnPowerGrowsByNoChangeOfOnesOwn() throws Exception {
    GrantText grant =
        new GrantText(
            List.of("POST /api/keys", "GET /api/**"),
            List.of(),
            List.of("203.0.113.0/24"),
            List.of("Mon-Fri 08:00-18:00 Europe/Berlin"),
            List.of("600/min"),
            List.of("EXECUTE"),
            "ENFORCE");
    Minted key =
        power(alice, bob, request("acme").allowed(grant).expiring(rig.micros() + 3_600_000_000L));
    for (KeyChange more :
        List.of(
            KeyChange.ofGrant(
                with(grant, List.of("POST /api/keys", "GET /api/**", "GET /other"), "ENFORCE")),
            KeyChange.ofGrant(with(grant, grant.scope(), "OBSERVE")),
            KeyChange.ofGrant(with(grant, grant.scope(), "SHADOW")),
            KeyChange.ofGrant(with(grant, List.of("* /api/**"), "ENFORCE")),
            KeyChange.ofGrant(places(grant)),
            KeyChange.ofGrant(places(grant, "203.0.113.0/24", "DE")),
            KeyChange.ofGrant(hours(grant)),
            KeyChange.ofGrant(hours(grant, "Mon-Sun 00:00-24:00 Europe/Berlin")),
            KeyChange.ofGrant(limits(grant)),
            KeyChange.ofGrant(limits(grant, "601/min")),
            KeyChange.ofGrant(limits(grant, "600/min per tenant")),
            KeyChange.ofGrant(held(grant)),
            KeyChange.ofExpiry(Long.MAX_VALUE))) {
      assertThat(rig.keys.change(by(alice), key.key().id(), 1, more))
          .as(more.toString())
          .isInstanceOf(Approval.class);
    }
    assertThat(rig.keys.find(key.key().id()).version()).isEqualTo(1);
  }

  @Test
  void takingPowerAwayNeedsNobody() throws Exception {
    Minted key =
        power(alice, bob, request("acme").allowed(opening("POST /api/keys", "GET /api/**")));
    String id = key.key().id();
    GrantText less = opening("POST /api/keys", "GET /api/systems/{id}");
    long version = 1;
    for (KeyChange change :
        List.of(
            KeyChange.ofGrant(less),
            KeyChange.ofGrant(places(less, "203.0.113.0/24")),
            KeyChange.ofGrant(limits(places(less, "203.0.113.0/24"), "600/min")),
            KeyChange.ofGrant(limits(places(less, "203.0.113.0/24"), "60/min", "5/s per tenant")),
            KeyChange.ofExpiry(rig.micros() + 3_600_000_000L),
            KeyChange.ofNote("seen"))) {
      assertThat(rig.keys.change(by(alice), id, version++, change))
          .as(change.toString())
          .isInstanceOf(ManagedKey.class);
    }
    rig.keys.fence(by(alice), id, "");
    rig.keys.revoke(by(alice), id, "");
    rig.keys.invalidate(by(alice), "tenant = acme", null);
  }

  @Test
  void whatIsNotSaidToBePrivilegedIsSoByWhatItOpens() throws Exception {
    for (MintRequest request :
        List.of(
            request("acme").allowed(with(opening("GET /api/a"), List.of("GET /api/a"), "OBSERVE")),
            request("acme").allowed(with(opening("GET /api/a"), List.of("GET /api/a"), "SHADOW")),
            request("acme").allowed(opening("* /**")),
            request("acme").allowed(opening("POST /{any}/**")),
            request("acme").allowed(opening("POST /api/keys")),
            request("acme").allowed(opening("POST /api/{thing}")),
            own("POST /v1/keys"),
            own("* /v1/keys/**"),
            own("POST /v1/approvals/{id}"))) {
      assertThat(rig.keys.mint(by(alice), request))
          .as(request.toString())
          .isInstanceOf(Approval.class);
    }
    for (MintRequest request :
        List.of(
            request("acme"),
            request("acme").allowed(opening("GET /**", "POST /api/systems")),
            own("POST /v1/verify", "GET /v1/**"),
            request("acme").allowed(opening("POST /v1/keys")))) {
      assertThat(rig.keys.mint(by(alice), request))
          .as(request.toString())
          .isInstanceOf(Minted.class);
    }
  }

  @Test
  void aScopeSetGivesNoPowerToKeysThatHaveIt() throws Exception {
    rig.keys.defineScopeSet(by(alice), "readers", List.of("GET /api/a"));
    Minted key = ordinary(alice, request("acme").allowed(opening("@readers")));

    assertDenied(() -> rig.keys.defineScopeSet(by(alice), "readers", List.of("POST /api/keys")))
        .hasMessageContaining(key.key().id());
    assertThat(rig.keys.scopeSet("readers")).containsExactly("GET /api/a");
    rig.keys.defineScopeSet(by(alice), "readers", List.of("GET /api/a", "GET /api/b"));

    Minted strong = power(alice, bob, privileged().allowed(opening("@readers")));
    assertDenied(() -> rig.keys.defineScopeSet(by(alice), "readers", List.of("GET /api/**")))
        .hasMessageContaining(strong.key().id());
    rig.keys.defineScopeSet(by(alice), "readers", List.of("GET /api/a"));
    rig.keys.revoke(by(alice), strong.key().id(), "");
    rig.keys.defineScopeSet(by(alice), "readers", List.of("GET /api/**"));
  }

  @Test
  void aScopeSetThatChangesAfterTheApprovalUndoesIt() throws Exception {
    rig.keys.defineScopeSet(by(alice), "tools", List.of("GET /api/a"));
    Approval mint = (Approval) rig.keys.mint(by(alice), privileged().allowed(opening("@tools")));
    rig.keys.approve(by(bob), mint.id());
    Approval waiting =
        (Approval) rig.keys.mint(by(alice), privileged().allowed(opening("@tools", "GET /b")));
    rig.keys.defineScopeSet(by(alice), "tools", List.of("* /**"));

    assertDenied(() -> rig.keys.collect(by(alice), mint.id())).hasMessageContaining("scope set");
    assertDenied(() -> rig.keys.approve(by(bob), waiting.id())).hasMessageContaining("scope set");
    restart();
    assertDenied(() -> rig.keys.collect(by(alice), mint.id()));
  }

  @Test
  void aScopeSetThatWasPutBackIsAnother() throws Exception {
    rig.keys.defineScopeSet(by(alice), "tools", List.of("GET /api/a"));
    Approval mint = (Approval) rig.keys.mint(by(alice), privileged().allowed(opening("@tools")));
    assertThat(mint.opened()).isEqualTo(Map.of("tools", List.of("GET /api/a")));
    rig.keys.defineScopeSet(by(alice), "tools", List.of("* /**"));
    rig.keys.defineScopeSet(by(alice), "tools", List.of("GET /api/a"));

    restart();
    assertThat(rig.keys.approvals()).contains(mint);
    assertDenied(() -> rig.keys.approve(by(bob), mint.id())).hasMessageContaining("scope set");
    Approval approved =
        (Approval) rig.keys.mint(by(alice), privileged().allowed(opening("@tools")));
    rig.keys.approve(by(bob), approved.id());
    rig.keys.defineScopeSet(by(alice), "tools", List.of("GET /api/b"));
    rig.keys.defineScopeSet(by(alice), "tools", List.of("GET /api/a"));
    assertDenied(() -> rig.keys.collect(by(alice), approved.id()))
        .hasMessageContaining("scope set");
  }

  @Test
  void whatCannotBeCarriedOutAnyMoreIsAskedForAnew() throws Exception {
    rig.keys.defineScopeSet(by(alice), "tools", List.of("GET /api/a"));
    String id = power(alice, bob, privileged()).key().id();
    KeyChange more = KeyChange.ofGrant(opening("@tools", "GET /b"));
    MintRequest once = privileged().allowed(opening("@tools")).once("w");
    Approval change = asked(rig.keys.change(by(alice), id, 1, more));
    Approval mint = (Approval) rig.keys.mint(by(alice), once);
    assertThat(rig.keys.change(by(alice), id, 1, more)).isEqualTo(change);
    assertThat(rig.keys.mint(by(alice), once)).isEqualTo(mint);
    rig.keys.approve(by(bob), change.id());
    rig.keys.approve(by(bob), mint.id());
    rig.keys.defineScopeSet(by(alice), "tools", List.of("GET /api/b"));
    assertDenied(() -> rig.keys.collect(by(alice), change.id())).hasMessageContaining("anew");
    assertDenied(() -> rig.keys.collect(by(alice), mint.id())).hasMessageContaining("anew");

    Approval anew = asked(rig.keys.change(by(alice), id, 1, more));
    assertThat(anew.id()).isNotEqualTo(change.id());
    agreed(anew, alice, bob);
    Approval again = (Approval) rig.keys.mint(by(alice), once);
    assertThat(again.id()).isNotEqualTo(mint.id());
    assertThat(agreed(again, alice, bob).secret()).isNotNull();
    assertThat(rig.keys.mint(by(alice), once))
        .isInstanceOfSatisfying(
            Approval.class, last -> assertThat(last.id()).isEqualTo(again.id()));
    assertThatThrownBy(() -> rig.keys.mint(by(alice), privileged().once("w")))
        .isInstanceOfSatisfying(
            KeysException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.IDEMPOTENCY_CONFLICT));
  }

  @Test
  void aWishThatIsRenewedHasAnotherNameSoThatWhoeverApprovesMeansOneContent() throws Exception {
    Approval old = (Approval) rig.keys.mint(by(alice), privileged().once("w"));
    rig.pass(Duration.ofDays(31));
    MintRequest stronger = privileged().allowed(opening("* /**")).once("w");
    Approval renewed = (Approval) rig.keys.mint(by(alice), stronger);
    assertThat(renewed.id()).isNotEqualTo(old.id());
    assertDenied(() -> rig.keys.approve(by(bob), old.id())).hasMessageContaining("30 days");
    assertThat(rig.keys.mint(by(alice), stronger)).isEqualTo(renewed);
  }

  @Test
  void anApprovedWishIsTakenBackByWhoAskedWhoApprovedAndWhoCouldHave() throws Exception {
    Minted carol = rig.keys.enroll(OPERATOR, "carol", administrator());
    Minted alices = power(alice, bob, administrator());
    for (Minted who : List.of(alice, bob, carol)) {
      Approval approval = (Approval) rig.keys.mint(by(alice), privileged());
      rig.keys.approve(by(bob), approval.id());
      assertDenied(() -> rig.keys.refuse(by(alices), approval.id()));
      rig.keys.refuse(by(who), approval.id());
      assertDenied(() -> rig.keys.collect(by(alice), approval.id())).hasMessageContaining("REF");
      assertDenied(() -> rig.keys.approve(by(bob), approval.id()));
      restart();
      assertDenied(() -> rig.keys.collect(by(alice), approval.id()));
    }
    Approval done = (Approval) rig.keys.mint(by(alice), privileged());
    agreed(done, alice, bob);
    assertDenied(() -> rig.keys.refuse(by(bob), done.id()));
  }

  @Test
  void onePersonHasAHundredOpenWishesWithAllKeysTogether() throws Exception {
    Minted next = alice;
    Approval first = (Approval) rig.keys.mint(by(alice), privileged());
    for (int i = 1; i < 100; i++) {
      if (i % 30 == 0) {
        next = (Minted) rig.keys.rotate(by(next), next.key().id(), Duration.ofDays(9));
      }
      rig.keys.mint(by(next), privileged());
    }
    Minted last = (Minted) rig.keys.rotate(by(next), next.key().id(), Duration.ofDays(9));
    rig.keys.approve(by(bob), first.id());
    assertThatThrownBy(() -> rig.keys.mint(by(last), privileged()))
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
    assertThat(rig.keys.mint(by(bob), privileged())).isInstanceOf(Approval.class);
    rig.keys.collect(by(alice), first.id());
    assertThat(rig.keys.mint(by(last), privileged())).isInstanceOf(Approval.class);
  }

  @Test
  void anApprovalOfAKeyThatMayNotApproveAnyMoreDoesNotCount() throws Exception {
    Minted carol = rig.keys.enroll(OPERATOR, "carol", administrator());
    Approval approval = (Approval) rig.keys.mint(by(alice), privileged());
    rig.keys.approve(by(bob), approval.id());
    rig.keys.change(
        by(carol), bob.key().id(), 1, KeyChange.ofGrant(opening("GET /v1/**", "POST /v1/keys")));

    assertDenied(() -> rig.keys.collect(by(alice), approval.id()))
        .hasMessageContaining("may not approve");
    restart();
    assertDenied(() -> rig.keys.collect(by(alice), approval.id()));
    assertThat(agreed(approval, alice, carol).secret()).isNotNull();

    Minted customers = power(carol, alice, request("acme").allowed(opening("* /**")));
    Approval next = (Approval) rig.keys.mint(by(alice), privileged());
    assertDenied(() -> rig.keys.approve(by(customers), next.id()))
        .hasMessageContaining("may not approve");
  }

  @Test
  void anImportBringsNoPowerAndNobodyElsesHands() throws Exception {
    Importer observed = Importer.plain();
    assertThat(
            rig.keys
                .importKeys(
                    by(alice), observed.request(Effect.TAKE_IN, List.of(observed.line("k1"))))
                .refusals())
        .extracting(refusal -> refusal.fault())
        .containsExactly(LineFault.NEEDS_APPROVAL);

    Importer old = Importer.plain().opening("GET /api/**");
    rig.keys.importKeys(
        by(alice),
        old.request(
            Effect.TAKE_IN, List.of(old.line("k1", ",\"owner\":\"bob\",\"principal\":\"bob\""))));
    ManagedKey key = rig.keys.list("tenant = acme", "", 10).keys().getFirst();
    assertThat(key.persons()).isEqualTo(Persons.of("alice"));
    restart();
    assertThat(rig.keys.find(key.id()).persons()).isEqualTo(Persons.of("alice"));
    assertThat(rig.keys.change(by(alice), key.id(), 1, KeyChange.ofPrivilege(Privilege.PRIVILEGED)))
        .isInstanceOf(Approval.class);
    assertThat(
            rig.keys.change(
                by(alice),
                key.id(),
                1,
                KeyChange.ofGrant(with(key.grant(), key.grant().scope(), Mode.OBSERVE.name()))))
        .isInstanceOf(Approval.class);
  }

  @Test
  void afterTheApproverWasEndedItsWordCountsNoMore() throws Exception {
    Minted carol = rig.keys.enroll(OPERATOR, "carol", administrator());
    Approval revoked = (Approval) rig.keys.mint(by(alice), privileged());
    rig.keys.approve(by(bob), revoked.id());
    assertDenied(() -> rig.keys.approve(by(carol), revoked.id())).hasMessageContaining("before");
    rig.keys.fence(by(carol), bob.key().id(), "");
    assertDenied(() -> rig.keys.collect(by(alice), revoked.id())).hasMessageContaining("fenced");
    rig.keys.revoke(by(carol), bob.key().id(), "");
    restart();
    assertDenied(() -> rig.keys.collect(by(alice), revoked.id())).hasMessageContaining("revoked");
    Approval fresh = (Approval) rig.keys.mint(by(alice), privileged());
    assertDenied(() -> rig.keys.approve(by(bob), fresh.id()));

    // Somebody else can say it again.
    assertThat(agreed(revoked, alice, carol).secret()).isNotNull();
  }

  @Test
  void whoAskedAndWasFencedSinceCollectsNothing() throws Exception {
    Approval approval = (Approval) rig.keys.mint(by(alice), privileged());
    rig.keys.approve(by(bob), approval.id());
    rig.keys.fence(by(bob), alice.key().id(), "");
    assertDenied(() -> rig.keys.collect(by(alice), approval.id()));
  }

  @Test
  void anApprovalHoldsForWhatWasLookedAtAlone() throws Exception {
    Minted key = power(alice, bob, privileged());
    String id = key.key().id();
    Approval change =
        asked(rig.keys.change(by(alice), id, 1, KeyChange.ofGrant(opening("GET /**"))));
    Approval rotate = (Approval) rig.keys.rotate(by(alice), id, Duration.ZERO);
    rig.keys.approve(by(bob), change.id());
    rig.keys.change(by(alice), id, 1, KeyChange.ofNote("in between"));

    assertDenied(() -> rig.keys.collect(by(alice), change.id())).hasMessageContaining("changed");
    assertDenied(() -> rig.keys.approve(by(bob), rotate.id())).hasMessageContaining("changed");
    assertThat(rig.keys.find(id).grant().scope()).containsExactly("GET /api/**");

    Approval once = (Approval) rig.keys.mint(by(alice), privileged().once("w"));
    rig.keys.approve(by(bob), once.id());
    assertThatThrownBy(
            () -> rig.keys.mint(by(alice), privileged().allowed(opening("* /**")).once("w")))
        .isInstanceOfSatisfying(
            KeysException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.IDEMPOTENCY_CONFLICT));
  }

  @Test
  void everyKindIsCarriedOutOnceByWhoAskedAfterRestartsBetweenAllSteps() throws Exception {
    Minted key = power(alice, bob, privileged());
    String id = key.key().id();
    Approval change =
        asked(rig.keys.change(by(alice), id, 1, KeyChange.ofGrant(opening("GET /**"))));
    carriedOutOnce(change);
    assertThat(rig.keys.find(id).grant().scope()).containsExactly("GET /**");

    rig.keys.fence(by(alice), id, "suspect");
    Approval unfence = asked(rig.keys.unfence(by(alice), id, "it was nothing"));
    assertThat(rig.keys.find(id).state()).isEqualTo(State.FENCED);
    carriedOutOnce(unfence);
    assertThat(rig.keys.find(id).state()).isEqualTo(State.ACTIVE);

    Approval rotate = (Approval) rig.keys.rotate(by(alice), id, Duration.ofHours(1));
    carriedOutOnce(rotate);
    ManagedKey old = rig.keys.find(id);
    assertThat(old.state()).isEqualTo(State.OVERLAPPING);
    assertThat(rig.keys.find(old.successorId()).grant()).isEqualTo(old.grant());
    assertThat(rig.keys.list("descendant-of " + id, "", 10).keys()).hasSize(1);
  }

  private void carriedOutOnce(Approval approval) throws Exception {
    restart();
    assertThat(rig.keys.approvals()).contains(approval);
    assertDenied(() -> rig.keys.collect(by(alice), approval.id()));
    rig.keys.approve(by(bob), approval.id());
    restart();
    assertDenied(() -> rig.keys.collect(by(bob), approval.id()));
    rig.keys.collect(by(alice), approval.id());
    assertDenied(() -> rig.keys.collect(by(alice), approval.id()));
    restart();
    assertDenied(() -> rig.keys.collect(by(alice), approval.id()));
    assertDenied(() -> rig.keys.approve(by(bob), approval.id()));
  }

  @Test
  void theSameWishOnceMoreIsTheSameWish() throws Exception {
    Minted key = power(alice, bob, privileged());
    Object first = rig.keys.rotate(by(alice), key.key().id(), Duration.ofHours(1));
    assertThat(rig.keys.rotate(by(alice), key.key().id(), Duration.ofHours(1))).isEqualTo(first);
    assertThat(rig.keys.rotate(by(bob), key.key().id(), Duration.ofHours(1))).isNotEqualTo(first);
  }

  @Test
  void whatCameBeforePersonsWereToldApartIsOnePerson() throws Exception {
    Minted first = rig.keys.enroll(OPERATOR, "", administrator());
    Minted again = rig.keys.enroll(OPERATOR, "", administrator());
    assertThat(first.key().persons()).isEqualTo(Persons.FIRST);
    Approval approval = (Approval) rig.keys.mint(by(first), privileged());
    assertDenied(() -> rig.keys.approve(by(again), approval.id()));
  }

  @Test
  void theFirstCredentialIsNobodysSecondPersonBesideNamedOnes() throws Exception {
    Minted first = rig.keys.enroll(OPERATOR, "", administrator());
    Approval ofFirst = (Approval) rig.keys.mint(by(first), privileged());
    assertDenied(() -> rig.keys.approve(by(alice), ofFirst.id()))
        .hasMessageContaining("revoke that of 'first'");
    Approval ofAlice = (Approval) rig.keys.mint(by(alice), privileged());
    assertDenied(() -> rig.keys.approve(by(first), ofAlice.id()))
        .hasMessageContaining("name two persons");
    rig.keys.revoke(by(alice), bob.key().id(), "");
    assertThat(rig.keys.haveSecondPerson()).as("alice, and first").isFalse();

    // Whoever has the machine names another, and nobody is locked out.
    Minted carol = rig.keys.enroll(OPERATOR, "carol", administrator());
    assertThat(agreed(ofAlice, alice, carol).secret()).isNotNull();
    Approval rotation = (Approval) rig.keys.rotate(by(alice), first.key().id(), Duration.ZERO);
    Minted mixed = agreed(rotation, alice, carol);
    Approval next = (Approval) rig.keys.mint(by(carol), privileged());
    assertDenied(() -> rig.keys.approve(by(mixed), next.id()));
    rig.keys.revoke(by(alice), mixed.key().id(), "");
    assertThat(agreed(next, carol, alice).secret()).isNotNull();
  }

  @Test
  void anotherCredentialOfTheSameNameIsTheSamePerson() throws Exception {
    Minted again = rig.keys.enroll(OPERATOR, "alice", administrator());
    Approval approval = (Approval) rig.keys.mint(by(alice), privileged());
    assertDenied(() -> rig.keys.approve(by(again), approval.id()));
  }

  @Test
  void beyondEightPersonsAKeyIsInEverybodysHandsAndApprovesNothing() throws Exception {
    Minted key = ordinary(alice, request("acme"));
    for (int i = 0; i < 9; i++) {
      Minted person = rig.keys.enroll(OPERATOR, "p" + i, administrator());
      key = (Minted) rig.keys.rotate(by(person), key.key().id(), Duration.ZERO);
    }
    assertThat(key.key().persons()).isEqualTo(Persons.EVERYBODY);
    restart();
    assertThat(rig.keys.find(key.key().id()).persons()).isEqualTo(Persons.EVERYBODY);
    Minted everybodys = key;
    Approval approval = (Approval) rig.keys.mint(by(bob), privileged());
    assertDenied(() -> rig.keys.approve(by(everybodys), approval.id()));
  }

  @Test
  void aKeyThatDoesNotExistApprovesNothing() throws Exception {
    Approval approval = (Approval) rig.keys.mint(by(alice), privileged());
    assertDenied(() -> rig.keys.approve(new Actor("0123456789abcdef", ""), approval.id()));
  }

  @Test
  void itIsKnownWhetherThereIsASecondPerson() throws Exception {
    assertThat(rig.keys.haveSecondPerson()).isTrue();
    rig.keys.revoke(by(alice), bob.key().id(), "");
    assertThat(rig.keys.haveSecondPerson()).isFalse();
    Minted helper = ordinary(alice, own("POST /v1/verify"));
    assertThat(helper.key().persons()).isEqualTo(Persons.of("alice"));
    assertThat(rig.keys.haveSecondPerson()).isFalse();
  }

  @Test
  void whatIsPersonalOfAWishGoesWithItsTenant() throws Exception {
    Minted key = power(alice, bob, privileged());
    KeyChange change =
        new KeyChange(
            "jane-doe",
            "jane-doe@example.org",
            null,
            opening("GET /**"),
            null,
            "jane-doe wants it",
            Map.of("of", "jane-doe"),
            null);
    Approval approval = asked(rig.keys.change(by(alice), key.key().id(), 1, change));
    rig.keys.approve(by(bob), approval.id());
    restart();
    assertThat(rig.keys.approvals().toString()).contains("jane-doe");
    rig.keys.revoke(by(alice), key.key().id(), "");
    rig.keys.forget(by(alice), "acme");
    for (int i = 0; i < 2; i++) {
      assertThat(rig.keys.approvals().toString()).doesNotContain("jane-doe", "203.0.113.9");
      assertDenied(() -> rig.keys.collect(by(alice), approval.id()));
      restart();
    }
  }

  @Test
  void whereNothingNeedsApprovalNothingWaits() throws Exception {
    try (Rig free = Rig.open(SETTINGS.approving(Approvals.NONE))) {
      Minted first = free.keys.enroll(OPERATOR, "", administrator());
      Minted key = (Minted) free.keys.mint(by(first), privileged());
      assertThat(free.keys.rotate(by(first), key.key().id(), Duration.ZERO))
          .isInstanceOf(Minted.class);
      assertThat(
              free.keys.change(by(first), first.key().id(), 1, KeyChange.ofGrant(opening("* /**"))))
          .isInstanceOf(ManagedKey.class);
    }
  }

  private static GrantText with(GrantText grant, List<String> scope, String mode) {
    return new GrantText(
        scope, grant.exempt(), grant.places(), grant.hours(), grant.limits(), grant.held(), mode);
  }

  private static GrantText places(GrantText grant, String... places) {
    return new GrantText(
        grant.scope(),
        grant.exempt(),
        List.of(places),
        grant.hours(),
        grant.limits(),
        grant.held(),
        grant.mode());
  }

  private static GrantText hours(GrantText grant, String... hours) {
    return new GrantText(
        grant.scope(),
        grant.exempt(),
        grant.places(),
        List.of(hours),
        grant.limits(),
        grant.held(),
        grant.mode());
  }

  private static GrantText limits(GrantText grant, String... limits) {
    return new GrantText(
        grant.scope(),
        grant.exempt(),
        grant.places(),
        grant.hours(),
        List.of(limits),
        grant.held(),
        grant.mode());
  }

  private static GrantText held(GrantText grant, String... held) {
    return new GrantText(
        grant.scope(),
        grant.exempt(),
        grant.places(),
        grant.hours(),
        grant.limits(),
        List.of(held),
        grant.mode());
  }
}
