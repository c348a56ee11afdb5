package dev.warder.engine.population;

import dev.warder.model.Times;

/// How far a consumer has to stand out, so that chance alone stays within half the alert budget.
///
/// Of `n` honest consumer-days, at most `n / c` reach evidence of `ln c` nats, if the evidence is one
/// (Ville's inequality). So `c = days per day / (budget / 2)`: the other half is for thieves.
///
///     500 consumer-days a day, 2 alerts a day   ->   ln (500 / 1) = 6.2 nats
///
/// Bounds from [#LEAST] nats; a budget is a cap, never a quota
final class Threshold {
  private static final double LEAST = 4;
  private static final int WINDOW_DAYS = 7;
  private static final long ENOUGH = 1_000;
  private static final double FOR_CHANCE = 0.5;
  private static final double LEAST_BUDGET = 0.001;

  private final double alertsPerDay;
  private final long[] countedBy = new long[WINDOW_DAYS + 1];
  private long days;
  private long day = Long.MIN_VALUE;
  private long counted;
  private double nats = LEAST;

  Threshold(double alertsPerDay) {
    this.alertsPerDay = Math.max(LEAST_BUDGET, alertsPerDay);
  }

  /// Counts a finished day of a consumer.
  void count() {
    counted++;
  }

  void closeEpoch(long nowMicros) {
    long of = Times.day(nowMicros);
    if (of == day) {
      return;
    }
    day = of;
    countedBy[(int) (days % countedBy.length)] = counted;
    int back = (int) Math.min(days, WINDOW_DAYS);
    long before = countedBy[(int) ((days - back) % countedBy.length)];
    days++;
    if (back > 0) {
      double perDay = Math.max(1, (counted - before) / (double) back);
      nats = Math.max(LEAST, StrictMath.log(perDay / (alertsPerDay * FOR_CHANCE)));
    }
  }

  boolean isKnown() {
    return counted >= ENOUGH;
  }

  double nats() {
    return nats;
  }
}
