package dev.warder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.RiskClass;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.policy.Circumstances.Approval;
import dev.warder.policy.Circumstances.Habit;
import dev.warder.policy.Circumstances.Proof;
import dev.warder.policy.Circumstances.Validity;
import dev.warder.policy.Decision.Force;
import dev.warder.policy.scope.OperationRisks;
import dev.warder.policy.scope.ScopeSets;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DeciderTest {
  /// A Sunday.
  private static final long NOW =
      Instant.parse("2026-11-22T12:00:00Z").getEpochSecond() * 1_000_000;

  private static final OperationRisks RISKS =
      OperationRisks.parse(
              List.of(
                  "CREDENTIAL * /api/keys/**",
                  "ADMIN PUT /api/roles/{id}",
                  "READ GET /api/keys/{id}/name",
                  "READ GET /api/systems",
                  "LIST GET /api/users",
                  "WRITE POST /api/systems",
                  "DELETE DELETE /api/systems",
                  "EXPORT GET /api/export",
                  "EXECUTE POST /api/runCommand"))
          .orThrow();
  private static final Decider DECIDER = new Decider(RISKS);
  private static final Request REQUEST = request("POST", "/api/keys/all");
  private static final Buckets EMPTY = (limit, key, nowMicros) -> 1_500_000;

  /// What can be wrong with a key whose secret was right.
  private static final List<Reason> REASONS =
      EnumSet.range(Reason.REVOKED, Reason.UNUSUAL).stream().toList();

  private static final Set<Reason> FACTS = EnumSet.range(Reason.REVOKED, Reason.UNPROVEN);

  @Test
  void ofAnyReasonsThatApplyTogetherTheFirstCounts() {
    for (Set<Reason> wrong : everyPossibleSet()) {
      Decision decision = decide(wrong, Mode.ENFORCE);
      Reason first = wrong.stream().findFirst().orElse(Reason.ALLOWED);
      assertThat(decision.reason()).as("%s", wrong).isEqualTo(first);
      assertThat(decision.force()).isEqualTo(Force.ACTED_ON);
      assertThat(decision.allows()).isEqualTo(wrong.isEmpty());
    }
  }

  @Test
  void factsOfAKeyHoldInEveryModeAndItsGrantObeysIt() {
    for (Set<Reason> wrong : everyPossibleSet()) {
      Reason first = wrong.stream().findFirst().orElse(Reason.ALLOWED);
      Decision observed = decide(wrong, Mode.OBSERVE);
      Decision shadowed = decide(wrong, Mode.SHADOW);
      if (FACTS.contains(first)) {
        assertThat(observed).isEqualTo(decide(wrong, Mode.ENFORCE));
        assertThat(shadowed).isEqualTo(decide(wrong, Mode.ENFORCE));
      } else {
        assertThat(observed).as("%s", wrong).isEqualTo(Decision.ALLOWED);
        assertThat(shadowed.reason()).as("%s", wrong).isEqualTo(first);
        assertThat(shadowed.allows()).isTrue();
      }
    }
  }

  @Test
  void explicitAllowBeatsWhatWasLearnedAndNothingElse() {
    for (Set<Reason> wrong : everyPossibleSet()) {
      Set<Reason> others = EnumSet.noneOf(Reason.class);
      others.addAll(wrong);
      others.remove(Reason.UNUSUAL);
      Reason first = others.stream().findFirst().orElse(Reason.ALLOWED);
      Decision decision =
          DECIDER.decide(
              key(wrong, Mode.ENFORCE, List.of("POST /api/keys/all")),
              REQUEST,
              circumstances(wrong),
              buckets(wrong));
      assertThat(decision.reason()).as("%s", wrong).isEqualTo(first);
    }
  }

  @Test
  void scheduledWorkIsDecidedByTheKeysEndByAnyFenceAndByScopeAlone() {
    Set<Reason> looked =
        EnumSet.of(
            Reason.REVOKED,
            Reason.INVALIDATED,
            Reason.FENCED,
            Reason.EXPIRED,
            Reason.ROTATED,
            Reason.OUT_OF_SCOPE);
    for (Set<Reason> wrong : everyPossibleSet()) {
      Reason first = wrong.stream().filter(looked::contains).findFirst().orElse(Reason.ALLOWED);
      for (Mode mode : Mode.values()) {
        Decision decision =
            DECIDER.decideScheduled(
                key(wrong, mode, List.of()),
                REQUEST,
                circumstances(wrong).validity(),
                REQUEST.timeMicros());
        boolean obeysMode = first == Reason.OUT_OF_SCOPE && mode != Mode.ENFORCE;
        assertThat(decision.allows())
            .as("%s %s", wrong, mode)
            .isEqualTo(first == Reason.ALLOWED || obeysMode);
        assertThat(decision.reason())
            .isEqualTo(obeysMode && mode == Mode.OBSERVE ? Reason.ALLOWED : first);
      }
    }
  }

  @Test
  void fenceHoldsBackScheduledWorkThatItWouldNotStandBeforeAsACall() {
    KeyFacts key = key(Set.of(Reason.FENCED), Mode.ENFORCE, List.of());
    Request run = request("POST", "/api/runCommand");
    assertThat(DECIDER.decide(key, run, Circumstances.PLAIN, Buckets.UNCOUNTED).reason())
        .isNotEqualTo(Reason.FENCED);
    assertThat(DECIDER.decideScheduled(key, run, Validity.VALID, NOW).reason())
        .isEqualTo(Reason.FENCED);
  }

  @Test
  void scheduledWorkOfWhatHasEndedStaysEndedWhenTheClockStepsBack() {
    KeyFacts expiring = facts(Standing.ACTIVE, NOW, KeyFacts.NEVER, Binding.BEARER, Grant.NOTHING);
    Request early = new Request(NOW - 5, "", "GET", "/api/systems", Source.UNKNOWN);
    assertThat(DECIDER.decideScheduled(expiring, early, Validity.VALID, NOW).reason())
        .isEqualTo(Reason.EXPIRED);
  }

  @Test
  void refusalsSayWhenToComeBackAndWhatTheyAreHeldFor() {
    Decision tooFast = decide(Set.of(Reason.TOO_FAST), Mode.ENFORCE);
    assertThat(tooFast.retryAfterMicros()).isEqualTo(1_500_000);
    Decision held = decide(Set.of(Reason.HELD), Mode.ENFORCE);
    assertThat(held.heldFor()).isEqualTo(RiskClass.CREDENTIAL);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/api/keys/all,true",
    "GET,/api/keys/7,true",
    "GET,/api/keys/7/name,false",
    "PUT,/api/roles/7,true",
    "GET,/api/systems,false",
    "GET,/api/users,false",
    "POST,/api/systems,false",
    "DELETE,/api/systems,false",
    "GET,/api/export,false",
    "POST,/api/runCommand,false",
    // not declared
    "GET,/api/other,false",
    "HEAD,/api/other,false",
    "OPTIONS,/api/other,false",
    "POST,/api/other,true",
    "DELETE,/api/other,true",
    "get,/api/other,true",
    // not in normal form
    "GET,/api//keys/7,true",
    "GET,/api/x/../keys/7,true",
    "GET,/api/%6Beys/7,true",
  })
  void fenceStandsBeforeCredentialsAndRightsAndWhatNobodyDeclared(
      String method, String path, boolean fenced) {
    for (Mode mode : Mode.values()) {
      KeyFacts key = key(Set.of(Reason.FENCED), mode, List.of());
      Decision decision =
          DECIDER.decide(key, request(method, path), Circumstances.PLAIN, Buckets.UNCOUNTED);
      assertThat(decision.reason() == Reason.FENCED).as("%s", decision).isEqualTo(fenced);
    }
  }

  @Test
  void expiryAndOverlapEndAtTheirMomentAndNotAfter() {
    KeyFacts expiring = facts(Standing.ACTIVE, NOW, KeyFacts.NEVER, Binding.BEARER, Grant.NOTHING);
    assertThat(reason(expiring, NOW - 1)).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(reason(expiring, NOW)).isEqualTo(Reason.EXPIRED);
    KeyFacts rotated = facts(Standing.ROTATED, KeyFacts.NEVER, NOW, Binding.BEARER, Grant.NOTHING);
    assertThat(reason(rotated, NOW - 1)).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(reason(rotated, NOW)).isEqualTo(Reason.ROTATED);
    KeyFacts forEver =
        facts(Standing.ACTIVE, KeyFacts.NEVER, KeyFacts.NEVER, Binding.BEARER, Grant.NOTHING);
    assertThat(reason(forEver, Long.MAX_VALUE - 1)).isEqualTo(Reason.OUT_OF_SCOPE);
  }

  @Test
  void whatHasEndedStaysEndedWhenTheClockStepsBack() {
    KeyFacts expiring = facts(Standing.ACTIVE, NOW, KeyFacts.NEVER, Binding.BEARER, Grant.NOTHING);
    KeyFacts rotated = facts(Standing.ROTATED, KeyFacts.NEVER, NOW, Binding.BEARER, Grant.NOTHING);
    Request early = new Request(NOW - 5, "", "GET", "/api/systems", Source.UNKNOWN);
    assertThat(reason(expiring, early, NOW - 1)).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(reason(expiring, early, NOW)).isEqualTo(Reason.EXPIRED);
    assertThat(reason(rotated, early, NOW - 1)).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(reason(rotated, early, NOW)).isEqualTo(Reason.ROTATED);
  }

  private static Reason reason(KeyFacts key, Request request, long reached) {
    return DECIDER.decide(key, request, Circumstances.PLAIN, Buckets.UNCOUNTED, reached).reason();
  }

  @Test
  void fenceDoesNotMakeAnOverlapLonger() {
    KeyFacts fenced = facts(Standing.FENCED, KeyFacts.NEVER, NOW, Binding.BEARER, Grant.NOTHING);
    assertThat(reason(fenced, NOW - 1)).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(reason(fenced, NOW)).isEqualTo(Reason.ROTATED);
  }

  @ParameterizedTest
  @CsvSource({
    "BEARER,ABSENT,true",
    "BEARER,HOLDS,true",
    "BEARER,FAILS,true",
    "BOUND,ABSENT,false",
    "BOUND,HOLDS,true",
    "BOUND,FAILS,false",
    "EITHER,ABSENT,true",
    "EITHER,HOLDS,true",
    "EITHER,FAILS,false",
  })
  void boundKeyOpensNothingWithoutAProofThatHolds(Binding binding, Proof proof, boolean passes) {
    KeyFacts key = facts(Standing.ACTIVE, KeyFacts.NEVER, KeyFacts.NEVER, binding, Grant.NOTHING);
    Circumstances circumstances =
        Circumstances.of(Validity.VALID, proof, Habit.USUAL, Approval.NONE);
    Decision decision = DECIDER.decide(key, REQUEST, circumstances, Buckets.UNCOUNTED);
    assertThat(decision.reason()).isEqualTo(passes ? Reason.OUT_OF_SCOPE : Reason.UNPROVEN);
  }

  @Test
  void approvedOperationIsNotHeld() {
    KeyFacts key = key(Set.of(Reason.HELD), Mode.ENFORCE, List.of());
    Circumstances approved =
        Circumstances.of(Validity.VALID, Proof.ABSENT, Habit.USUAL, Approval.GRANTED);
    assertThat(DECIDER.decide(key, REQUEST, approved, Buckets.UNCOUNTED))
        .isEqualTo(Decision.ALLOWED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"OUT_OF_SCOPE", "WRONG_PLACE", "WRONG_TIME"})
  void callThatIsRefusedForAnotherReasonTakesNothingFromABucket(Reason reason) {
    List<String> taken = new ArrayList<>();
    Buckets counting =
        (limit, key, nowMicros) -> {
          taken.add(limit.toString());
          return 0;
        };
    KeyFacts key = key(Set.of(reason), Mode.ENFORCE, List.of());
    DECIDER.decide(key, REQUEST, Circumstances.PLAIN, counting);
    assertThat(taken).isEmpty();
    KeyFacts fine = key(Set.of(), Mode.ENFORCE, List.of());
    DECIDER.decide(fine, REQUEST, Circumstances.PLAIN, counting);
    assertThat(taken).containsExactly("2/s on POST /api/keys/{id}", "5/s", "9/s per tenant");
  }

  @Test
  void limitOfAnOperationCountsNoOther() {
    List<String> taken = new ArrayList<>();
    Buckets counting =
        (limit, key, nowMicros) -> {
          taken.add(limit.toString());
          return 0;
        };
    KeyFacts key = key(Set.of(), Mode.ENFORCE, List.of());
    DECIDER.decide(key, request("GET", "/api/keys/all"), Circumstances.PLAIN, counting);
    assertThat(taken).containsExactly("5/s", "9/s per tenant");
  }

  @Test
  void emptyGrantOpensNothing() {
    KeyFacts key =
        facts(Standing.ACTIVE, KeyFacts.NEVER, KeyFacts.NEVER, Binding.BEARER, Grant.NOTHING);
    assertThat(reason(key, NOW)).isEqualTo(Reason.OUT_OF_SCOPE);
  }

  @Test
  void allowedCallAllocatesNothing() {
    KeyFacts key = key(Set.of(), Mode.ENFORCE, List.of());
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        if (!DECIDER.decide(key, REQUEST, Circumstances.PLAIN, Buckets.UNCOUNTED).allows()) {
          throw new AssertionError("refused");
        }
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes of 1,000 decisions").isLessThan(1_000);
  }

  private static Set<Set<Reason>> everyPossibleSet() {
    Set<Set<Reason>> sets = new java.util.LinkedHashSet<>();
    for (int bits = 0; bits < 1 << REASONS.size(); bits++) {
      Set<Reason> set = EnumSet.noneOf(Reason.class);
      for (int i = 0; i < REASONS.size(); i++) {
        if ((bits >>> i & 1) != 0) {
          set.add(REASONS.get(i));
        }
      }
      long standings =
          set.stream()
              .filter(EnumSet.of(Reason.REVOKED, Reason.FENCED, Reason.ROTATED)::contains)
              .count();
      if (standings <= 1) {
        sets.add(set);
      }
    }
    return sets;
  }

  private static Decision decide(Set<Reason> wrong, Mode mode) {
    return DECIDER.decide(
        key(wrong, mode, List.of()), REQUEST, circumstances(wrong), buckets(wrong));
  }

  private static Buckets buckets(Set<Reason> wrong) {
    return wrong.contains(Reason.TOO_FAST) ? EMPTY : Buckets.UNCOUNTED;
  }

  private static Circumstances circumstances(Set<Reason> wrong) {
    return Circumstances.of(
        wrong.contains(Reason.INVALIDATED) ? Validity.INVALIDATED : Validity.VALID,
        Proof.ABSENT,
        wrong.contains(Reason.UNUSUAL) ? Habit.UNUSUAL : Habit.USUAL,
        Approval.NONE);
  }

  private static KeyFacts key(Set<Reason> wrong, Mode mode, List<String> exempt) {
    GrantText text =
        new GrantText(
            List.of(wrong.contains(Reason.OUT_OF_SCOPE) ? "GET /api/systems" : "* /api/**"),
            exempt,
            List.of(wrong.contains(Reason.WRONG_PLACE) ? "2001:db8::/32" : "203.0.113.0/24"),
            List.of(
                wrong.contains(Reason.WRONG_TIME)
                    ? "Mon 00:00-24:00 UTC"
                    : "Sat-Sun 08:00-18:00 Europe/Berlin"),
            List.of("5/s", "2/s on POST /api/keys/{id}", "9/s per tenant"),
            List.of(wrong.contains(Reason.HELD) ? "CREDENTIAL" : "EXECUTE"),
            mode.name());
    Standing standing =
        wrong.contains(Reason.REVOKED)
            ? Standing.REVOKED
            : wrong.contains(Reason.FENCED)
                ? Standing.FENCED
                : wrong.contains(Reason.ROTATED) ? Standing.ROTATED : Standing.ACTIVE;
    return facts(
        standing,
        wrong.contains(Reason.EXPIRED) ? NOW : NOW + 1,
        wrong.contains(Reason.ROTATED) ? NOW : KeyFacts.NEVER,
        wrong.contains(Reason.UNPROVEN) ? Binding.BOUND : Binding.BEARER,
        text.parse(ScopeSets.NONE).orThrow());
  }

  private static KeyFacts facts(
      Standing standing, long expires, long overlapEnds, Binding binding, Grant grant) {
    return new KeyFacts(
        "k1",
        "acme",
        "",
        Privilege.ORDINARY,
        "scim",
        Environment.LIVE,
        1,
        expires,
        overlapEnds,
        "",
        standing,
        binding,
        grant);
  }

  private static Reason reason(KeyFacts key, long now) {
    Request request = new Request(now, "", "GET", "/api/systems", Source.UNKNOWN);
    return DECIDER.decide(key, request, Circumstances.PLAIN, Buckets.UNCOUNTED).reason();
  }

  private static Request request(String method, String path) {
    Source source = new Source("203.0.113.7", 64_500, "", "DE", SourceClass.ISP, "AS64500 DE");
    return new Request(NOW, "", method, path, source);
  }
}
