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
  void callsEarnSomeAndOnlyUpToABound() {
    FrameBudget budget = empty();
    budget.earn(0);
    assertThat(budget.spend(FrameBudget.EARNED, BEGUN)).isTrue();
    for (int i = 0; i < FrameBudget.MOST_EARNED; i++) {
      budget.earn(1 << 20);
    }
    assertThat(budget.spend(FrameBudget.MOST_EARNED, BEGUN)).isTrue();
    assertThat(budget.spend(1, BEGUN)).isFalse();
  }

  @Test
  void timeTakesNothingAway() {
    FrameBudget budget = empty();
    budget.earn(1 << 20);
    assertThat(budget.spend(2_000, BEGUN + SECOND)).isTrue();
  }

  @Test
  void whoGivesWindowsBackInSmallPartsIsNoFlood() {
    FrameBudget budget = new FrameBudget(BEGUN);
    for (int i = 0; i < 1_000; i++) {
      for (int sent = 0; sent < 4 << 20; sent += 1 << 16) {
        budget.earn(1 << 16);
      }
      // Of the stream and of the connection, for each 4 KiB.
      assertThat(budget.spend(2 * (4 << 20) / 4_096, BEGUN)).isTrue();
    }
  }
}
