package dev.warder.keys.service;

import static dev.warder.keys.service.HeldRig.ALICE;
import static dev.warder.keys.service.HeldRig.BOB;
import static dev.warder.keys.service.HeldRig.approval;
import static dev.warder.keys.service.HeldRig.call;
import static dev.warder.keys.service.HeldRig.holding;
import static dev.warder.keys.service.HeldRig.mint;
import static dev.warder.keys.service.HeldRig.run;
import static dev.warder.keys.service.HeldRig.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.Approval.State;
import dev.warder.keys.AskedFor;
import dev.warder.keys.Keys.Suspicion;
import dev.warder.keys.KeysException;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.Settled;
import dev.warder.keys.Settled.Finding;
import dev.warder.keys.Verdict;
import dev.warder.keys.registry.HeldCalls;
import dev.warder.model.ErrorCode;
import dev.warder.model.RiskClass;
import dev.warder.policy.Environment;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that a grant holds: who is asked, how often, and how often what he approves passes.
@Timeout(120)
class HeldCallTest {
  private Rig rig;
  private Minted key;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.open(HeldRig.SETTINGS);
    key = mint(rig);
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private void restart() throws Exception {
    rig.close();
    rig = Rig.open(rig.files, rig.store, HeldRig.SETTINGS, Rig.peppers(1));
  }

  private void assertHeld(Verdict verdict, String approval) {
    assertThat(verdict.isAllowed()).isFalse();
    assertThat(verdict.reason()).isEqualTo(Reason.HELD);
    assertThat(verdict.approvalId()).isEqualTo(approval);
  }

  private void assertPasses(Verdict verdict, String approval) {
    assertThat(verdict.isAllowed()).isTrue();
    assertThat(verdict.reason()).isEqualTo(Reason.ALLOWED);
    assertThat(verdict.approvalId()).isEqualTo(approval);
  }

