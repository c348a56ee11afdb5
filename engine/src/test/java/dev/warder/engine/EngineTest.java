package dev.warder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.KeyRecord;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.model.Times;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import dev.warder.model.finding.Incident.Standing;
import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.StrandSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final int HOUR = 3_600;

  private final List<Activity> log = new ArrayList<>();

  /// A key that calls from its one place every quarter of an hour for two days.
  private void honest(String key) {
    for (int i = 0; i < 192; i++) {
      add(Traffic.of(key), i * HOUR / 4);
    }
  }

  private void add(Traffic call, int second) {
    log.add(call.at(second));
  }

  private Analysis analyze() {
    return analyze(EngineSettings.defaults());
  }

  private Analysis analyze(EngineSettings settings) {
    Engine engine = new Engine(settings, TestContent.detections(), new ConjunctionScorer());
    log.stream().sorted(Comparator.comparingLong(Activity::timeMicros)).forEach(engine::accept);
    return engine.finish();
  }

  private void theft(String key, int second) {
    Traffic thief = Traffic.of(key).hosted().with("curl");
    add(thief.get("/api/systems"), second);
    add(thief.action("commands:Run").on("host-1"), second + 10);
    add(thief.action("keys:Create").minting(key + "-child"), second + 20);
  }

  @Test
  void stolenKeyIsOneIncidentThatNamesKeySourceAndDeeds() {
    honest("k1");
    theft("k1", 40 * HOUR);

    List<Incident> incidents = analyze().incidents();

    assertThat(incidents).hasSize(1);
    Incident incident = incidents.getFirst();
    assertThat(incident.credentials()).containsExactly("k1");
    assertThat(incident.sources()).containsExactly("AS9009 NL");
    assertThat(incident.minted()).containsExactly("k1-child");
    assertThat(incident.findings())
        .extracting(Finding::detectionId)
        .contains("NEW_RENTABLE_SOURCE", "NEW_CLIENT", "commands:Run");
    assertThat(incident.story()).contains("k1", "AS9009 NL", "AS3320 DE");
  }

  @Test
  void quietLogIsSilent() {
    honest("k1");
    honest("k2");

    assertThat(analyze().incidents()).isEmpty();
  }

  @Test
  void movedOwnerWithNewClientIsNoIncident() {
    honest("k1");
    for (int i = 0; i < 50; i++) {
      add(Traffic.of("k1").hosted().with("curl"), 50 * HOUR + i * 60);
    }

    Analysis analysis = analyze();

    assertThat(analysis.incidents()).isEmpty();
    assertThat(analysis.keptQuiet()).isEqualTo(1);
  }

  @Test
  void ownersTrafficBesideTheThiefDoesNotChangeTheCase() {
    honest("k1");
    theft("k1", 40 * HOUR);
    Finding alone = analyze().incidents().getFirst().findings().getFirst();
    for (int i = 0; i < 20_000; i++) {
      add(Traffic.of("k1"), 39 * HOUR + i % HOUR);
    }

    Finding drowned = analyze().incidents().getFirst().findings().getFirst();

    assertThat(drowned.nats()).isEqualTo(alone.nats());
  }

  @Test
  void suspectTeachesNothing() {
    honest("k1");
    theft("k1", 40 * HOUR);
    for (int day = 2; day < 9; day++) {
      theft("k1", (40 + 24 * day) * HOUR);
    }

    CredentialSummary key = credential(analyze(), "k1");

    assertThat(key.strands())
        .filteredOn(strand -> strand.source().equals("AS9009 NL"))
        .extracting(StrandSummary::standing)
        .containsExactly(StrandSummary.Standing.SUSPECT);
  }

  @Test
  void deletingWhatTheStrandMadeItselfIsNoEvasion() {
    Traffic provisioner = Traffic.of("k1").with("terraform");
    add(provisioner.action("logs:Create").making("trail-1"), 10);
    add(provisioner.action("logs:Stop").on("trail-1"), 20);
    add(provisioner.action("commands:Run").on("host-1"), 30);
    add(provisioner.action("snapshots:Share").on("snap-1"), 40);

    assertThat(analyze().incidents()).isEmpty();
  }

  @Test
  void sameDeedsOnForeignResourcesByAnotherClientOfTheSameKeyAreToldWithoutThatClient() {
    Traffic provisioner = Traffic.of("k1").with("terraform");
    add(provisioner.action("logs:Create").making("trail-1"), 10);
    Traffic tool = Traffic.of("k1").with("sdk");
    add(tool.action("logs:Stop").on("trail-1"), 20);
    add(tool.action("commands:Run").on("host-1"), 30);
    add(tool.action("snapshots:Share").on("snap-1"), 40);
    add(provisioner.action("logs:Stop").on("trail-1"), 50);

    Incident incident = analyze().incidents().getFirst();

    assertThat(incident.clients()).containsExactly("sdk");
    assertThat(incident.timeMicros()).isEqualTo(Traffic.START + 40 * Times.SECOND);
  }

  @Test
  void readingFiveForeignSecretsCountsAndReadingOwnOnesDoesNot() {
    Traffic own = Traffic.of("own");
    Traffic foreign = Traffic.of("foreign");
    for (int i = 0; i < 20; i++) {
      add(own.action("secrets:Create").making("s" + i), i);
      add(own.action("secrets:Get").on("s" + i), 100 + i);
      add(foreign.action("secrets:Get").on("s" + i), 200 + i);
    }

    Analysis analysis = analyze();

    assertThat(credential(analysis, "own").strands().getFirst().nats()).isZero();
    assertThat(credential(analysis, "foreign").strands().getFirst().nats()).isEqualTo(3.5);
  }

  @Test
  void machinesSessionOutsideItsBirthNetworkIsToldAtOnce() {
    Caller session = new Caller("role/i-1", CredentialKind.WORKLOAD_SESSION, "role", "", "");
    Source cloud = new Source("3.0.0.1", 14618, "Cloud", "US", SourceClass.CLOUD, "AS14618 US");
    add(Traffic.of("x").by(session).from(cloud), 10);
    add(Traffic.of("x").by(session).from(Traffic.isp("AS3320 DE", "203.0.113.10")), 20);

    Incident incident = analyze().incidents().getFirst();

    assertThat(incident.credentials()).containsExactly("role/i-1");
    assertThat(incident.findings().getFirst().facets().getFirst().facet()).isEqualTo(Facet.CERTAIN);
  }

  @Test
  void machinesSessionWhereAPersonSitsIsToldEvenIfItWasNeverSeenElsewhere() {
    Source home = new Source("203.0.113.99", 0, "", "", SourceClass.UNKNOWN, "203.0.113.0/24");
    Caller person = new Caller("c-1", CredentialKind.CONSOLE, "jo", "jo", "");
    Caller session = new Caller("role/i-2", CredentialKind.WORKLOAD_SESSION, "role", "", "");
    add(Traffic.of("x").by(person).from(home), 10);
    add(Traffic.of("x").by(session).from(home), 20);

    assertThat(analyze().incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.credentials()).containsExactly("role/i-2"));
  }

  @Test
  void machinesSessionThroughACompanyLineIsNotToldAlone() {
    Source line = new Source("203.0.113.9", 77, "Co", "DE", SourceClass.CORPORATE, "AS77 DE");
    Caller session = new Caller("role/i-3", CredentialKind.WORKLOAD_SESSION, "role", "", "");
    Source cloud = new Source("3.0.0.1", 14618, "Cloud", "US", SourceClass.CLOUD, "AS14618 US");
    add(Traffic.of("x").by(session).from(cloud), 10);
    add(Traffic.of("x").by(session).from(line), 20);

    assertThat(analyze().incidents()).isEmpty();
  }

  @Test
  void honestDeedRepeatedEveryDayDoesNotAddUpForEver() {
    honest("k1");
    String[] deeds = {"keys:Create", "commands:Run", "snapshots:Share"};
    for (int day = 1; day < 20; day++) {
      for (int deed = 0; deed < deeds.length; deed++) {
        if (day >= 1 + 2 * deed) {
          add(Traffic.of("k1").action(deeds[deed]), day * 24 * HOUR + deed);
        }
      }
    }

    assertThat(analyze().incidents()).isEmpty();
  }

  @Test
  void guessesThatAreNeverAcceptedAlertNobody() {
    for (int i = 0; i < 40; i++) {
      Traffic guess = Traffic.of("guess").hosted().status(401);
      add(guess.action("commands:Run").status(401).on("host-" + i), i);
      add(guess.action("snapshots:Share").status(401).on("snap-" + i), i);
      add(guess.action("logs:Stop").status(401).on("trail-" + i), i);
    }

    assertThat(analyze().incidents()).isEmpty();
  }

  @Test
  void ownerIsNotPushedOutByStrandsThatComeAndGo() {
    honest("k1");
    for (int i = 0; i < 200; i++) {
      add(Traffic.of("k1").with("agent-" + i), 47 * HOUR + i);
    }

    assertThat(credential(analyze(), "k1").strands())
        .filteredOn(strand -> strand.client().equals("python-requests"))
        .extracting(StrandSummary::standing)
        .containsExactly(StrandSummary.Standing.ESTABLISHED);
  }

  @Test
  void useOfKeyMintedBySuspectJoinsItsIncident() {
    honest("k1");
    theft("k1", 40 * HOUR);
    add(Traffic.of("k1-child").hosted().with("curl"), 41 * HOUR);

    Incident incident = analyze().incidents().getFirst();

    assertThat(incident.credentials()).containsExactly("k1", "k1-child");
    assertThat(incident.joinedBy()).isNotEmpty();
  }

  @Test
  void keyMintedBeforeItsParentWasFoundOutFallsUnderSuspicionWithIt() {
    honest("k1");
    Traffic thief = Traffic.of("k1").hosted().with("curl");
    add(thief.action("keys:Create").minting("child"), 40 * HOUR);
    add(Traffic.of("child").get("/api/systems"), 40 * HOUR + 5);
    add(thief.action("commands:Run"), 40 * HOUR + 60);

    assertThat(analyze().incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.credentials()).contains("k1", "child"));
  }

  @Test
  void keyMintedDaysBeforeItsParentWasFoundOutFallsUnderSuspicionToo() {
    honest("k1");
    Traffic thief = Traffic.of("k1").hosted().with("curl");
    add(thief.action("keys:Create").minting("child"), 40 * HOUR);
    add(Traffic.of("child").get("/api/systems"), 40 * HOUR + 5);
    add(thief.action("commands:Run"), 90 * HOUR);
    add(thief.action("snapshots:Share"), 90 * HOUR + 1);

    assertThat(analyze().incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.credentials()).contains("k1", "child"));
  }

  /// What the operator's inventory says of a key of the one tenant.
  private static KeyRecord born(String key, double second) {
    long at = Traffic.START + (long) (second * Times.SECOND);
    return new KeyRecord(key, "acme", "", "", KeyRecord.Privilege.UNKNOWN, at);
  }

  private Analysis analyzeWith(KeyRecord... records) {
    Map<String, KeyRecord> inventory = new HashMap<>();
    List.of(records).forEach(record -> inventory.put(record.credentialUid(), record));
    return analyze(new EngineSettings(5, inventory));
  }

  /// A thief that makes a key of which the log does not say which.
  private void silentMinting() {
    honest("k1");
    theft("k1", 40 * HOUR);
    Traffic thief = Traffic.of("k1").hosted().with("curl");
    add(thief.action("keys:Create"), 41 * HOUR);
    add(Traffic.of("child").get("/api/systems"), 42 * HOUR);
  }

  @Test
  void keyBornAtTheMomentOfASuspectsMintingIsTheOneItMade() {
    silentMinting();

    assertThat(analyzeWith(born("child", 41 * HOUR + 0.8)).incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.credentials()).containsExactly("k1", "child"));
  }

  @Test
  void twoKeysBornAtOneMomentAreNobodys() {
    silentMinting();

    assertThat(analyzeWith(born("child", 41 * HOUR), born("other", 41 * HOUR + 1)).incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.credentials()).containsExactly("k1"));
  }

  @Test
  void keyBornAtAnotherTimeIsNotTheOneThatASuspectMade() {
    silentMinting();

    assertThat(analyzeWith(born("child", 41 * HOUR - 60)).incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.credentials()).containsExactly("k1"));
  }

  @Test
  void keyUsedInTheMinuteOfItsMintingIsToldByTheTimeOfItsFirstCall() {
    honest("k1");
    theft("k1", 40 * HOUR);
    add(Traffic.of("k1-child").hosted().with("curl"), 40 * HOUR + 25);

    assertThat(analyze().incidents())
        .singleElement()
        .satisfies(incident ->
            assertThat(incident.findings())
                .filteredOn(finding -> finding.detectionId().equals("MINTED_BY_SUSPECT"))
                .extracting(Finding::credentialUid, Finding::timeMicros)
                .containsExactly(
                    tuple("k1-child", Traffic.START + (40 * HOUR + 25) * Times.SECOND)));
  }

  @Test
  void keysMintedInARowWithinAMinuteFallUnderSuspicionTogether() {
    honest("k1");
    theft("k1", 40 * HOUR);
    String parent = "k1-child";
    for (int i = 0; i < 5; i++) {
      String child = parent + i;
      add(Traffic.of(parent).action("keys:Create").minting(child), 40 * HOUR + 21 + i);
      add(Traffic.of(child), 40 * HOUR + 22 + i);
      parent = child;
    }

    assertThat(analyze().incidents())
        .singleElement()
        .satisfies(
            incident -> assertThat(incident.credentials()).startsWith("k1", "k1-child").hasSize(7));
  }

  @Test
  void thiefOnTwoKeysFromOneNewAddressIsOneIncident() {
    honest("k1");
    honest("k2");
    theft("k1", 40 * HOUR);
    theft("k2", 41 * HOUR);

    assertThat(analyze().incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident.credentials()).contains("k1", "k2"));
  }

  @Test
  void officeAddressSharedByHonestKeysJoinsNothing() {
    for (String key : List.of("k1", "k2")) {
      Traffic tool = Traffic.of(key).with("sdk");
      add(tool.action("logs:Stop").on("trail"), 20);
      add(tool.action("commands:Run").on("host"), 30);
      add(tool.action("snapshots:Share").on("snap"), 40);
    }

    assertThat(analyze().incidents()).hasSize(2);
  }

  @Test
  void budgetCapsAlertsOfADayAndKeepsTheRest() {
    for (int i = 0; i < 4; i++) {
      String key = "k" + i;
      honest(key);
      Traffic thief =
          Traffic.of(key)
              .with("curl" + i)
              .from(
                  new Source(
                      "198.51.100." + i, 9000 + i, "R", "NL", SourceClass.HOSTING, "AS" + i));
      add(thief.action("commands:Run"), 40 * HOUR + i);
      add(thief.action("keys:Create"), 40 * HOUR + 10 + i);
    }

    List<Incident> incidents = analyze(new EngineSettings(2, Map.of())).incidents();

    assertThat(incidents).hasSize(4);
    assertThat(incidents)
        .filteredOn(incident -> incident.standing() == Standing.ALERTED)
        .hasSize(2)
        .allSatisfy(alerted ->
            assertThat(incidents)
                .filteredOn(other -> other.standing() == Standing.OVER_BUDGET)
                .allMatch(other -> other.timeMicros() >= alerted.timeMicros()));
  }

  @Test
  void zeroBudgetAlertsNobodyAndLosesNothing() {
    honest("k1");
    theft("k1", 40 * HOUR);

    assertThat(analyze(new EngineSettings(0, Map.of())).incidents())
        .extracting(Incident::standing)
        .containsExactly(Standing.OVER_BUDGET);
  }

  @Test
  void sameLogGivesTheSameAnalysis() {
    honest("k1");
    honest("k2");
    theft("k1", 40 * HOUR);

    assertThat(analyze()).isEqualTo(analyze());
  }

  @Test
  void activityOlderThanTheClosedEpochIsCountedAsLate() {
    Engine engine =
        new Engine(EngineSettings.defaults(), TestContent.detections(), new ConjunctionScorer());
    engine.accept(Traffic.of("k1").at(600));
    engine.accept(Traffic.of("k1").at(10));

    Analysis analysis = engine.finish();

    assertThat(analysis.inventory().late()).isEqualTo(1);
    assertThat(analysis.inventory().activities()).isEqualTo(1);
  }

  @Test
  void aClockThatJumpsAYearAheadAlarmsNobodyAndMakesNobodyForget() {
    int year = 365 * 24 * HOUR;
    honest("k1");
    add(Traffic.of("k1"), year);
    add(Traffic.of("k1"), year + HOUR);
    assertThat(analyze().incidents()).isEmpty();

    theft("k1", year + 2 * HOUR);

    assertThat(analyze().incidents()).hasSize(1);
  }

  @Test
  void anonymousCallsFillTheInventoryAndAccuseNobody() {
    for (int i = 0; i < 100; i++) {
      add(Traffic.of("x").by(Caller.ANONYMOUS).get("/wp-admin/" + i).status(404), i);
    }
    add(Traffic.of("x").by(Caller.ANONYMOUS).get("/docs"), 200);

    Analysis analysis = analyze();

    assertThat(analysis.incidents()).isEmpty();
    assertThat(analysis.inventory().credentials()).isEmpty();
    assertThat(analysis.inventory().anonymous()).isEqualTo(101);
    assertThat(analysis.inventory().apis().getFirst().unknownPathCalls()).isEqualTo(100);
  }

  private static Traffic asOwner(String owner) {
    return Traffic.of("x").by(new Caller(owner, CredentialKind.PRINCIPAL, owner, owner, ""));
  }

  private List<String> keysSeen() {
    return analyze().inventory().credentials().stream().map(CredentialSummary::uid).toList();
  }

  @Test
  void principalOfAKeyThatWasOnlyRefusedIsNoKeyOfItsOwn() {
    add(Traffic.of("k1"), 0);
    add(asOwner("owner-k1").status(401), 10);

    Inventory inventory = analyze().inventory();

    assertThat(inventory.credentials()).extracting(CredentialSummary::uid).containsExactly("k1");
    assertThat(inventory.anonymous()).isOne();
  }

  @Test
  void principalThatGotThroughStandsForItsKeys() {
    add(Traffic.of("k1"), 0);
    add(asOwner("owner-k1").status(401), 10);
    add(asOwner("owner-k1"), 20);

    assertThat(keysSeen()).containsExactlyInAnyOrder("k1", "owner-k1");
  }

  @Test
  void refusedPrincipalWhoseKeysNobodyNamesIsListed() {
    add(Traffic.of("k1"), 0);
    add(asOwner("somebody").status(401), 10);

    assertThat(keysSeen()).containsExactlyInAnyOrder("k1", "somebody");
  }

  @Test
  void rhythmicConsumerHasANextExpectedCall() {
    honest("k1");

    StrandSummary strand = credential(analyze(), "k1").strands().getFirst();

    assertThat(strand.periodMicros()).isEqualTo(15 * Times.MINUTE);
    assertThat(strand.nextExpectedMicros()).isEqualTo(Traffic.START + 48 * Times.HOUR);
  }

  @Test
  void consumersOfWhichOnlyFiguresAreLeftAreListedWithTheirCalls() {
    for (int network = 1; network <= 92; network++) {
      Source source = Traffic.isp("AS" + network + " DE", "192.0.2." + network);
      for (int call = 0; call < network; call++) {
        add(Traffic.of("k1").from(source).get("/api/users"), network * 100 + call);
      }
    }

    List<StrandSummary> listed = credential(analyze(), "k1").strands();

    assertThat(listed).hasSize(92);
    assertThat(listed).extracting(StrandSummary::uid).doesNotHaveDuplicates();
    assertThat(listed).extracting(StrandSummary::source).startsWith("AS92 DE", "AS91 DE");
    assertThat(listed)
        .allSatisfy(
            consumer -> assertThat(consumer.source()).isEqualTo("AS" + consumer.calls() + " DE"));
    assertThat(listed).extracting(StrandSummary::operationCount).containsOnly(1);
    assertThat(listed).filteredOn(consumer -> consumer.rhythm().isEmpty()).hasSize(28);
  }

  private static CredentialSummary credential(Analysis analysis, String uid) {
    return analysis.inventory().credentials().stream()
        .filter(credential -> credential.uid().equals(uid))
        .findFirst()
        .orElseThrow();
  }
}
