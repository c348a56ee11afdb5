package dev.warder.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MidasFilterTest {
  private static final long ALICE = 0x1111_2222_3333_4444L;
  private static final long BOB = 0x5555_6666_7777_8888L;
  private static final long SERVER = 0x0123_4567_89AB_CDEFL;

  private final MidasFilter midas = new MidasFilter();

  private double ticks(long from, long to, int edgesPerTick) {
    double highest = 0;
    for (long tick = from; tick <= to; tick++) {
      highest = Math.max(highest, burst(tick, edgesPerTick));
    }
    return highest;
  }

  private double burst(long tick, int edges) {
    double last = 0;
    for (int i = 0; i < edges; i++) {
      last = midas.add(ALICE, SERVER, tick);
    }
    return last;
  }

  @Test
  void statisticIsThatOfThePaper() {
    // (a + s - a t)² / (s (t - 1)) with a = 10, s = 9, t = 10
    assertThat(MidasFilter.chiSquared(10, 9, 10)).isEqualTo(81.0 * 81.0 / 81.0);
    assertThat(MidasFilter.chiSquared(1, 9, 10)).as("as often as in the mean").isZero();
  }

  @Test
  void whatWasNeverSeenScoresNothing() {
    ticks(1, 50, 5);

    assertThat(new MidasFilter().add(ALICE, SERVER, 50)).isZero();
    assertThat(MidasFilter.chiSquared(100, 0, 50)).isZero();
  }

  @Test
  void steadyEdgesStayFarBelowTheThreshold() {
    assertThat(ticks(1, 300, 5)).isLessThan(MidasFilter.THRESHOLD / 5);
  }

  @Test
  void burstsOfAKnownEdgeCrossTheThreshold() {
    ticks(1, 100, 5);

    assertThat(burst(101, 200)).isGreaterThan(MidasFilter.THRESHOLD);
  }

  @Test
  void burstsDoNotBecomeUsual() {
    ticks(1, 100, 5);
    double first = burst(101, 200);
    ticks(102, 130, 5);

    assertThat(burst(131, 200)).isCloseTo(first, within(first / 2));
  }

  @Test
  void burstsAtOneDestinationShowThoughEveryEdgeIsNew() {
    for (long tick = 1; tick <= 100; tick++) {
      midas.add(ALICE, SERVER, tick);
    }
    double last = 0;
    for (int i = 0; i < 200; i++) {
      last = midas.add(BOB + i * 0x9E3779B97F4A7C15L, SERVER, 101);
    }

    assertThat(last).isGreaterThan(MidasFilter.THRESHOLD);
  }
}
