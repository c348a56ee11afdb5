package dev.warder.benchmarks.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What rounds measured; medians of them.
final class Figures {
  private final List<Round> rounds = new ArrayList<>();

  /// One round.
  record Round(double appendPerSecond, double replayPerSecond, double bytesEach) {}

  void add(Round round) {
    rounds.add(round);
  }

  double append() {
    return median(Round::appendPerSecond);
  }

  double replay() {
    return median(Round::replayPerSecond);
  }

  double bytes() {
    return median(Round::bytesEach);
  }

  private double median(ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