  private static void assertDenied(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.APPROVAL_DENIED));
  }

  @Test
  void aHeldCallNamesOneApprovalThatShowsWhatItWouldDoHoweverOftenItComes() throws Exception {
    Verdict first = call(rig, key, "7", "x=1");
    assertThat(first.approvalId()).startsWith("call-");
    long written = rig.journal.forced();
    for (int i = 0; i < 5; i++) {
      assertHeld(call(rig, key, "7", "x=1"), first.approvalId());
    }
    assertThat(rig.journal.forced()).as("from memory").isEqualTo(written);
    Approval asked = approval(rig, first.approvalId());
    assertThat(asked.state()).isEqualTo(State.WAITING);
    assertThat(asked.askedBy()).isEqualTo(key.key().id());
    assertThat(asked.askedFrom()).isEqualTo("203.0.113.7");
    assertThat(asked.asked())
        .isInstanceOfSatisfying(
            AskedFor.HeldCall.class,
            held -> {
              assertThat(held.method() + " " + held.host() + held.path() + "?" + held.query())
                  .isEqualTo("POST api.example.org/api/run/7?x=1");
              assertThat(held.risk()).isEqualTo(RiskClass.EXECUTE);
              assertThat(held.tenant()).isEqualTo("acme");
            });
    assertThat(rig.keys.explain(first.id().toString()).sentences())
        .anyMatch(sentence -> sentence.contains(first.approvalId()));
  }

  @Test
  void whatIsApprovedPassesOnceAndThenIsAskedForAnew() throws Exception {
    String approval = call(rig, key, "7").approvalId();
    rig.keys.approve(BOB, approval);
    assertPasses(call(rig, key, "7"), approval);
    assertThat(approval(rig, approval).state()).isEqualTo(State.COLLECTED);
    Verdict next = call(rig, key, "7");
    assertThat(next.reason()).isEqualTo(Reason.HELD);
    assertThat(next.approvalId()).startsWith("call-").isNotEqualTo(approval);
  }

  @Test
  void anApprovalHoldsForThisKeyHostMethodPathAndQueryAlone() throws Exception {
    String approval = call(rig, key, "7", "x=1").approvalId();
    rig.keys.approve(BOB, approval);
    Minted other = mint(rig);
    Request run = run(rig, "7");
    Request elsewhere =
        new Request(run.timeMicros(), "other.example.org", "POST", run.path(), run.source());
    Set<String> asked = new HashSet<>();
    asked.add(call(rig, key, "8", "x=1").approvalId());
    asked.add(call(rig, key, "7", "x=2").approvalId());
    asked.add(call(rig, key, "7", "").approvalId());
    asked.add(call(rig, other, "7", "x=1").approvalId());
    asked.add(settle(rig, key, elsewhere, "x=1").approvalId());
    assertThat(asked).hasSize(5).doesNotContain(approval, "");
    assertPasses(call(rig, key, "7", "x=1"), approval);
  }

  @Test
  void whoHasTheKeyCannotApproveItsCallsAndNobodyCollectsThem() throws Exception {
    String approval = call(rig, key, "7").approvalId();
    assertThatThrownBy(() -> rig.keys.approve(ALICE, approval))
        .satisfies(HeldCallTest::assertDenied);
    assertThatThrownBy(() -> rig.keys.approve(new Actor(key.key().id(), ""), approval))
        .satisfies(HeldCallTest::assertDenied);
    rig.keys.approve(BOB, approval);
    assertThatThrownBy(() -> rig.keys.collect(new Actor(key.key().id(), ""), approval))
        .satisfies(HeldCallTest::assertDenied);
    assertPasses(call(rig, key, "7"), approval);
  }

  @Test
  void aFloodOfCallsAsksForTenAndWritesNoMore() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(call(rig, key, "n" + i).approvalId().isEmpty()).isEqualTo(i >= 10);
    }
    assertThat(rig.keys.status().unasked()).isEqualTo(40);
    assertThat(rig.keys.approvals()).hasSize(HeldCalls.MOST_OF_KEY);
    // Refusing makes no room: who floods would be asked about at any pace.
    rig.keys.refuse(BOB, rig.keys.approvals().getFirst().id());
    assertThat(call(rig, key, "n50").approvalId()).isEmpty();
    assertThat(call(rig, mint(rig, "umbrella", r -> r), "7").approvalId()).isNotEmpty();
    for (int i = 0; i < 20; i++) {
      Minted more = mint(rig);
      for (int j = 0; j < 10; j++) {
        Verdict _ = call(rig, more, "n" + j);
      }
    }
    assertThat(rig.keys.approvals().stream().filter(a -> a.tenant().equals("acme")))
        .hasSize(HeldCalls.MOST_OF_TENANT);
    rig.pass(Duration.ofMinutes(61));
    assertThat(call(rig, key, "n51").approvalId()).isNotEmpty();
  }

  @Test
  void callsThatWaitTakeNoRoomFromWishesOfTheirKeysPersons() throws Exception {
    for (int i = 0; i < 15; i++) {
      Minted more = mint(rig);
      for (int j = 0; j < 10; j++) {
        Verdict _ = call(rig, more, "n" + j);
      }
    }
    rig.close();
    rig =
        Rig.open(
            rig.files,
            rig.store,
            HeldRig.SETTINGS.approving(KeysSettings.Approvals.PRIVILEGED),
            Rig.peppers(1));
    assertThat(rig.keys.mint(ALICE, Rig.request("acme").privileged())).isInstanceOf(Approval.class);
  }

  @Test
  void aCallTooLongToBeShownIsNotAskedAbout() throws Exception {
    assertHeld(call(rig, key, "7", "x=" + "1".repeat(2_048)), "");
    assertThat(rig.keys.status().unasked()).isEqualTo(1);
  }

  @Test
  void whatIsRefusedStaysSoUntilItsTimeIsOver() throws Exception {
    String approval = call(rig, key, "7").approvalId();
    rig.keys.refuse(BOB, approval);
    assertHeld(call(rig, key, "7"), approval);
    rig.pass(Duration.ofMinutes(61));
    assertThat(call(rig, key, "7").approvalId()).isNotEmpty().isNotEqualTo(approval);
  }

  @Test
  void aCallCanBeDecidedAboutForAnHourAndPassesForAQuarterOfOne() throws Exception {
    String first = call(rig, key, "7").approvalId();
    String second = call(rig, key, "8").approvalId();
    rig.pass(Duration.ofMinutes(59));
    rig.keys.approve(BOB, second);
    rig.pass(Duration.ofMinutes(2));
    assertThatThrownBy(() -> rig.keys.approve(BOB, first)).satisfies(HeldCallTest::assertDenied);
    rig.pass(Duration.ofMinutes(12));
    assertPasses(call(rig, key, "8"), second);
    String third = call(rig, key, "8").approvalId();
    rig.keys.approve(BOB, third);
    rig.pass(Duration.ofMinutes(16));
    assertThat(call(rig, key, "8").approvalId()).isNotEqualTo(third);
  }

  @Test
  void anApprovalThatIsOverDoesNotComeBackWithAClockThatStepsBack() throws Exception {
    String approval = call(rig, key, "7").approvalId();
    rig.keys.approve(BOB, approval);
    rig.pass(Duration.ofMinutes(30));
    rig.keys.fence(ALICE, mint(rig).key().id(), "somebody changes something");
    rig.pass(Duration.ofMinutes(-29));
    assertThat(call(rig, key, "7").approvalId()).isNotEqualTo(approval);
  }

  @Test
  void anApprovalEndsWithItsKeyAlsoBetweenItsUseAndTheVerdict() throws Exception {
    String approval = call(rig, key, "7").approvalId();
    rig.keys.approve(BOB, approval);
    Settled settled = settle(rig, key, run(rig, "7"), "");
    assertThat(settled.finding()).isEqualTo(Finding.APPROVED);
    rig.keys.revoke(ALICE, key.key().id(), "");
    Verdict verdict = rig.keys.conclude(settled);
    assertThat(verdict.isAllowed()).isFalse();
    assertThat(verdict.reason()).isEqualTo(Reason.REVOKED);
    assertThatThrownBy(() -> rig.keys.conclude(settled)).isInstanceOf(IllegalStateException.class);

    Minted next = mint(rig);
    String waiting = call(rig, next, "7").approvalId();
    rig.keys.revoke(ALICE, next.key().id(), "");
    assertThatThrownBy(() -> rig.keys.approve(BOB, waiting))
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_RETIRED));
  }

  @Test
  void aFencedKeyAsksForNothingAndUsesNothing() throws Exception {
    String approval = call(rig, key, "7").approvalId();
    rig.keys.approve(BOB, approval);
    rig.keys.fence(ALICE, key.key().id(), "");
    assertHeld(call(rig, key, "7"), "");
    assertHeld(call(rig, key, "8"), "");
    rig.keys.unfence(ALICE, key.key().id(), "");
    assertPasses(call(rig, key, "7"), approval);
  }

  @Test
  void anApprovalCountsOnlyWhileWhoGaveItMayApprove() throws Exception {
    Minted bobs =
        rig.keys.enroll(
            new Actor("operator", ""), "bob", MintRequest.of("warder", Environment.LIVE));
    Minted carols =
        rig.keys.enroll(
            new Actor("operator", ""), "carol", MintRequest.of("warder", Environment.LIVE));
    String approval = call(rig, key, "7").approvalId();
    rig.keys.approve(new Actor(bobs.key().id(), ""), approval);
    rig.keys.revoke(ALICE, bobs.key().id(), "");
    assertHeld(call(rig, key, "7"), approval);
    rig.keys.approve(new Actor(carols.key().id(), ""), approval);
    assertPasses(call(rig, key, "7"), approval);
  }

  @Test
  void aHeldCallIsCountedOnce() throws Exception {
    Minted limited = mint(rig, "acme", r -> r.allowed(holding("ENFORCE", "2/h")));
    String approval = call(rig, limited, "7").approvalId();
    rig.keys.approve(BOB, approval);
    assertPasses(call(rig, limited, "7"), approval);
    assertThat(call(rig, limited, "7").reason()).isEqualTo(Reason.TOO_FAST);
  }

  @Test
  void eachCallIsOneVerdictInTheRecord() throws Exception {
    long before = rig.keys.status().verdicts();
    String approval = call(rig, key, "7").approvalId();
    rig.keys.approve(BOB, approval);
    Verdict passed = call(rig, key, "7");
    assertThat(rig.keys.status().verdicts()).isEqualTo(before + 2);
    assertThat(rig.keys.explain(passed.id().toString()).sentences())
        .anyMatch(sentence -> sentence.contains("approved as " + approval));
  }

  @Test
  void aKeyInAnOpenIncidentAsksNobodyAndIsToldAnUnknownOne() throws Exception {
    rig.keys.suspect(key.key().id(), Suspicion.OPEN_INCIDENT);
    Verdict verdict = call(rig, key, "7");
    assertThat(verdict.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(verdict.approvalId()).isEmpty();
    assertThat(rig.keys.approvals()).isEmpty();
    rig.keys.suspect(key.key().id(), Suspicion.NONE);
    Settled settled = settle(rig, key, run(rig, "7"), "");
    rig.keys.suspect(key.key().id(), Suspicion.OPEN_INCIDENT);
    Verdict meanwhile = rig.keys.conclude(settled);
    assertThat(meanwhile.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(meanwhile.approvalId()).isEmpty();
    assertThat(meanwhile.keyId()).isEmpty();
  }

  @Test
  void whatIsInShadowPassesAndWhoOnlyAsksForAVerdictAsksNobodyElse() throws Exception {
    Minted shadow = mint(rig, "acme", r -> r.allowed(holding("SHADOW")));
    Verdict passed = call(rig, shadow, "7");
    assertThat(passed.isAllowed()).isTrue();
    assertThat(passed.reason()).isEqualTo(Reason.HELD);
    assertHeld(rig.keys.verify(Presented.of(Rig.text(key)), run(rig, "7")), "");
    assertThat(rig.keys.approvals()).isEmpty();
  }

  @Test
  void aKeyInAPathOrQueryIsShownAsItsIdAlone() throws Exception {
    String value = Rig.text(mint(rig));
    String secret = value.substring(value.length() - 30);
    String approval =
        call(rig, key, "7", "a=" + value + "&b=" + value.replace("_", "%5F")).approvalId();
    assertThat(approval(rig, approval).toString()).doesNotContain(secret).contains("...");
  }

  @Test
  void approvalsOutliveAStartWithRowsAndWithout() throws Exception {
    String waiting = call(rig, key, "7").approvalId();
    String approved = call(rig, key, "8").approvalId();
    String used = call(rig, key, "9").approvalId();
    rig.keys.approve(BOB, approved);
    rig.keys.approve(BOB, used);
    assertPasses(call(rig, key, "9"), used);
    List<Approval> before = rig.keys.approvals();
    restart();
    assertThat(rig.keys.approvals()).containsExactlyInAnyOrderElementsOf(before);
    rig.close();
    rig = Rig.open(rig.files, new RecordedStore(), HeldRig.SETTINGS, Rig.peppers(1));
    assertThat(rig.keys.approvals()).containsExactlyInAnyOrderElementsOf(before);
    assertHeld(call(rig, key, "7"), waiting);
    assertPasses(call(rig, key, "8"), approved);
    assertThat(call(rig, key, "9").approvalId()).isNotEqualTo(used);
  }

  @Test
  void aForgottenTenantsCallsKeepNeitherPathNorQueryNorAddress() throws Exception {
    String approval = call(rig, key, "person-7", "name=jane").approvalId();
    rig.keys.revoke(ALICE, key.key().id(), "");
    rig.keys.forget(ALICE, "acme");
    assertThat(approval(rig, approval).state()).isEqualTo(State.REFUSED);
    assertThat(approval(rig, approval).toString())
        .doesNotContain("person-7", "jane", "203.0.113.7");
    rig.journal.read(
        1,
        (_, entry) -> {
          assertThat(new String(entry.body(), StandardCharsets.UTF_8) + entry.operation())
              .doesNotContain("person-7", "jane", "203.0.113.7");
          return true;
        });
    rig.close();
    rig = Rig.open(rig.files, new RecordedStore(), HeldRig.SETTINGS, Rig.peppers(1));
    assertThat(approval(rig, approval).toString())
        .doesNotContain("person-7", "jane", "203.0.113.7");
  }
}
