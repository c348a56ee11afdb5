package dev.warder.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {
  private static final long LATENESS = 5 * Times.SECOND;

  private final List<Activity> next = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyCallGoesOnOnceAndInOrderOfTimeHoweverItCame(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Arrivals arrivals = new Arrivals(LATENESS, Long.MIN_VALUE);
    Set<String> uids = new HashSet<>();
    long now = Calls.NOON;
    for (int number = 1; number <= 2_000; number++) {
      now += random.nextLong(Times.SECOND);
      long behind = random.nextInt(50) == 0 ? Times.HOUR : random.nextLong(2 * LATENESS);
      Activity call = Calls.of("key-" + number, now - behind);
      uids.add(call.uid());
      arrivals.add(call, number);
      if (random.nextInt(3) == 0) {
        arrivals.release(now, next::add);
      }
    }
    arrivals.release(now + LATENESS, next::add);

    assertThat(next).extracting(Activity::uid).containsExactlyInAnyOrderElementsOf(uids);
    assertThat(next).extracting(Activity::timeMicros).isSorted();
    assertThat(arrivals.late()).isPositive().isLessThan(2_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void manyCallsAtOnceGoOnInOrderOfTimeAndOfOneTimeAsTheyCame(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Arrivals arrivals = new Arrivals(LATENESS, Long.MIN_VALUE);
    List<Activity> all = new ArrayList<>();
    for (int number = 1; number <= 20_000; number++) {
      // Most last a few turns, some longer than there are places to look through.
      long lasted = random.nextInt(20) == 0 ? 4 * Times.SECOND : 20_000;
      long start = Calls.NOON + number * 1_000L - random.nextLong(lasted);
      Activity call = Calls.of("key-" + number, start - start % 3_000);
      all.add(call);
      arrivals.add(call, number);
      if (random.nextInt(100) == 0) {
        assertThat(arrivals.held().count()).isEqualTo(all.size() - next.size());
        arrivals.release(Calls.NOON + number * 1_000L, next::add);
      }
    }
    arrivals.release(Calls.NOON + Times.HOUR, next::add);

    all.sort(Comparator.comparingLong(Activity::timeMicros));
    assertThat(next).isEqualTo(all);
    assertThat(arrivals.late()).isZero();
    assertThat(arrivals.isEmpty()).isTrue();
  }

  @Test
  void callThatComesWithinTheLatenessKeepsItsTime() {
    Arrivals arrivals = new Arrivals(LATENESS, Long.MIN_VALUE);
    arrivals.add(Calls.of("b", Calls.NOON), 1);
    arrivals.release(Calls.NOON, next::add);
    assertThat(next).isEmpty();

    arrivals.add(Calls.of("a", Calls.NOON - LATENESS), 2);
    arrivals.release(Calls.NOON + LATENESS, next::add);

    assertThat(next)
        .extracting(Activity::timeMicros)
        .containsExactly(Calls.NOON - LATENESS, Calls.NOON);
    assertThat(arrivals.late()).isZero();
  }

  @Test
  void clockThatWasSetBackADayLosesNoCall() {
    Arrivals arrivals = new Arrivals(LATENESS, Long.MIN_VALUE);
    arrivals.add(Calls.of("before", Calls.NOON), 1);
    arrivals.release(Calls.NOON + LATENESS, next::add);

    long yesterday = Calls.NOON - Times.DAY;
    arrivals.add(Calls.of("after", yesterday), 2);
    arrivals.add(Calls.of("a minute later", yesterday + Times.MINUTE), 3);
    arrivals.release(yesterday + Times.MINUTE + LATENESS, next::add);

    assertThat(next)
        .extracting(Activity::timeMicros)
        .as("time goes on from what was reached")
        .containsExactly(Calls.NOON, Calls.NOON, Calls.NOON + Times.MINUTE);
    assertThat(arrivals.late()).isEqualTo(2);
    assertThat(arrivals.isPast(Calls.NOON + Times.MINUTE, yesterday + Times.MINUTE + LATENESS))
        .as("minutes end, too")
        .isTrue();

    arrivals.add(Calls.of("the clock is right again", Calls.NOON + Times.HOUR), 4);
    arrivals.release(Calls.NOON + Times.HOUR + LATENESS, next::add);
    assertThat(next.getLast().timeMicros()).isEqualTo(Calls.NOON + Times.HOUR);
  }

  @Test
  void whatIsHeldIsKnownByItsNumber() {
    Arrivals arrivals = new Arrivals(LATENESS, Long.MIN_VALUE);
    assertThat(arrivals.held()).isEmpty();
    arrivals.add(Calls.of("later", Calls.NOON), 4);
    arrivals.add(Calls.of("earlier", Calls.NOON - 1), 5);

    arrivals.release(Calls.NOON + LATENESS - 1, next::add);
    assertThat(arrivals.held()).containsExactly(4L);
    arrivals.release(Calls.NOON + LATENESS, next::add);
    assertThat(arrivals.held()).isEmpty();
  }
}
