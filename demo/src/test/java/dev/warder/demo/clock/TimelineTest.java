package dev.warder.demo.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Time passes only when it is stepped, and what happens in it happens in its order.
@Timeout(60)
class TimelineTest {
  private static final Instant NOON = Instant.parse("2023-06-28T12:00:00Z");

  private final Timeline clock = new Timeline(NOON);
  private final List<String> seen = new ArrayList<>();

  @Test
  void timeStandsStillUntilItIsSteppedAndThenIsWhereItWasSteppedTo() throws Exception {
    assertThat(clock.instant()).isEqualTo(NOON);
    clock.stepUntil(NOON.plusSeconds(90));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(90));
    clock.stepUntil(NOON);
    assertThat(clock.instant()).as("it never goes back").isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void whatIsDueHappensInTheOrderOfTimeAtItsTimeAndNotBefore() throws Exception {
    at(30, "b");
    at(10, "a");
    at(30, "c");
    at(61, "later");

    clock.stepUntil(NOON.plusSeconds(60));

    assertThat(seen).containsExactly("a 10", "b 30", "c 30");
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void whatIsDueInThePastHappensNow() throws Exception {
    clock.stepUntil(NOON.plusSeconds(60));
    at(10, "late");
    clock.stepUntil(NOON.plusSeconds(60));
    assertThat(seen).containsExactly("late 60");
  }

  @Test
  void programsTakeTurnsByTheirPauses() throws Exception {
    begin("quick", 0, 10, 3);
    begin("slow", 5, 20, 2);

    clock.stepUntil(NOON.plusSeconds(100));

    assertThat(seen).containsExactly("quick 0", "slow 5", "quick 10", "quick 20", "slow 25");
  }

  @Test
  void programThatPausesBeyondTheEndGoesOnWithTheNextStep() throws Exception {
    begin("slow", 0, 60, 2);
    clock.stepUntil(NOON.plusSeconds(59));
    assertThat(seen).containsExactly("slow 0");
    clock.stepUntil(NOON.plusSeconds(60));
    assertThat(seen).containsExactly("slow 0", "slow 60");
  }

  @Test
  void programThatFailsEndsTheStep() {
    clock.begin(
        NOON.plusSeconds(5),
        pace -> {
          pace.pause(Duration.ofSeconds(1));
          throw new IOException("no route");
        });
    at(30, "never");

    assertThatThrownBy(() -> clock.stepUntil(NOON.plusSeconds(60)))
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("no route");
    assertThat(seen).isEmpty();
  }

  @Test
  void whoStepsATimeThatIsStoppedIsInterrupted() {
    clock.at(NOON.plusSeconds(10), clock::stop);
    at(20, "never");

    assertThatThrownBy(() -> clock.stepUntil(NOON.plusSeconds(60)))
        .isInstanceOf(InterruptedException.class);
    assertThat(seen).isEmpty();
  }

  private void at(int second, String name) {
    clock.at(NOON.plusSeconds(second), () -> see(name));
  }

  private void begin(String name, int second, int pause, int times) {
    clock.begin(
        NOON.plusSeconds(second),
        pace -> {
          for (int i = 0; i < times; i++) {
            see(name);
            pace.pause(Duration.ofSeconds(pause));
          }
        });
  }

  private void see(String name) {
    seen.add(name + " " + Duration.between(NOON, clock.instant()).toSeconds());
  }
}
