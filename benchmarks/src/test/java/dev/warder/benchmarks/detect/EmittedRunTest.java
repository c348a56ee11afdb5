package dev.warder.benchmarks.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmittedRunTest {
  private final Campaign theft = Thefts.theft();

  @Test
  void firstAlertIsTheEarliestFindingOfAnIncidentThatIsMostlyAboutTheTheft() {
    Alert late = Thefts.alert(Thefts.found("a", 4_000, "k"));
    Alert early = Thefts.alert(Thefts.found("b", 500, "k"), Thefts.found("c", 2_000, "k"));

    assertThat(FirstAlert.of(theft, List.of(late, early))).map(FirstAlert::calls).contains(2);
  }

  @Test
  void incidentsThatAreMostlyAboutOthersDetectNothing() {
    Alert mixed =
        Thefts.alert(
            Thefts.found("a", 2_000, "k"),
            Thefts.found("b", 2_000, "x"),
            Thefts.found("c", 2_000, "y"));

    assertThat(FirstAlert.of(theft, List.of(mixed))).isEmpty();
  }

  @Test
  void medianCountsTheUndetectedAsInfinite() {
    assertThat(FirstAlert.median(List.of(9, 1, 4), 3)).contains(4);
    assertThat(FirstAlert.median(List.of(9, 1, 4), 6)).contains(9);
    assertThat(FirstAlert.median(List.of(9, 1, 4), 7)).isEmpty();
    assertThat(FirstAlert.median(List.of(), 0)).isEmpty();
  }

  @Test
  void onlyTheFirstTwoTechniquesCountAndASiblingIsRight() {
    Set<String> labels = Set.of("T1098", "T1078");

    assertThat(hit(List.of("T1651", "T1098.003"), labels)).isTrue();
    assertThat(hit(List.of("T1651", "T1651", "T1098"), labels)).isTrue();
    assertThat(hit(List.of("T1651", "T1580", "T1098"), labels)).isFalse();
    assertThat(hit(List.of(), labels)).isFalse();
    assertThat(
            Techniques.hitWithinTwo(
                List.of("T1078.004", "T1651", "T1580"), labels, Set.of("T1078")))
        .isFalse();
  }

  private static boolean hit(List<String> ranked, Set<String> labels) {
    return Techniques.hitWithinTwo(ranked, labels, Set.of());
  }

  @Test
  void shareOfRightTechniquesIsAmongTheDetectedAlone() {
    FirstAlert right = new FirstAlert(theft, 3, List.of("T1078.004"));
    FirstAlert wrong = new FirstAlert(theft, 3, List.of("T1651"));

    assertThat(new EmittedRun(List.of(theft), List.of(right, wrong)).techniquesRight(Set.of()))
        .contains(0.5);
    assertThat(new EmittedRun(List.of(theft), List.of()).techniquesRight(Set.of()))
        .isEqualTo(Optional.empty());
  }

  @Test
  void disagreementWithTheScorerStopsTheReport() {
    EmittedRun run = new EmittedRun(List.of(theft), List.of());

    run.checkAgainst(Set.of());
    assertThatThrownBy(() -> run.checkAgainst(Set.of("0/c-1"))).hasMessageContaining("0/c-1");
  }
}
