package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Traffic;
import dev.warder.model.Times;
import dev.warder.model.inventory.Timeline;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallsOverTimeTest {

  @Test
  void noCallIsLostHoweverLongTheLog() {
    CallsOverTime overTime = new CallsOverTime();
    Random random = new Random(9);
    long second = 0;
    for (int i = 0; i < 10_000; i++) {
      second += random.nextInt(7_000);
      overTime.add(Traffic.of("k").status(i % 4 == 0 ? 500 : 200).at(second));
    }

    Timeline timeline = overTime.timeline();

    assertThat(timeline.calls().stream().mapToLong(Long::longValue).sum()).isEqualTo(10_000);
    assertThat(timeline.failures().stream().mapToLong(Long::longValue).sum()).isEqualTo(2_500);
    assertThat(timeline.calls()).hasSizeLessThanOrEqualTo(480);
    assertThat(timeline.startMicros()).isLessThanOrEqualTo(Traffic.START + 7_000 * Times.SECOND);
  }

  @Test
  void emptyLogHasAnEmptyTimeline() {
    assertThat(new CallsOverTime().timeline().calls()).isEmpty();
  }
}
