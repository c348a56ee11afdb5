package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.population.Who.Kind;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What it guarantees to hold deeds against what honest days come to.
class DeedTailsTest {
  private static final int DAYS = 20_000;

  private final DeedTails tails = new DeedTails();
  private final KeyHabits habits = new KeyHabits();

  @Test
  void sameDeedsWeighMoreTheSoonerTheyAreDone() {
    honestDays(new Random(1), DAYS);

    assertThat(weigh(2, 3)).isGreaterThan(weigh(400, 3));
    assertThat(weigh(12, 4)).isGreaterThan(weigh(400, 4));
  }

  @Test
  void moreDeedsNeverWeighLess() {
    honestDays(new Random(2), DAYS);
    for (int calls : new int[] {1, 4, 9, 33, 1_000}) {
      double before = -1;
      for (double raw = 0; raw < 40; raw += 0.25) {
        double nats = weigh(calls, raw);
        assertThat(nats).isGreaterThanOrEqualTo(before - 1e-9);
        before = nats;
      }
    }
  }

  /// Both views together. What is too much by chance is reckoned twice, for the tails were measured
  /// on as many days.
  @Test
  void honestDaysReachAWeightNoMoreOftenThanItSays() {
    Random random = new Random(3);
    honestDays(random, DAYS);
    int[] reached = new int[7];
    for (int day = 0; day < DAYS; day++) {
      double most = honestDay(random, new DeedCourse());
      for (int nats = 1; nats < reached.length && most >= nats; nats++) {
        reached[nats]++;
      }
    }
    for (int nats = 1; nats < reached.length; nats++) {
      double expected = DAYS * StrictMath.exp(-nats);
      assertThat((double) reached[nats])
          .as("days at %d nats or more", nats)
          .isLessThan(expected + 4 * StrictMath.sqrt(2 * expected) + 1);
    }
  }

  @Test
  void dayThatNeverDoesAnythingRareWeighsNothing() {
    honestDays(new Random(4), DAYS);

    assertThat(weigh(50, 0)).isLessThanOrEqualTo(0);
  }

  private double weigh(int calls, double raw) {
    return tails.nats(Kind.NEW_BOTH, new DeedCourse(), calls, raw, habits);
  }

  private void honestDays(Random random, int days) {
    for (int day = 0; day < days; day++) {
      DeedCourse course = new DeedCourse();
      honestDay(random, course);
      tails.learn(Kind.NEW_BOTH, course);
    }
  }

  /// A day of some calls, on which something rare is done now and then; says what it came to weigh.
  private double honestDay(Random random, DeedCourse course) {
    int calls = 1 + (int) (5 * -StrictMath.log(1 - random.nextDouble()) * (1 + random.nextInt(40)));
    double bold = random.nextDouble() * 0.2;
    double raw = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int call = 1; call <= calls; call++) {
      if (random.nextDouble() < bold) {
        raw += random.nextDouble();
        most = Math.max(most, tails.nats(Kind.NEW_BOTH, course, call, raw, habits));
      }
    }
    return most;
  }
}
