package dev.warder.engine.population;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Times;

/// How far something has to stand out, so that chance alone stays within half the alert budget.
///
/// Of `n` honest consumer-days, at most `n / c` reach evidence of `ln c` nats, if the evidence is one
/// (Ville's inequality). So `c = days per day / (budget / 2 × part)`: the other half is for thieves,
/// and each [Family] of evidence has its part.
///
///     500 consumer-days a day, 2 alerts a day, part 0.87   ->   ln (500 / 0.87) = 6.4 nats
///
/// Bounds from [#LEAST] nats; a budget is a cap, never a quota
final class Threshold {
  private static final double LEAST = 4;
  private static final int WINDOW_DAYS = 7;
  private static final double FOR_CHANCE = 0.5;
  private static final double LEAST_BUDGET = 0.001;

  /// Part of the threshold from which on something is not learned from.
  private static final double HARMLESS = 0.6;

  private final Family family;
  private final double alertsPerDay;
  private final long[] countedBy = new long[WINDOW_DAYS + 1];
  private long days;
  private long day = Long.MIN_VALUE;
  private long counted;
  private double nats = LEAST;

  Threshold(Family family, double alertsPerDay) {
    this.family = family;
    this.alertsPerDay = Math.max(LEAST_BUDGET, alertsPerDay);
  }

  /// Counts something finished, such as a day of a consumer.
  void count() {
    counted++;
  }

  /// Counts days that nobody will close.
  void count(long uncounted) {
    counted += uncounted;
  }

  void closeEpoch(long nowMicros) {
    long of = Times.day(nowMicros);
    if (of == day) {
      return;
    }
    day = of;
    countedBy[(int) (days % countedBy.length)] = counted;
    measure(days);
    days++;
  }

  /// @param last number of the day closed last, from 0
  private void measure(long last) {
    int back = (int) Math.min(last, WINDOW_DAYS);
    long before = countedBy[(int) ((last - back) % countedBy.length)];
    if (back > 0) {
      long since = countedBy[(int) (last % countedBy.length)] - before;
      double perDay = Math.max(1, since / (double) back);
      nats = Math.max(LEAST, StrictMath.log(perDay / (alertsPerDay * FOR_CHANCE * family.part)));
    }
  }

  boolean isKnown() {
    return counted >= family.enough;
  }

  double nats() {
    return nats;
  }

  /// Whether evidence is so little that what it speaks against may become usual.
  boolean isHarmless(double evidenceNats) {
    return evidenceNats < HARMLESS * nats;
  }

  /// Writes what was counted; the threshold follows from it, and from the budget of the run that
  /// goes on.
  void save(StateWriter out) {
    out.counts(countedBy);
    out.number(days);
    out.signed(day);
    out.number(counted);
  }

  void restore(StateReader in) throws StateException {
    in.counts(countedBy);
    days = in.number();
    day = in.signed();
    counted = in.number();
    if (days > 0) {
      measure(days - 1);
    }
  }
}
