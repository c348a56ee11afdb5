package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.engine.inventory.Operations;
import dev.warder.engine.profile.Profiles;
import dev.warder.model.Activity;
import dev.warder.model.KeyRecords;
import dev.warder.model.Source;
import dev.warder.model.Times;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A small platform with its honest oddities, and what stands out in it.
class PopulationTest {
  private static final long NIGHT = SmallPlatform.NIGHT;
  private static final String[] USUAL = SmallPlatform.USUAL;

  @Test
  void aNewConsumerWithANewToolThatLooksAroundIsToldAtOnce() {
    Analysis analysis =
        SmallPlatform.judge(with(SmallPlatform.theft(SmallPlatform.key(7).hosted().with("curl"))));

    Incident incident = about(analysis, 7);
    assertThat(incident.callsBeforeFirstFinding()).isBetween(1L, 10L);
    Finding first = incident.findings().getFirst();
    assertThat(first.facets()).extracting(FacetEvidence::facet).contains(Facet.SOURCE);
    assertThat(first.facets().stream().mapToDouble(FacetEvidence::nats).sum())
        .isCloseTo(first.nats(), org.assertj.core.data.Offset.offset(0.01));
    assertThat(first.counterfactual()).contains("nothing would have been said");
  }

  @Test
  void knownSoftwareOnANewNetworkAtItsUsualWorkStaysSilent() {
    List<Activity> moved = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      moved.add(SmallPlatform.key(7).hosted().get(USUAL[i % 2]).at(NIGHT + i * 60L));
    }

