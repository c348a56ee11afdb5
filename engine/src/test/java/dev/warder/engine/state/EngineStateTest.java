package dev.warder.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.engine.population.VendorPlatform;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.KeyRecord;
import dev.warder.model.Times;
import dev.warder.model.finding.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Going on after a restore concludes what never having stopped concludes.
class EngineStateTest {
  @ParameterizedTest(name = "seed {0}, {1} keys, {2} days, stopped every {3} calls")
  @CsvSource({"1, 60, 28, 61", "2, 50, 26, 307", "3, 40, 30, 1009", "4, 9, 4, 1", "5, 17, 6, 3"})
  void goingOnIsNeverHavingStopped(long seed, int keys, int days, int every) throws StateException {
    List<Activity> calls = MixedTraffic.of(seed, keys, days);
    Engine uncut = Saved.engine();
    calls.forEach(uncut::accept);

    Engine cut = Saved.engine();
    for (int i = 0; i < calls.size(); i++) {
      if (i % every == 0) {
        byte[] state = Saved.bytes(cut);
        cut = Saved.restored(state);
        assertThat(Saved.bytes(cut)).as("saved again at call %d", i).isEqualTo(state);
      }
      cut.accept(calls.get(i));
    }

    assertThat(Saved.bytes(cut)).isEqualTo(Saved.bytes(uncut));
    Analysis whole = uncut.finish();
    Analysis inParts = cut.finish();
    assertThat(inParts.incidents()).isEqualTo(whole.incidents());
    assertThat(inParts).isEqualTo(whole);
    assertThat(cut.ruleMatches()).isEqualTo(uncut.ruleMatches());
  }

  @Test
  void whatRunsAcrossKeysGoesOnInTheMiddleOfABreach() throws StateException {
    List<Activity> calls = new ArrayList<>(VendorPlatform.honest(5));
    for (int tenant = 0; tenant < VendorPlatform.TENANTS; tenant++) {
      long start = VendorPlatform.NIGHT + tenant * 50L;
      calls.addAll(VendorPlatform.looting(VendorPlatform.key(3, tenant), start));
    }
    calls.sort(Comparator.comparingLong(Activity::timeMicros).thenComparing(Activity::uid));
    Engine uncut = Saved.engine();
    calls.forEach(uncut::accept);

    Engine cut = Saved.engine();
    long night = Traffic.START + VendorPlatform.NIGHT * Times.SECOND;
    for (int i = 0; i < calls.size(); i++) {
      long since = calls.get(i).timeMicros() - night;
      if (i % 4_001 == 0 || (since > 0 && since < 12 * Times.MINUTE && i % 7 == 0)) {
        byte[] state = Saved.bytes(cut);
        cut = Saved.restored(state);
        assertThat(Saved.bytes(cut)).as("saved again at call %d", i).isEqualTo(state);
      }
      cut.accept(calls.get(i));
    }

    assertThat(Saved.bytes(cut)).isEqualTo(Saved.bytes(uncut));
    Analysis whole = uncut.finish();
    assertThat(whole.incidents())
        .anyMatch(incident -> incident.credentials().size() == VendorPlatform.TENANTS);
    assertThat(cut.finish()).isEqualTo(whole);
  }

  @Test
  void theMixLeavesSomethingEverywhere() {
    Engine engine = Saved.engine();
    MixedTraffic.of(1, 60, 28).forEach(engine::accept);

    Analysis analysis = engine.finish();

    assertThat(analysis.incidents()).hasSizeGreaterThan(3);
    assertThat(analysis.incidents()).anyMatch(incident -> incident.findings().size() > 3);
    assertThat(analysis.incidents()).anyMatch(incident -> !incident.minted().isEmpty());
    assertThat(analysis.incidents())
        .extracting(Incident::standing)
        .contains(Incident.Standing.ALERTED, Incident.Standing.OVER_BUDGET);
    assertThat(analysis.thresholdNats()).isLessThan(ConjunctionScorer.THRESHOLD_NATS);
    assertThat(analysis.inventory().late()).isPositive();
    assertThat(engine.ruleMatches()).isNotEmpty();
  }

