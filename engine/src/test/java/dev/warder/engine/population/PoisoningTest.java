package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Traffic;
import dev.warder.model.Activity;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a thief gains by working quietly for some days before striking.
class PoisoningTest {

  /// In `docs/detection.md` the curve goes on until the thief passes for a colleague.
  @Test
  void aThiefWhoIsQuietForUpToFiveDaysIsToldAllTheSame() {
    double before = Double.POSITIVE_INFINITY;
    for (int days = 0; days <= 5; days++) {
      double nats = nats(days, 6);
      assertThat(nats).as("after %d quiet days", days).isPositive().isLessThanOrEqualTo(before);
      before = nats;
    }
  }

  @Test
  void aThiefGainsNothingByVolume() {
    for (int days = 1; days <= 4; days++) {
      assertThat(nats(days, 600)).as("after %d busy days", days).isEqualTo(nats(days, 6));
    }
  }

  @Test
  void whoeverStaysComesToBeKnownAndMayHaveAnUnusualTask() {
    Traffic colleague = SmallPlatform.key(7).hosted().with("curl");
    List<Activity> all = SmallPlatform.honest(11);
    all.addAll(SmallPlatform.theft(colleague).subList(0, 3));
    addQuietDays(all, colleague, 10, 6);

    assertThat(SmallPlatform.judge(all).incidents())
        .noneMatch(incident -> incident.credentials().contains("key-7"));
  }

  /// What the theft is told with; 0 if it is not told.
  ///
  /// @param days so many before the theft
  /// @param callsADay the key's ordinary calls, from the thief's own place with the thief's program
  private static double nats(int days, int callsADay) {
    Traffic stranger = SmallPlatform.key(7).hosted().with("curl");
    List<Activity> all = SmallPlatform.honest(11);
    all.addAll(SmallPlatform.theft(stranger));
    addQuietDays(all, stranger, days, callsADay);
    return SmallPlatform.judge(all).incidents().stream()
        .filter(incident -> incident.credentials().contains("key-7"))
        .filter(i -> i.timeMicros() >= Traffic.START + SmallPlatform.NIGHT * 1_000_000L)
        .map(Incident::findings)
        .flatMap(List::stream)
        .mapToDouble(Finding::nats)
        .max()
        .orElse(0);
  }

  private static void addQuietDays(List<Activity> to, Traffic stranger, int days, int callsADay) {
    for (int day = 1; day <= days; day++) {
      for (int call = 0; call < callsADay; call++) {
        long at = SmallPlatform.NIGHT - day * SmallPlatform.DAY + call * 80_000L / callsADay;
        to.add(stranger.get(SmallPlatform.USUAL[(7 + call % 2) % 4]).at(at));
      }
    }
  }
}