    assertThat(keysTold(SmallPlatform.judge(with(moved)))).doesNotContain("key-7");
  }

  @Test
  void anUnusualTaskOfAConsumerLongKnownStaysSilent() {
    List<Activity> task = SmallPlatform.theft(SmallPlatform.key(7)).subList(0, 6);

    assertThat(keysTold(SmallPlatform.judge(with(task)))).doesNotContain("key-7");
  }

  @Test
  void aKeyWithANetworkForEachCallHoldsFewOpenDays() {
    Profiles profiles = new Profiles(KeyRecords.of(Map.of()), 1);
    Operations operations = new Operations(TestContent.detections());
    Population population = new Population(profiles, 2, TestContent.thieves());
    Days days = new Days(population);
    for (int i = 0; i < 5_000; i++) {
      Source rotating = Traffic.isp("AS" + i + " DE", "10.0.0." + i);
      Activity call = SmallPlatform.key(7).from(rotating).get(USUAL[0]).at(i);
      days.note(profiles.ring(0).observe(call, operations.resolve(call)));
    }

    assertThat(days.opened()).hasSize(Population.MAX_OPEN_OF_KEY);
    population.closeEpoch(days, Traffic.START + Times.MINUTE);
    assertThat(population.openDays()).isEqualTo(Population.MAX_OPEN_OF_KEY);
    days.clear();
    population.closeEpoch(days, Traffic.START + 2 * Times.DAY);
    assertThat(population.openDays()).isZero();
  }

  @Test
  void aKeyWithNewNetworksEveryDayHasFewDaysWaitToTeachIt() {
    Profiles profiles = new Profiles(KeyRecords.of(Map.of()), 1);
    Operations operations = new Operations(TestContent.detections());
    Population population = new Population(profiles, 2, TestContent.thieves());
    Days days = new Days(population);
    int most = 0;
    for (int day = 0; day < 12; day++) {
      for (int i = 0; i < 200; i++) {
        Source own = Traffic.isp("AS1 DE", "10.0.0.1");
        Source rotating = Traffic.isp("AS" + (2 + day * 200 + i) + " DE", "10.1.0." + i);
        Activity call =
            SmallPlatform.key(7)
                .from(i % 20 == 0 ? own : rotating)
                .get(USUAL[0])
                .at(day * 86_400 + i * 60);
        days.note(profiles.ring(0).observe(call, operations.resolve(call)));
      }
      population.closeEpoch(days, Traffic.START + (day + 1) * Times.DAY);
      days.clear();
      most = Math.max(most, population.maturingDays());
    }

    assertThat(most).isEqualTo(Population.MAX_MATURING_OF_KEY);
    population.closeEpoch(days, Traffic.START + 30 * Times.DAY);
    population.closeEpoch(days, Traffic.START + 40 * Times.DAY);
    assertThat(population.maturingDays()).isZero();
  }

  @Test
  void honestOdditiesStayWithinHalfTheBudget() {
    Analysis analysis = SmallPlatform.judge(SmallPlatform.honest(11));

    assertThat(analysis.incidents().size()).isLessThanOrEqualTo(SmallPlatform.DAYS);
  }

  @Test
  void theOrderOfKeysWithinAnEpochChangesNothing() {
    List<Activity> activities =
        with(SmallPlatform.theft(SmallPlatform.key(7).hosted().with("curl")));
    Comparator<Activity> byEpoch =
        Comparator.comparingLong(a -> Math.floorDiv(a.timeMicros(), Engine.EPOCH_MICROS));
    Comparator<Activity> byKey = Comparator.comparing(a -> a.caller().credentialUid());
    Comparator<Activity> byTime = Comparator.comparingLong(Activity::timeMicros);

    List<String> forwards = judge(activities, byEpoch.thenComparing(byKey).thenComparing(byTime));
    List<String> backwards =
        judge(activities, byEpoch.thenComparing(byKey.reversed()).thenComparing(byTime));

    assertThat(backwards).isNotEmpty().isEqualTo(forwards);
  }

  @Test
  void aThiefCannotBuySilenceWithVolumeBeforehand() {
    List<Activity> noise =
        new ArrayList<>(SmallPlatform.theft(SmallPlatform.key(7).hosted().with("curl")));
    for (int i = 0; i < 5_000; i++) {
      noise.add(SmallPlatform.key(7).hosted().with("curl").get(USUAL[i % 2]).at(NIGHT - 6_000 + i));
    }

    assertThat(keysTold(SmallPlatform.judge(with(noise)))).contains("key-7");
  }

  @Test
  void beforeThePopulationIsKnownDeclaredWeightsDecide() {
    List<Activity> few = new ArrayList<>();
    for (Activity activity :
        with(SmallPlatform.theft(SmallPlatform.key(7).hosted().with("curl")))) {
      if (activity.caller().credentialUid().equals("key-7")) {
        few.add(activity);
      }
    }

    few.add(SmallPlatform.key(7).hosted().with("curl").action("logs:Stop").at(NIGHT + 90));
    few.add(SmallPlatform.key(7).hosted().with("curl").action("keys:Create").at(NIGHT + 91));

    Finding first = about(SmallPlatform.judge(few), 7).findings().getFirst();
    assertThat(first.threshold()).isEqualTo(ConjunctionScorer.THRESHOLD_NATS);
  }

  private static List<Activity> with(List<Activity> more) {
    List<Activity> all = SmallPlatform.honest(11);
    all.addAll(more);
    return all;
  }

  /// What was told, when, and how sure; to the last digit.
  private static List<String> judge(List<Activity> activities, Comparator<Activity> order) {
    Engine engine = SmallPlatform.engine();
    activities.stream().sorted(order).forEach(engine::accept);
    return engine.finish().incidents().stream()
        .flatMap(incident -> incident.findings().stream())
        .map(finding -> finding.uid() + " " + finding.timeMicros() + " " + finding.nats())
        .toList();
  }

  private static List<String> keysTold(Analysis analysis) {
    return analysis.incidents().stream().flatMap(i -> i.credentials().stream()).toList();
  }

  private static Incident about(Analysis analysis, int key) {
    return analysis.incidents().stream()
        .filter(incident -> incident.credentials().contains("key-" + key))
        .filter(incident -> incident.timeMicros() >= Traffic.START + NIGHT * Times.SECOND)
        .findFirst()
        .orElseThrow();
  }
}
