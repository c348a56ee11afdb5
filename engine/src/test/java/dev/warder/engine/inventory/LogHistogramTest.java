package dev.warder.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogHistogramTest {

  @Test
  void percentilesAreWithinTwelvePercentOfTheExactOnes() {
    Random random = new Random(3);
    long[] values = random.longs(10_000, 0, 50_000_000).toArray();
    LogHistogram histogram = new LogHistogram();
    Arrays.stream(values).forEach(histogram::add);
    Arrays.sort(values);

    for (int percent : new int[] {1, 50, 90, 99, 100}) {
      double exact = values[Math.max(0, values.length * percent / 100 - 1)];
      assertThat((double) histogram.percentile(percent)).isCloseTo(exact, within(exact * 0.13 + 1));
    }
  }

  @Test
  void unknownValuesAreNotCounted() {
    LogHistogram histogram = new LogHistogram();
    histogram.add(-1);

    assertThat(histogram.percentile(50)).isEqualTo(-1);
    assertThat(histogram.max()).isEqualTo(-1);
  }

  @Test
  void hugeValuesNeitherThrowNorOverflow() {
    LogHistogram histogram = new LogHistogram();
    histogram.add(Long.MAX_VALUE);
    histogram.add(0);

    assertThat(histogram.max()).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.percentile(100)).isPositive();
    assertThat(histogram.percentile(1)).isZero();
  }

  @Test
  void mergedHistogramEqualsOneOfAllValues() {
    LogHistogram one = new LogHistogram();
    LogHistogram other = new LogHistogram();
    LogHistogram all = new LogHistogram();
    for (int i = 0; i < 1_000; i++) {
      (i % 2 == 0 ? one : other).add(i * 17L);
      all.add(i * 17L);
    }
    one.addAll(other);

    assertThat(one.percentile(50)).isEqualTo(all.percentile(50));
    assertThat(one.max()).isEqualTo(all.max());
  }
}
