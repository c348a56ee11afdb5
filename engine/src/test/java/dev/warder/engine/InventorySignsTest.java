package dev.warder.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.model.Activity;
import dev.warder.model.DeadOperations;
import dev.warder.model.KeyRecord;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.KeyRecords;
import dev.warder.model.Times;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.PostureFinding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the operator's inventory says of a key is told without any history.
class InventorySignsTest {
  private static final int DAY = 86_400;

  private final List<Activity> log = new ArrayList<>();

  private Analysis analyze(KeyRecord record) {
    EngineSettings settings = new EngineSettings(2, Map.of(record.credentialUid(), record));
    Engine engine = new Engine(settings, TestContent.detections(), new ConjunctionScorer());
    log.forEach(engine::accept);
    return engine.finish();
  }

  private Analysis analyze(String deadOperation) {
    EngineSettings settings =
        new EngineSettings(2, Map.of(), new DeadOperations(List.of(deadOperation)));
    Engine engine = new Engine(settings, TestContent.detections(), new ConjunctionScorer());
    log.forEach(engine::accept);
    return engine.finish();
  }

  private static KeyRecord honey(String key) {
    return new KeyRecord(key, "acme", "", "", Privilege.UNKNOWN, 0, 0, true);
  }

  private static KeyRecord retiredOnDayTwo(String key) {
    long at = Traffic.START + 2 * Times.DAY;
    return new KeyRecord(key, "acme", "", "", Privilege.UNKNOWN, 0, at, false);
  }

  /// The key's software, four times a day for four days; refused from the third one on.
  private void software(String key, int statusOnceRetired) {
    for (int i = 0; i < 16; i++) {
      Traffic call = Traffic.of(key).status(i < 8 ? 200 : statusOnceRetired);
      log.add(call.at(i * DAY / 4));
    }
  }

  private static List<String> told(Analysis analysis) {
    return analysis.incidents().stream()
        .map(Incident::findings)
        .flatMap(List::stream)
        .map(Finding::detectionId)
        .distinct()
        .toList();
  }

  @Test
  void oneRefusedCallWithAHoneyKeyIsAnIncident() {
    log.add(Traffic.of("trap").hosted().status(401).at(7));

    Analysis analysis = analyze(honey("trap"));

    assertThat(told(analysis)).containsExactly("HONEY_KEY_USED");
    assertThat(analysis.incidents().getFirst().advice()).noneMatch(step -> step.contains("owner"));
  }

  @Test
  void whatTheInventoryChangesCountsFromTheNextCallOnAndIsAskedForOnce() {
    Changing inventory = new Changing();
    Engine engine =
        new Engine(
            new EngineSettings(2, inventory, DeadOperations.NONE, 1),
            TestContent.detections(),
            new ConjunctionScorer());
    for (int i = 0; i < 3; i++) {
      engine.accept(Traffic.of("k1").hosted().at(i));
    }
    assertThat(inventory.asked).isEqualTo(1);

    inventory.records.put("k1", honey("k1"));
    inventory.version++;
    engine.accept(Traffic.of("k1").hosted().at(3));

    assertThat(inventory.asked).isEqualTo(2);
    assertThat(told(engine.finish())).containsExactly("HONEY_KEY_USED");
  }

  /// An inventory that changes while calls come.
  private static final class Changing implements KeyRecords {
    private final Map<String, KeyRecord> records = new HashMap<>();
    private long version;
    private int asked;

    @Override
    public @Nullable KeyRecord of(String credentialUid) {
      asked++;
      return records.get(credentialUid);
    }

    @Override
    public long version() {
      return version;
    }

    @Override
    public Collection<KeyRecord> all() {
      return records.values();
    }
  }

  @Test
  void aKeyTheInventoryDoesNotMarkIsNoTrap() {
    log.add(Traffic.of("other").hosted().status(401).at(7));

    assertThat(told(analyze(honey("trap")))).isEmpty();
  }

  @Test
  void anUnusedHoneyKeyIsAsItShouldBe() {
    software("k1", 200);
    log.add(Traffic.of("k1").at(9 * DAY));

    assertThat(analyze(honey("trap")).inventory().credentials())
        .extracting(CredentialSummary::uid)
        .containsExactly("k1");
  }

  @Test
  void oneRefusedCallOfADeadOperationIsAnIncidentWhoeverCalls() {
    software("k1", 200);
    log.add(Traffic.of("k1").get("/api/internal/backup.sql").status(404).at(5 * DAY));

    assertThat(told(analyze("/api/internal/backup.sql"))).containsExactly("DEAD_OPERATION_CALLED");
    assertThat(told(analyze("POST /api/internal/backup.sql"))).isEmpty();
    assertThat(told(analyze("/api/internal"))).isEmpty();
  }

  @Test
  void aRetiredKeyThatIsAcceptedIsAnIncident() {
    software("k1", 200);

    assertThat(told(analyze(retiredOnDayTwo("k1")))).containsExactly("RETIRED_KEY_ACCEPTED");
  }

  @Test
  void forgottenSoftwareIsAWeaknessAndNoIncident() {
    software("k1", 401);

    Analysis analysis = analyze(retiredOnDayTwo("k1"));

    assertThat(told(analysis)).isEmpty();
    assertThat(analysis.inventory().credentials().getFirst().posture())
        .extracting(PostureFinding::id)
        .contains("retired-in-use");
  }

  @Test
  void aStrangersTryOfARetiredKeySupportsACaseAndMakesNone() {
    software("k1", 401);
    Traffic stranger = Traffic.of("k1").hosted().with("curl").status(401);
    log.add(stranger.at(4 * DAY));
    assertThat(told(analyze(retiredOnDayTwo("k1")))).isEmpty();

    log.add(stranger.action("commands:Run").on("host-1").at(4 * DAY + 10));
    log.add(stranger.action("keys:Create").at(4 * DAY + 20));

    assertThat(told(analyze(retiredOnDayTwo("k1")))).contains("RETIRED_KEY_TRIED", "keys:Create");
  }

  @Test
  void inALogThatBeginsAfterTheRetirementNobodyIsNewToTheKey() {
    for (int i = 16; i < 32; i++) {
      log.add(Traffic.of("k1").status(403).at(i * DAY / 4));
    }
    Traffic other = Traffic.of("k1").hosted().with("curl");
    log.add(other.status(403).at(8 * DAY));
    log.add(other.at(8 * DAY + 10));

    assertThat(told(analyze(retiredOnDayTwo("k1"))))
        .contains("RETIRED_KEY_ACCEPTED")
        .doesNotContain("RETIRED_KEY_TRIED");
  }
}
