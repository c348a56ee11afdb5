package dev.warder.engine.evidence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.TestContent;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
import dev.warder.model.Times;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.FacetEvidence.Circle;
import org.junit.jupiter.api.Test;

class CaseTest {
  private static final Detection PLACE = detection(Sign.NEW_SOURCE);
  private static final Detection DEED = detection(Sign.DISCOVERY_SWEEP);

  private final Case evidence = new Case();

  private static Detection detection(Sign sign) {
    return requireNonNull(TestContent.detections().bySign().get(sign));
  }

  private void add(Detection detection, long timeMicros) {
    Evidence call = new Evidence("a-1", timeMicros, "k", "", "AS1", "curl", "GET /", "200", "");
    evidence.add(new Fact(detection, 2, "usual", "seen", Circle.KEY, call), timeMicros);
  }

  @Test
  void deedsAreForgottenAfterADayAndWhatIsNewAboutSomebodyStays() {
    add(PLACE, 0);
    add(DEED, 0);

    evidence.rest(Times.DAY, false);
    assertThat(evidence.holds(DEED)).isTrue();

    evidence.rest(Times.DAY + 1, false);
    assertThat(evidence.holds(DEED)).isFalse();
    assertThat(evidence.holds(PLACE)).isTrue();
  }

  @Test
  void whoIsTrustedIsNotNewAnyMore() {
    add(PLACE, 0);
    add(DEED, 0);

    evidence.rest(Times.HOUR, true);

    assertThat(evidence.holds(PLACE)).isFalse();
    assertThat(evidence.holds(DEED)).isTrue();
  }

  @Test
  void whatWasToldStandsForEver() {
    add(PLACE, 0);
    add(DEED, 0);
    evidence.tell(7);

    evidence.rest(30 * Times.DAY, true);

    assertThat(evidence.holds(PLACE)).isTrue();
    assertThat(evidence.holds(DEED)).isTrue();
  }
}