  @Test
  void alertsPerDayAndKeyInventoryAreThoseOfTheRunThatGoesOn() throws StateException {
    Engine first = Saved.engine();
    MixedTraffic.of(1, 60, 28).forEach(first::accept);
    KeyRecord record = new KeyRecord("key-2", "", "boss", "", KeyRecord.Privilege.ORDINARY, 0);
    EngineSettings stricter = new EngineSettings(0.01, Map.of("key-2", record));

    Analysis second = Saved.restored(Saved.bytes(first), stricter, Saved.content()).finish();

    assertThat(second.alertsPerDay()).isEqualTo(0.01);
    assertThat(second.thresholdNats()).isGreaterThan(first.finish().thresholdNats());
    assertThat(second.inventory().credentials())
        .filteredOn(key -> key.uid().equals("key-2"))
        .allMatch(key -> key.ownerUid().equals("owner-key-2"));
    assertThat(second.inventory().credentials())
        .filteredOn(key -> key.uid().equals("key-1"))
        .allMatch(key -> key.integrationKind().isEmpty());
  }

  @Test
  void whatContentNoLongerHasIsGoneAndTheRestGoesOn() throws StateException {
    Engine first = Saved.engine();
    MixedTraffic.of(1, 60, 28).forEach(first::accept);
    byte[] state = Saved.bytes(first);
    Detections less = new Detections("less", List.of(), TestContent.detections().riskRules());

    Engine second = Saved.restored(state, Saved.SETTINGS, less);
    second.accept(Traffic.of("key-1").at(29 * 86_400));

    assertThat(second.contentBefore()).isEqualTo("test");
    assertThat(second.ruleMatches()).isEmpty();
    assertThat(second.finish().incidents()).isEmpty();
    assertThat(second.finish().inventory().credentials())
        .hasSameSizeAs(first.finish().inventory().credentials());
  }

  @Test
  void lateActivitiesAreCountedForTheRunTheyCameIn() throws StateException {
    Engine first = Saved.engine();
    first.accept(Traffic.of("key-1").at(600));
    first.accept(Traffic.of("key-1").at(0));

    Engine second = Saved.restored(Saved.bytes(first));
    second.accept(Traffic.of("key-1").at(539));
    second.accept(Traffic.of("key-1").at(540 + 60));
    second.accept(Traffic.of("key-1").at(1));

    assertThat(first.lateNow()).isEqualTo(1);
    assertThat(second.lateNow()).isEqualTo(2);
    assertThat(second.finish().inventory().late()).isEqualTo(3);
    assertThat(second.finish().inventory().activities()).isEqualTo(2);
  }

  @Test
  void overlapWithWhatWasReadBeforeIsCountedOnce() throws StateException {
    Traffic key = Traffic.of("key-1");
    List<Activity> calls = List.of(key.at(0), key.at(61), key.at(62), key.at(63), key.at(200));
    Engine first = Saved.engine();
    calls.subList(0, 3).forEach(first::accept);

    Engine second = Saved.restored(Saved.bytes(first));
    calls.forEach(second::accept);
    Engine third = Saved.restored(Saved.bytes(second));
    calls.forEach(third::accept);

    assertThat(second.lateNow()).isEqualTo(3);
    assertThat(third.lateNow()).isEqualTo(5);
    assertThat(third.finish().inventory().activities()).isEqualTo(5);
  }

  /// Ids may come from the caller, who could hide a call behind one that was read before.
  @Test
  void aCallThatDiffersInAnythingFromOneReadBeforeCounts() throws StateException {
    Traffic first = Traffic.of("key-1");
    Activity read = first.at(0);
    Engine engine = Saved.engine();
    engine.accept(read);
    List<Traffic> others =
        List.of(
            Traffic.of("key-2"),
            first.tenant("other"),
            first.hosted(),
            first.with("curl"),
            first.get("/api/users/7"),
            first.action("users:List"),
            first.status(403),
            first.by(new Caller("key-1", CredentialKind.API_KEY, "someone", "", "")),
            first.calling(new Call("api.example.com", "DELETE", "/api/users", "", "")),
            first.calling(new Call("api.example.com", "GET", "/api/user", "s", "")));

    Engine next = Saved.restored(Saved.bytes(engine));
    next.accept(read);
    others.forEach(other -> next.accept(other.at(0, read.uid())));

    assertThat(next.lateNow()).isEqualTo(1);
    assertThat(next.finish().inventory().activities()).isEqualTo(1 + others.size());
  }

  @Test
  void sameActivitiesInOneRunAreTheReadersAffair() {
    Activity call = Traffic.of("key-1").at(0);
    Engine engine = Saved.engine();
    engine.accept(call);
    engine.accept(call);

    assertThat(engine.finish().inventory().activities()).isEqualTo(2);
  }
}
