package dev.warder.engine.population;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;

/// How many of the scores seen reach a value: the measured tail that a score is held against.
///
///     scores 0.3 1.2 1.2 4.0   ->   4 reach 0, 3 reach 1, 1 reaches 2
///
/// Bounds scores from 0 to [#MOST] nats in steps of an eighth; below counts as 0, above as [#MOST]
final class Tail {
  private static final int STEPS_PER_NAT = 8;

  /// The least score above 0 that is told apart from it, in nats.
  static final double STEP = 1.0 / STEPS_PER_NAT;

  private static final int MOST = 64;

  /// What was never seen may be seen the next time: no share is less than half a score of those
  /// seen.
  private static final double LEAST_SEEN = 0.5;

  private final long[] reach = new long[MOST * STEPS_PER_NAT + 1];

  void add(double score) {
    int upTo = step(score);
    for (int i = 0; i <= upTo; i++) {
      reach[i]++;
    }
  }

  long count() {
    return reach[0];
  }

  /// How likely a score of this size is, above 0 to 1, with a prior of the strength of `priorCount`
  /// scores.
  double share(double score, double prior, double priorCount) {
    double seen = reach[step(score)] + priorCount * prior;
    return Math.max(LEAST_SEEN, seen) / (count() + priorCount);
  }

  /// The same among scores alike, if that is more than among all: a small group can show that
  /// something is common there, never that it is rarer than anywhere.
  ///
  /// @param all the share among all
  double shareAtLeast(double score, double all, double priorCount) {
    return Math.max(all, (reach[step(score)] + priorCount * all) / (count() + priorCount));
  }

  private static int step(double score) {
    return (int) Math.clamp((long) (score * STEPS_PER_NAT), 0, (long) MOST * STEPS_PER_NAT);
  }

  /// Writes how many scores end at each step, up to the last that any reached.
  void save(StateWriter out) {
    int used = reach.length;
    while (used > 0 && reach[used - 1] == 0) {
      used--;
    }
    out.number(used);
    for (int i = 0; i < used; i++) {
      out.number(reach[i] - (i + 1 < used ? reach[i + 1] : 0));
    }
  }

  void restore(StateReader in) throws StateException {
    int used = in.size(reach.length);
    for (int i = 0; i < used; i++) {
      reach[i] = in.number();
    }
    for (int i = used - 2; i >= 0; i--) {
      reach[i] += reach[i + 1];
    }
  }
}
