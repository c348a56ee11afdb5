package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.engine.inventory.Operations;
import dev.warder.engine.profile.Profiles;
import dev.warder.model.Activity;
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
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A small platform with its honest oddities, and what stands out in it.
class PopulationTest {
  private static final int KEYS = 80;
  private static final int DAYS = 30;
  private static final long DAY = 86_400;
  private static final long NIGHT = (DAYS - 2) * DAY + 7_200;
  private static final String[] USUAL = {
    "/api/users", "/api/groups", "/api/systems", "/api/events"
  };

  @Test
  void aNewConsumerWithANewToolThatLooksAroundIsToldAtOnce() {
    Analysis analysis = judge(with(theft(key(7).hosted().with("curl"))));

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
      moved.add(key(7).hosted().get(USUAL[i % 2]).at(NIGHT + i * 60L));
    }

    assertThat(keysTold(judge(with(moved)))).doesNotContain("key-7");
  }

  @Test
  void anUnusualTaskOfAConsumerLongKnownStaysSilent() {
    List<Activity> task = theft(key(7)).subList(0, 6);

    assertThat(keysTold(judge(with(task)))).doesNotContain("key-7");
  }

  @Test
  void aKeyWithANetworkForEachCallHoldsFewOpenDays() {
    Profiles profiles = new Profiles(Map.of());
    Operations operations = new Operations(TestContent.detections());
    Population population = new Population(profiles, 2, TestContent.thieves());
    for (int i = 0; i < 5_000; i++) {
      Source rotating = Traffic.isp("AS" + i + " DE", "10.0.0." + i);
      Activity call = key(7).from(rotating).get(USUAL[0]).at(i);
      population.note(profiles.observe(call, operations.resolve(call)));
    }

    assertThat(population.openDays()).isEqualTo(Population.MAX_OPEN_OF_KEY);
    population.closeEpoch(Traffic.START + 2 * Times.DAY);
    assertThat(population.openDays()).isZero();
  }

  @Test
  void honestOdditiesStayWithinHalfTheBudget() {
    Analysis analysis = judge(honest(11));

    assertThat(analysis.incidents().size()).isLessThanOrEqualTo(DAYS);
  }

  @Test
  void theOrderOfKeysWithinAnEpochChangesNothing() {
    List<Activity> activities = with(theft(key(7).hosted().with("curl")));
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
    List<Activity> noise = new ArrayList<>(theft(key(7).hosted().with("curl")));
    for (int i = 0; i < 5_000; i++) {
      noise.add(key(7).hosted().with("curl").get(USUAL[i % 2]).at(NIGHT - 6_000 + i));
    }

    assertThat(keysTold(judge(with(noise)))).contains("key-7");
  }

  @Test
  void beforeThePopulationIsKnownDeclaredWeightsDecide() {
    List<Activity> few = new ArrayList<>();
    for (Activity activity : with(theft(key(7).hosted().with("curl")))) {
      if (activity.caller().credentialUid().equals("key-7")) {
        few.add(activity);
      }
    }

    few.add(key(7).hosted().with("curl").action("logs:Stop").at(NIGHT + 90));
    few.add(key(7).hosted().with("curl").action("keys:Create").at(NIGHT + 91));

    Finding first = about(judge(few), 7).findings().getFirst();
    assertThat(first.threshold()).isEqualTo(ConjunctionScorer.THRESHOLD_NATS);
  }

  private static List<Activity> theft(Traffic thief) {
    String[] paths = {
      "/api/users/self", "/api/secrets", "/api/roles", "/api/admins", "/api/audit", "/api/tokens"
    };
    List<Activity> calls = new ArrayList<>();
    for (int i = 0; i < paths.length; i++) {
      calls.add(thief.get(paths[i]).at(NIGHT + i * 5L));
    }
    for (int i = 0; i < 12; i++) {
      calls.add(thief.get("/api/secrets/" + (90_000 + i)).status(403).at(NIGHT + 60 + i));
    }
    return calls;
  }

  private static List<Activity> with(List<Activity> more) {
    List<Activity> all = honest(11);
    all.addAll(more);
    return all;
  }

  /// Every key does its two or three calls every day. Now and then one moves, or uses another tool,
  /// or does something it never did, and seldom two of these at once.
  private static List<Activity> honest(long seed) {
    Random random = new Random(seed);
    List<Activity> all = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      for (int k = 0; k < KEYS; k++) {
        Traffic today = key(k);
        today =
            random.nextInt(40) == 0
                ? today.from(Traffic.isp("AS" + k % 9 + " FR", "198.18.0." + k))
                : today;
        today = random.nextInt(50) == 0 ? today.with("tool-" + k % 5) : today;
        for (int call = 0; call < 6; call++) {
          String path = USUAL[(k + call % 2) % USUAL.length];
          all.add(today.get(path).at(day * DAY + k % 8 * 600L + call * 60L + k % 50));
        }
        if (random.nextInt(30) == 0) {
          all.add(today.get("/api/extra" + k % 6).at(day * DAY + k % 8 * 600L + 500));
        }
      }
    }
    return all;
  }

  private static Traffic key(int k) {
    return Traffic.of("key-" + k)
        .tenant("tenant-" + k % 10)
        .from(Traffic.isp("AS" + (100 + k % 20) + " DE", "203.0.113." + k));
  }

  private static Analysis judge(List<Activity> activities) {
    Engine engine = engine();
    activities.stream()
        .sorted(Comparator.comparingLong(Activity::timeMicros).thenComparing(Activity::uid))
        .forEach(engine::accept);
    return engine.finish();
  }

  /// What was told, when, and how sure; to the last digit.
  private static List<String> judge(List<Activity> activities, Comparator<Activity> order) {
    Engine engine = engine();
    activities.stream().sorted(order).forEach(engine::accept);
    return engine.finish().incidents().stream()
        .flatMap(incident -> incident.findings().stream())
        .map(finding -> finding.uid() + " " + finding.timeMicros() + " " + finding.nats())
        .toList();
  }

  private static Engine engine() {
    return new Engine(
        new EngineSettings(2, Map.of()), TestContent.detections(), new ConjunctionScorer());
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
