package dev.warder.policy.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.policy.rate.Rate.Period;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
  private static final long NOW = 1_763_800_000_000_000L;

  @Test
  void everyCallIsDecidedAsByABucketCountedExactly() {
    SplittableRandom random = new SplittableRandom(51);
    int refused = 0;
    for (int round = 0; round < 2_000; round++) {
      Rate rate = rate(random);
      Exact exact = new Exact(rate);
      long state = TokenBucket.FULL;
      long now = NOW + random.nextLong(1_000_000_000L);
      for (int i = 0; i < 200; i++) {
        now += step(rate, random);
        state = TokenBucket.take(state, rate, now);
        refused += TokenBucket.isRefused(state) ? 1 : 0;
        assertThat(TokenBucket.isRefused(state)).as("%s", rate).isEqualTo(!exact.take(now));
      }
    }
    assertThat(refused).isBetween(20_000, 380_000);
  }

  @Test
  void noStretchOfTimeLetsMoreThroughThanTheRateAndOneBurst() {
    SplittableRandom random = new SplittableRandom(52);
    for (int round = 0; round < 300; round++) {
      Rate rate = rate(random);
      List<Long> through = new ArrayList<>();
      long state = TokenBucket.FULL;
      long now = NOW;
      for (int i = 0; i < 150; i++) {
        now += step(rate, random);
        state = TokenBucket.take(state, rate, now);
        if (!TokenBucket.isRefused(state)) {
          through.add(now);
        }
      }
      for (int first = 0; first < through.size(); first++) {
        for (int last = first; last < through.size(); last++) {
          BigInteger stretch = BigInteger.valueOf(through.get(last) - through.get(first));
          BigInteger most =
              stretch
                  .multiply(BigInteger.valueOf(rate.count()))
                  .divide(BigInteger.valueOf(rate.period().micros()))
                  .add(BigInteger.valueOf(rate.burst()));
          assertThat(BigInteger.valueOf(last - first + 1)).as("%s", rate).isLessThanOrEqualTo(most);
        }
      }
    }
  }

  @Test
  void whoWaitsAsLongAsToldIsLetThroughAndNobodySooner() {
    SplittableRandom random = new SplittableRandom(53);
    for (int round = 0; round < 5_000; round++) {
      Rate rate = rate(random);
      long state = TokenBucket.FULL;
      for (int i = 0; i < rate.burst() && i < 100; i++) {
        state = TokenBucket.take(state, rate, NOW);
        assertThat(TokenBucket.isRefused(state)).isFalse();
      }
      long wait = TokenBucket.waitMicros(state, rate, NOW);
      assertThat(wait > 0).isEqualTo(rate.burst() <= 100);
      if (wait > 0) {
        assertThat(TokenBucket.isRefused(TokenBucket.take(state, rate, NOW + wait))).isFalse();
        assertThat(TokenBucket.isRefused(TokenBucket.take(state, rate, NOW + wait - 1))).isTrue();
      }
    }
  }

  @Test
  void anyStateAtAnyTimeUnderAnyRateIsDecidedAndNobodyWaitsLongerThanForOneCall() {
    SplittableRandom random = new SplittableRandom(54);
    for (int i = 0; i < 500_000; i++) {
      Rate rate = rate(random);
      long now = any(random);
      long state = TokenBucket.take(any(random), rate, now);
      long oneCall = (rate.interval() >> TokenBucket.FRACTION_BITS) + 1;
      assertThat(TokenBucket.waitMicros(state, rate, now)).isBetween(0L, oneCall);
      assertThat(TokenBucket.isRefused(state) && TokenBucket.waitMicros(state, rate, now) == 0)
          .isFalse();
    }
  }

  @Test
  void whoIsLetThroughIsAlsoLetThroughLater() {
    SplittableRandom random = new SplittableRandom(55);
    int through = 0;
    for (int i = 0; i < 500_000; i++) {
      Rate rate = rate(random);
      long state = state(rate, random);
      long earlier = NOW + random.nextLong(-100_000_000L, 100_000_000L);
      long later = earlier + random.nextLong(200_000_000L);
      boolean let = !TokenBucket.isRefused(TokenBucket.take(state, rate, earlier));
      through += let ? 1 : 0;
      if (let) {
        assertThat(TokenBucket.isRefused(TokenBucket.take(state, rate, later))).isFalse();
      }
    }
    assertThat(through).isGreaterThan(1_000);
  }

  @Test
  void clockThatStepsBackADayGivesNoCallAndLocksNobodyOut() {
    Rate rate = new Rate(10, Period.MINUTE, 10);
    long state = TokenBucket.FULL;
    for (int i = 0; i < 10; i++) {
      state = TokenBucket.take(state, rate, NOW);
    }
    long dayBefore = NOW - Period.DAY.micros();
    state = TokenBucket.take(state, rate, dayBefore);
    assertThat(TokenBucket.isRefused(state)).isTrue();
    assertThat(TokenBucket.waitMicros(state, rate, dayBefore)).isEqualTo(6_000_000);
    state = TokenBucket.take(state, rate, dayBefore + 6_000_000);
    assertThat(TokenBucket.isRefused(state)).isFalse();
    assertThat(TokenBucket.isRefused(TokenBucket.take(state, rate, dayBefore + 6_000_000)))
        .isTrue();
  }

  private static long state(Rate rate, SplittableRandom random) {
    long state = TokenBucket.FULL;
    for (int i = random.nextInt(20); i > 0; i--) {
      state = TokenBucket.take(state, rate, NOW + random.nextLong(-1_000_000L, 1_000_000L));
    }
    return state;
  }

  private static long any(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
      case 1 -> random.nextLong() >>> random.nextInt(64);
      case 2 -> -random.nextLong(1L << 40);
      case 3 -> NOW + random.nextLong(1_000_000_000L);
      default -> random.nextLong();
    };
  }

  private static Rate rate(SplittableRandom random) {
    while (true) {
      int count = 1 + random.nextInt(1 << random.nextInt(1, 20)) % Rate.MOST;
      int burst = 1 + random.nextInt(1 << random.nextInt(1, 20)) % Rate.MOST;
      Period period = List.of(Period.values()).get(random.nextInt(4));
      if (Rate.isBounded(count, period, burst)) {
        return new Rate(count, period, burst);
      }
    }
  }

  /// Mostly about as long as one call takes to come back.
  private static long step(Rate rate, SplittableRandom random) {
    long oneCall = (rate.interval() >> TokenBucket.FRACTION_BITS) + 1;
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextLong(oneCall * 2 + 1);
      case 2 -> random.nextInt(20) == 0 ? random.nextLong(oneCall * rate.burst() * 2) : 0;
      default -> random.nextLong(oneCall + 1);
    };
  }

  /// A bucket into which calls trickle one by one, as everybody draws it.
  private static final class Exact {
    private final BigInteger oneCall;
    private final BigInteger full;
    private BigInteger level;
    private long last = NOW;

    Exact(Rate rate) {
      oneCall = BigInteger.valueOf(rate.interval());
      full = oneCall.multiply(BigInteger.valueOf(rate.burst()));
      level = full;
    }

    boolean take(long now) {
      BigInteger trickled = BigInteger.valueOf(now - last).shiftLeft(TokenBucket.FRACTION_BITS);
      level = level.add(trickled).min(full);
      last = now;
      boolean there = level.compareTo(oneCall) >= 0;
      level = there ? level.subtract(oneCall) : level;
      return there;
    }
  }
}
