package dev.warder.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameBudgetTest {
  private static final long BEGUN = 1_000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static FrameBudget empty() {
    FrameBudget budget = new FrameBudget(BEGUN);
    assertThat(budget.spend(FrameBudget.MOST, BEGUN)).isTrue();
    return budget;
  }

  @Test
  void whatIsThereCanBeSpentAndNoMore() {
    assertThat(empty().spend(1, BEGUN)).isFalse();
  }

  @Test
  void timeBringsSomeBackAndNeverMoreThanAllOfIt() {
    FrameBudget budget = empty();
    assertThat(budget.spend(FrameBudget.PER_SECOND, BEGUN + SECOND)).isTrue();
    assertThat(budget.spend(FrameBudget.MOST, BEGUN + 1_000 * SECOND)).isTrue();
    assertThat(budget.spend(1, BEGUN + 1_000 * SECOND)).isFalse();
  }

  @Test
  void littleTimesAddUp() {
    FrameBudget budget = empty();
    long now = BEGUN;
    int spent = 0;
    for (int i = 0; i < 1_000; i++) {
      now += SECOND / 100;
      spent += i % 5 == 4 && budget.spend(1, now) ? 1 : 0;
    }
    assertThat(spent).isEqualTo(200);
  }

  @Test
  void callsEarnSomeAndNeverMoreThanAllOfIt() {
    FrameBudget budget = empty();
    budget.earn();
    assertThat(budget.spend(FrameBudget.EARNED, BEGUN)).isTrue();
    for (int i = 0; i < 1_000; i++) {
      budget.earn();
    }
    assertThat(budget.spend(FrameBudget.MOST, BEGUN)).isTrue();
    assertThat(budget.spend(1, BEGUN)).isFalse();
  }
}
