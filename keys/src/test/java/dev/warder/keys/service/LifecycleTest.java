package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.OTHER;
import static dev.warder.keys.service.Rig.opening;
import static dev.warder.keys.service.Rig.request;
import static dev.warder.keys.service.Rig.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.Approval;
import dev.warder.keys.Endings;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.KeyChange;
import dev.warder.keys.Keys.Suspicion;
import dev.warder.keys.KeysException;
import dev.warder.keys.LeakReport.Finding;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Overlap;
import dev.warder.keys.Verdict;
import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import dev.warder.model.Times;
import dev.warder.policy.Environment;
import dev.warder.policy.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.open();
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void whatGoesOnWithAKeyIsEndedOnceItsEndIsInForceAndBeforeThatIsAcknowledged() throws Exception {
    String id = rig.mint().key().id();
    CompletableFuture<Boolean> wasOver = new CompletableFuture<>();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    rig.keys.heed(() -> {
      wasOver.complete(rig.keys.isOver(id));
      return ended;
    });
    CompletableFuture<ManagedKey> revoked =
        CompletableFuture.supplyAsync(() -> {
          try {
            return rig.keys.revoke(ADMIN, id, "");
          } catch (KeysException e) {
            throw new CompletionException(e);
          }
        });

    assertThat(wasOver.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(revoked).isNotDone();
    ended.complete(null);
    assertThat(revoked.get(30, TimeUnit.SECONDS).state()).isEqualTo(State.REVOKED);
  }

  @Test
  void anOverlapIsKnownFromItsBeginningToItsEnd() throws Exception {
    String id = rig.mint().key().id();
    assertThat(rig.keys.overlap(id)).isNull();
    rig.pass(Duration.ofHours(1));
    long since = rig.micros();
    Minted successor = (Minted) rig.keys.rotate(ADMIN, id, Duration.ofHours(2));

    assertThat(rig.keys.overlap(id)).isEqualTo(new Overlap(since, since + 2 * Times.HOUR));
    assertThat(rig.keys.overlap(successor.key().id())).isNull();
    assertThat(rig.keys.isOver(id)).isFalse();
    rig.pass(Duration.ofHours(2));
    assertThat(rig.keys.overlap(id)).isNull();
    assertThat(rig.keys.isOver(id)).isTrue();
  }

  @Test
  void whoEndsAKeyHearsThatItsOpenCallsCouldNotBeEnded() throws Exception {
    Minted minted = rig.mint();
    rig.keys.heed(() -> CompletableFuture.failedFuture(new IllegalStateException("stuck")));

    assertThatThrownBy(() -> rig.keys.revoke(ADMIN, minted.key().id(), ""))
        .isInstanceOf(KeysException.class)
        .hasMessageContaining("is in force, but calls that are open");
    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.REVOKED);
    rig.keys.heed(Endings.NONE);
    assertThat(rig.keys.isOver(rig.mint().key().id())).isFalse();
  }

  @Test
  void mintedKeyOpensWhatItsScopeNamesAndNothingElse() throws Exception {
    Minted minted = rig.mint();

    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.verify(minted).isAllowed()).isTrue();
    assertThat(rig.verify(minted).tenant()).isEqualTo("acme");
    Verdict elsewhere =
        rig.keys.verify(dev.warder.keys.Presented.of(text(minted)), rig.get("/other"));
    assertThat(elsewhere.reason()).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(elsewhere.isAllowed()).isFalse();
  }

  @Test
  void typoIsToldFromWrongKeyWithoutLookUp() throws Exception {
    String text = text(rig.mint());
    char last = text.charAt(40);
    String typo = text.substring(0, 40) + (last == 'a' ? 'b' : 'a') + text.substring(41);

    assertThat(rig.verify(typo).reason()).isEqualTo(Reason.MALFORMED);
    assertThat(rig.verify("").reason()).isEqualTo(Reason.MALFORMED);
    try (Rig another = Rig.open()) {
      assertThat(rig.verify(another.mint()).reason()).isEqualTo(Reason.UNKNOWN);
    }
  }

  @Test
  void wrongSecretOfAKnownIdIsUnknownAndTellsNothing() throws Exception {
    Minted minted = rig.mint();
    String other = text(rig.mint());
    String mixed =
        dev.warder.keys.shape.Texts.checksummed(
            text(minted).substring(0, 25) + other.substring(25, 68));

    Verdict verdict = rig.verify(mixed);

    assertThat(verdict.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(verdict.isAllowed()).isFalse();
    assertThat(verdict.keyId() + verdict.tenant() + verdict.principal()).isEmpty();
    assertThat(rig.keys.find(minted.key().id()).lastUsedMicros()).isZero();
  }

  @Test
  void revokedKeyIsRefusedAfterTheAcknowledgementAndNeverComesBack() throws Exception {
    Minted minted = rig.mint();

    ManagedKey revoked = rig.keys.revoke(ADMIN, minted.key().id(), "left the company");

    assertThat(revoked.state()).isEqualTo(State.REVOKED);
    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.REVOKED);
    assertThat(rig.keys.revoke(ADMIN, minted.key().id(), "").version())
        .isEqualTo(revoked.version());
    assertCode(() -> rig.keys.unfence(ADMIN, minted.key().id(), ""), ErrorCode.KEY_RETIRED);
    assertCode(
        () -> rig.keys.rotate(ADMIN, minted.key().id(), Duration.ZERO), ErrorCode.KEY_RETIRED);
    rig = rig.reopened();
    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.REVOKED);
  }

  @Test
  void changeNeedsTheVersionThatWasLookedAt() throws Exception {
    ManagedKey key = rig.mint().key();

    ManagedKey changed =
        (ManagedKey)
            rig.keys.change(
                ADMIN, key.id(), key.version(), KeyChange.ofNote("for the nightly import"));

    assertThat(changed.version()).isEqualTo(key.version() + 1);
    assertThat(changed.note()).isEqualTo("for the nightly import");
    assertThat(changed.owner()).isEqualTo("jane");
    assertCode(
        () -> rig.keys.change(ADMIN, key.id(), key.version(), KeyChange.NONE),
        ErrorCode.VERSION_CONFLICT);
  }

  @Test
  void rotatedKeyIsAcceptedUntilTheOverlapEndsAndItsSuccessorHasItsRights() throws Exception {
    Minted old = rig.mint();
    Minted next = (Minted) rig.keys.rotate(ADMIN, old.key().id(), Duration.ofHours(1));

    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.verify(next).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.keys.find(old.key().id()).state()).isEqualTo(State.OVERLAPPING);
    assertThat(rig.keys.find(old.key().id()).successorId()).isEqualTo(next.key().id());
    assertThat(next.key().grant()).isEqualTo(old.key().grant());
    assertCode(() -> rig.keys.rotate(ADMIN, old.key().id(), Duration.ZERO), ErrorCode.KEY_RETIRED);
    rig.pass(Duration.ofHours(1));
    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ROTATED);
    assertThat(rig.verify(next).reason()).isEqualTo(Reason.ALLOWED);
  }

  @Test
  void fencedKeyInOverlapStillEndsWithIt() throws Exception {
    Minted old = rig.mint();
    Minted next = (Minted) rig.keys.rotate(ADMIN, old.key().id(), Duration.ofHours(1));

    rig.keys.fence(ADMIN, old.key().id(), "seen from a rented server");

    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ALLOWED);
    rig.keys.unfence(ADMIN, old.key().id(), "");
    rig.pass(Duration.ofHours(1));
    assertThat(rig.verify(old).isAllowed()).isFalse();
    assertThat(rig.verify(next).isAllowed()).isTrue();
  }

  @Test
  void fencedKeyMayLookButNotChangeAndNotMint() throws Exception {
    Minted minted = rig.mint(request("acme").allowed(opening("GET /api/**", "POST /api/**")));
    rig.keys.fence(ADMIN, minted.key().id(), "");

    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.ALLOWED);
    Verdict post =
        rig.keys.verify(
            dev.warder.keys.Presented.of(text(minted)),
            new dev.warder.policy.Request(
                rig.micros(), "", "POST", "/api/keys", rig.get("/").source()));
    assertThat(post.reason()).isEqualTo(Reason.FENCED);
    assertCode(
        () -> rig.mint(request("acme").mintedBy(minted.key().id())), ErrorCode.REQUEST_INVALID);
    assertCode(
        () -> rig.keys.rotate(ADMIN, minted.key().id(), Duration.ofMinutes(1)),
        ErrorCode.REQUEST_INVALID);
  }

  @Test
  void keyExpires() throws Exception {
    Minted minted = rig.mint(request("acme").expiring(rig.micros() + 60_000_000));

    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.ALLOWED);
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.EXPIRED);
    assertThat(rig.keys.find(minted.key().id()).state()).isEqualTo(State.EXPIRED);
  }

  @Test
  void privilegedKeyNeedsSomebodyElseWhoNeverSeesTheSecret() throws Exception {
    try (Rig strict = Rig.open(KeysSettings.standard())) {
      Approval asked = (Approval) strict.keys.mint(ADMIN, request("acme").privileged());

      assertThat(strict.keys.list("", "", 10).keys()).isEmpty();
      assertCode(() -> strict.keys.approve(ADMIN, asked.id()), ErrorCode.APPROVAL_DENIED);
      assertCode(() -> strict.keys.collect(ADMIN, asked.id()), ErrorCode.APPROVAL_DENIED);
      strict.keys.approve(OTHER, asked.id());
      assertCode(() -> strict.keys.collect(OTHER, asked.id()), ErrorCode.APPROVAL_DENIED);
      Rig later = strict.reopened();
      Minted minted = later.keys.collect(ADMIN, asked.id());
      assertThat(later.verify(minted).isAllowed()).isTrue();
      assertCode(() -> later.keys.collect(ADMIN, asked.id()), ErrorCode.APPROVAL_DENIED);
      assertThat(later.keys.approvals().getFirst().keyId()).isEqualTo(minted.key().id());
      later.close();
    }
  }

  @Test
  void repeatedWishAnswersTheSameKeyWithoutTheSecret() throws Exception {
    Minted first = rig.mint(request("acme").once("import-7"));
    Minted second = rig.mint(request("acme").once("import-7"));

    assertThat(second.key().id()).isEqualTo(first.key().id());
    assertThat(second.secret()).isNull();
    assertCode(() -> rig.mint(request("globex").once("import-7")), ErrorCode.IDEMPOTENCY_CONFLICT);
    rig = rig.reopened();
    assertThat(rig.mint(request("acme").once("import-7")).key().id()).isEqualTo(first.key().id());
    rig.pass(Duration.ofHours(25));
    assertThat(rig.mint(request("acme").once("import-7")).secret()).isNotNull();
  }

  @Test
  void honeyKeyAnswersAsUnknownAndSoundsAnAlarm() throws Exception {
    Minted trap = rig.mint(request("acme").honey().described("", Map.of("planted", "wiki")));

    Verdict verdict = rig.verify(trap);

    assertThat(verdict.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(verdict.keyId()).isEmpty();
    rig.keys.close();
    assertThat(rig.alarms)
        .singleElement()
        .satisfies(use -> {
          assertThat(use.kind()).isEqualTo(KeyAlarm.Kind.HONEY);
          assertThat(use.keyId()).isEqualTo(trap.key().id());
          assertThat(use.verdictId()).isEqualTo(verdict.id().toString());
        });
  }

  @Test
  void retiredKeyUsedAgainIsAnEventOfItsOwn() throws Exception {
    Minted minted = rig.mint();
    rig.keys.revoke(ADMIN, minted.key().id(), "");

    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.REVOKED);

    rig.keys.close();
    assertThat(rig.alarms)
        .singleElement()
        .satisfies(use -> assertThat(use.kind()).isEqualTo(KeyAlarm.Kind.RETIRED));
  }

  @Test
  void whatIsRefusedWithAKeyInAnOpenIncidentIsRefusedAsWithAnUnknownOne() throws Exception {
    Minted narrow = rig.mint(Rig.request("acme").allowed(Rig.opening("GET /nothing")));
    Minted revoked = rig.mint();
    rig.keys.revoke(ADMIN, revoked.key().id(), "");
    Minted good = rig.mint();
    Verdict unknown;
    try (Rig another = Rig.open()) {
      unknown = rig.verify(another.mint());
    }
    for (Minted minted : List.of(narrow, revoked, good)) {
      rig.keys.suspect(minted.key().id(), Suspicion.OPEN_INCIDENT);
    }

    for (Minted minted : List.of(narrow, revoked)) {
      Verdict masked = rig.verify(minted);
      assertThat(masked).usingRecursiveComparison().ignoringFields("id").isEqualTo(unknown);
      assertThat(rig.keys.explain(masked.id().toString()).keyId()).isEqualTo(minted.key().id());
    }
    assertThat(rig.keys.explain(rig.verify(revoked).id().toString()).sentences())
        .anyMatch(sentence -> sentence.contains("REVOKED"));
    assertThat(rig.verify(good).isAllowed()).as("a suspicion ends nothing").isTrue();
    assertThat(rig.keys.explain(unknown.id().toString()).keyId()).isEmpty();
    rig.keys.suspect(revoked.key().id(), Suspicion.NONE);
    rig.keys.suspect(narrow.key().id(), Suspicion.NONE);
    assertThat(rig.verify(revoked).reason()).isEqualTo(Reason.REVOKED);
    assertThat(rig.verify(narrow).reason()).isEqualTo(Reason.OUT_OF_SCOPE);
  }

  @Test
  void leakedKeyIsFencedAndNamedOnlyToWhoShowsItsSecret() throws Exception {
    Minted live = rig.mint();
    Minted gone = rig.mint();
    rig.keys.revoke(ADMIN, gone.key().id(), "");
    Minted strange;
    try (Rig another = Rig.open()) {
      strange = another.mint();
    }

    var report =
        rig.keys.leaked(
            OTHER,
            List.of(
                Secret.of(text(live)),
                Secret.of(text(gone)),
                Secret.of(text(strange)),
                Secret.of("wdr_live_nothing")));

    assertThat(report.values())
        .extracting(answer -> answer.finding())
        .containsExactly(Finding.LIVE, Finding.RETIRED, Finding.UNKNOWN, Finding.NO_KEY);
    assertThat(report.values())
        .extracting(answer -> answer.keyId())
        .containsExactly(live.key().id(), gone.key().id(), "", "");
    assertThat(rig.keys.find(live.key().id()).state()).isEqualTo(State.FENCED);
  }

  @Test
  void keysOfAScopeSetOpenWhatItNamesNow() throws Exception {
    rig.keys.defineScopeSet(ADMIN, "readers", List.of("GET /api/**"));
    Minted minted = rig.mint(request("acme").allowed(opening("@readers")));
    assertThat(rig.verify(minted).isAllowed()).isTrue();

    rig.keys.defineScopeSet(ADMIN, "readers", List.of("GET /other"));

    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.OUT_OF_SCOPE);
    rig = rig.reopened();
    assertThat(rig.verify(minted).reason()).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(rig.keys.scopeSet("readers")).containsExactly("GET /other");
    assertCode(
        () -> rig.mint(request("acme").allowed(opening("@raeders"))), ErrorCode.REQUEST_INVALID);
  }

  @Test
  void callsBeyondTheLimitAreToldWhenToComeBack() throws Exception {
    var grant = opening("GET /api/**");
    Minted minted =
        rig.mint(
            request("acme")
                .allowed(
                    new dev.warder.policy.GrantText(
                        grant.scope(),
                        grant.exempt(),
                        grant.places(),
                        grant.hours(),
                        List.of("2/min"),
                        grant.held(),
                        grant.mode())));

    assertThat(rig.verify(minted).isAllowed()).isTrue();
    assertThat(rig.verify(minted).isAllowed()).isTrue();
    Verdict third = rig.verify(minted);
    assertThat(third.reason()).isEqualTo(Reason.TOO_FAST);
    assertThat(third.retryAfterMicros()).isBetween(1L, 30_000_000L);
    rig.pass(Duration.ofSeconds(31));
    assertThat(rig.verify(minted).isAllowed()).isTrue();
  }

  @Test
  void hashUnderAnOldPepperVerifiesAndIsMadeAnewAtNextUse() throws Exception {
    Minted minted = rig.mint();
    rig = rig.reopened(Rig.peppers(2));

    assertThat(rig.verify(minted).isAllowed()).isTrue();
    rig.close();
    rig = Rig.open(rig.files, rig.store, Rig.SETTINGS, secondPepperAlone());
    assertThat(rig.verify(minted).isAllowed()).isTrue();
  }

  private static dev.warder.keys.hash.Peppers secondPepperAlone() {
    byte[] pepper = new byte[dev.warder.keys.hash.Peppers.LENGTH];
    java.util.Arrays.fill(pepper, (byte) (2 * 37));
    return dev.warder.keys.hash.Peppers.of(Map.of(2, Secret.of(pepper)));
  }

  @Test
  void startWithoutThePepperOfAKeyIsRefused() throws Exception {
    rig.mint();
    rig.close();

    assertCode(
        () -> Rig.open(rig.files, rig.store, Rig.SETTINGS, secondPepperAlone()),
        ErrorCode.CONTENT_INVALID);
    rig = Rig.open();
  }

  @Test
  void lastUseIsKnownAndOutlivesAStop() throws Exception {
    Minted minted = rig.mint();
    assertThat(rig.keys.find(minted.key().id()).lastUsedMicros()).isZero();

    rig.verify(minted);

    assertThat(rig.keys.find(minted.key().id()).lastUsedMicros()).isEqualTo(rig.micros());
    assertThat(rig.keys.find(minted.key().id()).lastSource()).isEqualTo("AS14061 DE");
    rig = rig.reopened();
    assertThat(rig.keys.find(minted.key().id()).lastUsedMicros()).isEqualTo(rig.micros());
  }

  @Test
  void listGoesThroughAllKeysOncePageByPage() throws Exception {
    for (int i = 0; i < 25; i++) {
      rig.mint(request(i % 5 == 0 ? "globex" : "acme"));
    }

    var seen = new java.util.ArrayList<String>();
    String cursor = "";
    do {
      var page = rig.keys.list("tenant = acme", cursor, 7);
      page.keys().forEach(key -> seen.add(key.id()));
      cursor = page.next();
    } while (!cursor.isEmpty());

    assertThat(seen).hasSize(20).doesNotHaveDuplicates();
    assertCode(() -> rig.keys.list("tennant = acme", "", 7), ErrorCode.SELECTOR_INVALID);
    assertCode(() -> rig.keys.list("", "k", 7), ErrorCode.REQUEST_INVALID);
    assertCode(() -> rig.keys.list("", "", 0), ErrorCode.REQUEST_INVALID);
  }

  @Test
  void testKeyDoesNotPassForALiveOne() throws Exception {
    Minted test =
        rig.mint(MintRequest.of("acme", Environment.TEST).allowed(opening("GET /api/**")));

    assertThat(text(test)).startsWith("wdr_test_");
    assertThat(rig.verify(test).isAllowed()).isTrue();
    String asLive =
        dev.warder.keys.shape.Texts.checksummed(
            text(test).replace("_test_", "_live_").substring(0, 68));
    assertThat(rig.verify(asLive).reason()).isEqualTo(Reason.UNKNOWN);
  }

  static AbstractThrowableAssert<?, ?> assertCode(ThrowingCallable call, ErrorCode code) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KeysException.class, thrown -> assertThat(thrown.code()).isEqualTo(code));
  }
}
