package dev.warder.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.model.Activity;
import dev.warder.model.finding.Incident;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever watches does not change what is seen.
class EndedEpochsTest {
  @ParameterizedTest(name = "seed {0}, {1} keys, {2} days")
  @CsvSource({"1, 60, 28", "2, 50, 26", "4, 9, 4"})
  void endingEachEpochWhenItIsOverConcludesTheSame(long seed, int keys, int days) {
    List<Activity> calls = MixedTraffic.of(seed, keys, days);
    Engine unwatched = Saved.engine();
    calls.forEach(unwatched::accept);

    Engine watched = Saved.engine();
    Map<String, Incident> told = watch(watched, calls);

    Analysis expected = unwatched.finish();
    assertThat(expected.incidents()).isNotEmpty();
    assertThat(watched.incidents()).isEqualTo(expected.incidents());
    assertThat(told.keySet())
        .containsExactlyInAnyOrderElementsOf(
            expected.incidents().stream().map(Incident::uid).toList());
    assertThat(watched.finish()).isEqualTo(expected);
  }

  @Test
  void whatIsToldOfAnIncidentHasAllItsFindings() {
    Engine engine = Saved.engine();
    Map<String, Incident> told = watch(engine, MixedTraffic.of(1, 60, 28));

    for (Incident incident : engine.incidents()) {
      assertThat(told)
          .hasEntrySatisfying(
              incident.uid(),
              last -> assertThat(last.findings()).hasSameSizeAs(incident.findings()));
    }
    assertThat(engine.grownIncidents()).as("what was told").isEmpty();
  }

  /// Judges calls, ends each epoch before the first call of a later one, and says how each incident
  /// was told last.
  private static Map<String, Incident> watch(Engine engine, List<Activity> calls) {
    Map<String, Incident> told = new HashMap<>();
    long newest = Long.MIN_VALUE;
    for (Activity call : calls) {
      if (Engine.epoch(call) > newest) {
        engine.endEpoch();
        engine.endEpoch();
        engine.grownIncidents().forEach(incident -> told.put(incident.uid(), incident));
        newest = Engine.epoch(call);
      }
      engine.accept(call);
    }
    engine.endEpoch();
    engine.grownIncidents().forEach(incident -> told.put(incident.uid(), incident));
    return told;
  }
}
