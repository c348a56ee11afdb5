package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Times;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RhythmTest {

  @Test
  void hourlyRunsOfManyCallsHaveAnHourlyRhythm() {
    Rhythm rhythm = new Rhythm();
    for (int run = 0; run < 10; run++) {
      for (int call = 0; call < 30; call++) {
        rhythm.add(run * Times.HOUR + call * Times.SECOND);
      }
    }

    assertThat(rhythm.periodMicros()).isEqualTo(Times.HOUR);
    assertThat(rhythm.nextExpectedMicros()).isEqualTo(10 * Times.HOUR);
    assertThat(rhythm.words()).isEqualTo("every 60 min");
  }

  @Test
  void erraticCallerHasNone() {
    Rhythm rhythm = new Rhythm();
    Random random = new Random(1);
    long time = 0;
    for (int i = 0; i < 50; i++) {
      time += (long) (Times.HOUR * Math.exp(4 * random.nextGaussian()));
      rhythm.add(time);
    }

    assertThat(rhythm.periodMicros()).isZero();
    assertThat(rhythm.nextExpectedMicros()).isZero();
  }

  @Test
  void oneRunIsNoRhythm() {
    Rhythm rhythm = new Rhythm();
    rhythm.add(5);

    assertThat(rhythm.words()).isEqualTo("one run");
    assertThat(rhythm.nextExpectedMicros()).isZero();
  }
}
