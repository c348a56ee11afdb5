package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.util.List;

/// One piece of honest software: the key it uses, where it runs, in which version, and what it
/// does.
///
/// @param phases ascending by time; the last one begun holds
/// @param paceMillis mean time between two calls of one run
record Integration(ApiKey key, int paceMillis, List<Phase> phases, List<Duty> duties) {

  /// From a time on, these addresses and this version.
  record Phase(long fromMillis, List<Network.Address> addresses, Client client) {}

  /// What is done, and when.
  record Duty(Rhythm rhythm, Job job) {}

  /// What one run does.
  interface Job {
    void run(Visit visit);
  }

  void day(long midnightMillis, Draw draw, List<ApiCall> into) {
    for (int d = 0; d < duties.size(); d++) {
      Duty duty = duties.get(d);
      Draw own = draw.fork(key.uid() + '/' + paceMillis + '/' + d + '/' + midnightMillis);
      for (long start : duty.rhythm().starts(own)) {
        long startMillis = midnightMillis + start;
        if (startMillis >= phases.getFirst().fromMillis()) {
          Phase phase = phaseAt(startMillis);
          Visit visit =
              new Visit(
                  into,
                  key,
                  own.pick(phase.addresses()),
                  phase.client(),
                  startMillis,
                  paceMillis,
                  own);
          duty.job().run(visit);
        }
      }
    }
  }

  private Phase phaseAt(long millis) {
    Phase current = phases.getFirst();
    for (Phase phase : phases) {
      if (phase.fromMillis() <= millis) {
        current = phase;
      }
    }
    return current;
  }
}
