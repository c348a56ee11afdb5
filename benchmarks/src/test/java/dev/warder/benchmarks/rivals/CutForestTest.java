package dev.warder.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutForestTest {
  /// Three to five calls an hour for twelve days, and in one hour a hundred times as many.
  private static List<KeyCall> calls(int burstHour) {
    List<KeyCall> calls = new ArrayList<>();
    for (int hour = 0; hour < 288; hour++) {
      int count = hour == burstHour ? 400 : 3 + hour % 3;
      for (int i = 0; i < count; i++) {
        calls.add(Calls.at(hour * Calls.HOUR + i * 1_000L, "k"));
      }
    }
    return calls;
  }

  @Test
  void hourThatIsLikeNoOtherScoresHighestAndIsEmitted() {
    KeyDays days = CutForest.ofKeys(calls(250));

    KeyDays.Alarm best =
        days.bests().stream().reduce((a, b) -> b.score() > a.score() ? b : a).orElseThrow();
    assertThat(best.call().millis() / Calls.HOUR).isEqualTo(250);
    assertThat(days.firsts()).contains(best);
  }

  @Test
  void twoRunsGiveTheSameScores() {
    assertThat(List.copyOf(CutForest.ofTenants(calls(200)).bests()))
        .isNotEmpty()
        .isEqualTo(List.copyOf(CutForest.ofTenants(calls(200)).bests()));
  }
}
