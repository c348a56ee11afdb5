package dev.warder.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.warder.engine.TestContent;
import dev.warder.engine.detection.Detection;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.FacetEvidence.Circle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConjunctionScorerTest {
  private final ConjunctionScorer scorer = new ConjunctionScorer();

  private static Fact fact(String id) {
    Detection detection =
        TestContent.detections().detections().stream()
            .filter(d -> d.id().equals(id))
            .findFirst()
            .orElseThrow();
    Evidence evidence = new Evidence("a", 0, "k", "", "", "", "", "", "");
    return new Fact(detection, detection.nats(), "usual", "seen", Circle.KEY, evidence);
  }

  @Test
  void whoCallsNeverSufficesAlone() {
    List<Fact> identity =
        List.of(
            fact("NEW_RENTABLE_SOURCE"),
            fact("ATTACK_TOOL"),
            fact("NEW_CLIENT"),
            fact("INTERLEAVED"),
            fact("DORMANT_WAKE"));

    assertThat(scorer.score(identity).nats()).isLessThan(scorer.thresholdNats());
  }

  @Test
  void orderOfFactsDoesNotMatter() {
    List<Fact> facts = new ArrayList<>();
    TestContent.detections().detections().forEach(d -> facts.add(fact(d.id())));
    Scorer.Score expected = scorer.score(facts);
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(facts, random);
      assertThat(scorer.score(facts)).isEqualTo(expected);
    }
  }

  @Test
  void furtherFactNeverLowersTheWeight() {
    List<String> ids = new ArrayList<>();
    TestContent.detections().detections().forEach(d -> ids.add(d.id()));
    Random random = new Random(4);
    for (int round = 0; round < 50; round++) {
      Collections.shuffle(ids, random);
      List<Fact> facts = new ArrayList<>();
      double before = 0;
      for (String id : ids) {
        facts.add(fact(id));
        double now = scorer.score(facts).nats();
        assertThat(now).isGreaterThanOrEqualTo(before - 1e-9);
        before = now;
      }
    }
  }

  @Test
  void manyFactsOfOneFacetAreNotManyProofs() {
    double one = scorer.score(List.of(fact("REFUSAL_BURST"))).nats();
    double two = scorer.score(List.of(fact("REFUSAL_BURST"), fact("OBJECT_PROBING"))).nats();

    assertThat(two - one).isLessThanOrEqualTo(1.0);
  }

  @Test
  void facetsAddUpToTheWeight() {
    Scorer.Score score =
        scorer.score(List.of(fact("NEW_SOURCE"), fact("NEW_CLIENT"), fact("commands:Run")));

    assertThat(score.facets().stream().mapToDouble(FacetEvidence::nats).sum())
        .isCloseTo(score.nats(), within(1e-9));
  }
}
