package dev.warder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.warder.engine.detection.Condition;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.Severity;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What rules from outside may and may not do to a case.
class OutsideRulesTest {
  private static final int HOUR = 3_600;

  private final List<Activity> log = new ArrayList<>();
  private final List<Detection> rules = new ArrayList<>();
  private Engine engine = engine();

  private Engine engine() {
    return new Engine(
        EngineSettings.defaults(), TestContent.detections().with(rules), new ConjunctionScorer());
  }

  private void rule(String id, double nats, Condition condition) {
    rules.add(
        new Detection(
            id,
            id,
            "Why.",
            Severity.CRITICAL,
            List.of(),
            List.of(),
            Facet.RULES,
            nats,
            new Trigger.OnCall(
                (operation, action, risk) -> true,
                condition,
                Trigger.Ownership.ANY,
                Trigger.Attempts.ANY),
            "the rule is loose",
            "Look."));
  }

  private void honest(String key) {
    for (int i = 0; i < 192; i++) {
      log.add(Traffic.of(key).at(i * HOUR / 4));
    }
  }

  private void theft(String key) {
    Traffic thief = Traffic.of(key).hosted().with("curl");
    log.add(thief.get("/api/systems").at(40 * HOUR));
    log.add(thief.action("commands:Run").on("host-1").at(40 * HOUR + 10));
    log.add(thief.action("keys:Create").minting(key + "-child").at(40 * HOUR + 20));
  }

  private List<Incident> incidents() {
    engine = engine();
    log.stream().sorted(Comparator.comparingLong(Activity::timeMicros)).forEach(engine::accept);
    return engine.finish().incidents();
  }

  @Test
  void anyNumberOfRulesThatMatchEverythingTellsNothingAlone() {
    honest("k1");
    for (int i = 0; i < 200; i++) {
      rule("rule-" + i, 3.5, Condition.ALWAYS);
    }

    assertThat(incidents()).isEmpty();
    assertThat(engine.ruleMatches()).hasSize(200).allMatch(match -> match.calls() == 192);
  }

  @Test
  void ruleSpeaksInTheCaseThatOtherEvidenceMakes() {
    honest("k1");
    theft("k1");
    rule("systems listed", 2.5, activity -> activity.call().path().equals("/api/systems"));

    Incident incident = incidents().getFirst();

    assertThat(incident.findings())
        .filteredOn(finding -> finding.detectionId().equals("systems listed"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.techniques()).isEmpty());
    assertThat(incident.story()).contains("systems listed;");
    assertThat(rules(incident).nats()).isEqualTo(2.5);
  }

  @Test
  void ruleThatSaysWhatADetectionSaysAddsHalfANat() {
    honest("k1");
    theft("k1");
    rule("commands run", 3.5, activity -> activity.call().action().equals("commands:Run"));

    assertThat(rules(incidents().getFirst()).nats()).isEqualTo(0.5);
  }

  private static FacetEvidence rules(Incident incident) {
    return incident.findings().getLast().facets().stream()
        .filter(facet -> facet.facet() == Facet.RULES)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ruleThatManyKeysSetOffSaysLittleAboutEach() {
    for (int i = 0; i < 30; i++) {
      honest("k" + i);
      log.add(Traffic.of("k" + i).get("/api/systems").at(30 * HOUR + i));
    }
    theft("k29");
    rule("systems listed", 3, activity -> activity.call().path().equals("/api/systems"));

    assertThat(rules(incidents().getFirst()).nats()).isLessThan(0.5);
  }

  @Test
  void callsWithoutAKeyAreCountedThoughNoCaseCanBeMadeOfThem() {
    log.add(Traffic.of("k1").get("/.git/config").at(0));
    log.add(Traffic.of("k1").by(Caller.ANONYMOUS).get("/.git/config").at(10));
    log.add(Traffic.of("k1").by(Caller.ANONYMOUS).get("/api/users").at(20));
    rule("git", 1.5, activity -> activity.call().path().startsWith("/.git/"));
    rule("none", 1.5, activity -> false);

    assertThat(incidents()).isEmpty();
    assertThat(engine.ruleMatches())
        .extracting(match -> match.rule().id(), RuleMatch::calls, RuleMatch::keyless)
        .containsExactly(tuple("git", 2L, 1L));
  }
}
