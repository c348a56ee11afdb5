package dev.warder.engine.campaign;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Times;

/// How many alerts a UTC day of event time may bring. A cap, never a quota.
final class Budget {
  private final double perDay;
  private long day = Long.MIN_VALUE;
  private long spent;

  /// A budget nothing has been taken from.
  ///
  /// @param perDay alerts per day, 0 or more; half an alert a day is one every other day
  Budget(double perDay) {
    if (!(perDay >= 0 && perDay <= 1e9)) {
      throw new IllegalArgumentException("alerts per day must be 0 or more, is " + perDay);
    }
    this.perDay = perDay;
  }

  /// Takes one alert for the day of a time; says whether there was one left.
  boolean take(long timeMicros) {
    long of = Times.day(timeMicros);
    if (of != day) {
      day = of;
      spent = 0;
    }
    long allowed = (long) (Math.floor((day + 1) * perDay) - Math.floor(day * perDay));
    if (spent >= allowed) {
      return false;
    }
    spent++;
    return true;
  }

  void save(StateWriter out) {
    out.signed(day);
    out.number(spent);
  }

  void restore(StateReader in) throws StateException {
    day = in.signed();
    spent = in.number();
  }
}
