package dev.warder.benchmarks.rivals;

import com.amazon.randomcutforest.RandomCutForest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A random cut forest on what keys do by the hour, with the library's default settings (50 trees,
/// samples of 256 points, time decay of a tenth of that, silent for the first 64 points) and a
/// fixed seed. Each point is scored before the forest learns it.
///
/// Its own threshold is the one its makers recommend for a stream: a score more than three standard
/// deviations above the mean of all scores so far.
///
/// Source Guha, Mishra, Roy, Schrijvers: Robust Random Cut Forest Based Anomaly Detection on
/// Streams (ICML 2016); Amazon SageMaker, how random cut forests work
final class CutForest {
  private static final long SEED = 42;
  private static final double DEVIATIONS = 3;

  private final Function<KeyCall, String> group;
  private final KeyDays days;
  private final Map<String, RandomCutForest> forests = new HashMap<>();
  private long scores;
  private double mean;
  private double squares;

  /// @param group keys of one group are learned by one forest
  private CutForest(Function<KeyCall, String> group, KeyDays days) {
    this.group = group;
    this.days = days;
  }

  /// A forest for each key.
  static KeyDays ofKeys(List<KeyCall> calls) {
    return run(calls, KeyCall::credential, "rcf_key");
  }

  /// A forest for each tenant, in which keys stand beside their peers.
  static KeyDays ofTenants(List<KeyCall> calls) {
    return run(calls, KeyCall::tenant, "rcf_tenant");
  }

  private static KeyDays run(List<KeyCall> calls, Function<KeyCall, String> group, String name) {
    KeyDays days = new KeyDays(name);
    HourCounts.each(calls, new CutForest(group, days)::add);
    return days;
  }

  private void add(HourCounts hour) {
    RandomCutForest forest = forests.computeIfAbsent(group.apply(hour.last()), g -> forest());
    float[] point = hour.point();
    double score = forest.getAnomalyScore(point);
    forest.update(point);
    if (score > 0) {
      days.add(hour.last(), score, isOverThreshold(score));
      learn(score);
    }
  }

  private static RandomCutForest forest() {
    return RandomCutForest.builder().dimensions(HourCounts.DIMENSIONS).randomSeed(SEED).build();
  }

  private boolean isOverThreshold(double score) {
    return scores > 1 && score > mean + DEVIATIONS * Math.sqrt(squares / (scores - 1));
  }

  private void learn(double score) {
    scores++;
    double delta = score - mean;
    mean += delta / scores;
    squares += delta * (score - mean);
  }
}
