package dev.warder.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.Times;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static int taken(double perDay, int days, int triesPerDay) {
    Budget budget = new Budget(perDay);
    int taken = 0;
    for (int day = 0; day < days; day++) {
      for (int i = 0; i < triesPerDay; i++) {
        taken += budget.take(day * Times.DAY + i) ? 1 : 0;
      }
    }
    return taken;
  }

  @Test
  void noDayBringsMoreThanTheBudget() {
    assertThat(taken(5, 1, 100)).isEqualTo(5);
    assertThat(taken(5, 30, 100)).isEqualTo(150);
  }

  @Test
  void unspentAlertsDoNotPileUp() {
    Budget budget = new Budget(1);
    assertThat(budget.take(100 * Times.DAY)).isTrue();
    assertThat(budget.take(100 * Times.DAY + 1)).isFalse();
  }

  @Test
  void halfAnAlertADayIsOneEveryOtherDay() {
    assertThat(taken(0.5, 30, 10)).isEqualTo(15);
  }

  @Test
  void nothingIsTakenFromAnEmptyBudget() {
    assertThat(taken(0, 10, 10)).isZero();
  }

  @Test
  void negativeBudgetIsRefused() {
    assertThatThrownBy(() -> new Budget(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Budget(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
