package dev.warder.benchmarks.engine;

import dev.warder.engine.Engine;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Bytes that one more key costs. A cohort of like keys goes through one engine, and the same
/// cohort through another where each key has a twin that makes the same calls: what the second has
/// more of heap is what the twins cost, and what the engine knows of operations, networks and
/// tenants is in both.
///
/// Cohorts are hundredths of the population, from keys used in the fewest ways to those used in the
/// most, ten days of calls, more of them the broader the key; then keys that are never used twice
/// in the same way: a hundred with ten thousand calls each, and one with a million.
final class Memory {
  private static final int COHORTS = 100;
  private static final int MOST_KEYS = 100;
  private static final int CALLS_OF_COHORT = 100_000;
  private static final int LEAST_KEYS = 20;
  private static final int MOST_CALLS = 5_000;
  private static final long SPAN_MICROS = 10 * 86_400_000_000L;

  private final Workload workload = new Workload(HeavyTail.STRANGE_PER_MILLE, true);

  /// Bytes for a key.
  ///
  /// @param own what one more key like these costs
  /// @param shared what else the engine holds, by number of keys
  record Bytes(double own, double shared) {}

  /// Bytes for a key of each cohort, the two adversarial ones included, in ascending order.
  double[] run() {
    List<Double> all = new ArrayList<>();
    measure(cohort(COHORTS / 2)); // loads what is loaded once
    for (int i = 0; i < COHORTS; i++) {
      all.add(measure(cohort(i)).own());
    }
    print("bytes      a key of the population, by hundredths", all);
    all.add(adversary("a hundred keys", new Cohort(100, 10_000, Memory::adversarial)));
    all.add(adversary("one key", new Cohort(1, 1_000_000, Memory::adversarial)));
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double adversary(String whose, Cohort cohort) {
    Bytes bytes = measure(cohort);
    System.out.printf(
        Locale.ROOT,
        "bytes      %s with %d networks, operations and clients each: %.0f of its own, %.0f of what"
            + " is known to all%n",
        whose,
        cohort.calls(),
        bytes.own(),
        bytes.shared());
    return bytes.own();
  }

  private static void print(String what, List<Double> bytes) {
    double[] sorted = bytes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%s: least %.0f, p50 %.0f, p90 %.0f, p99 %.0f, most %.0f%n",
        what,
        sorted[0],
        quantile(sorted, 0.5),
        quantile(sorted, 0.9),
        quantile(sorted, 0.99),
        sorted[sorted.length - 1]);
  }

  /// The smallest value that at least this share of all does not exceed.
  static double quantile(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private interface Maker {
    Activity call(int key, Caller caller, int number, Draw draw, long micros);
  }

  /// Keys that all do as much.
  private record Cohort(int keys, int calls, Maker maker) {
    /// All calls in order of time, keys in turn.
    void each(Consumer<Activity> to, boolean twins) {
      Draw draw = new Draw(17).fork("cohort");
      Draw ofTwins = new Draw(18).fork("cohort");
      Caller[] callers = new Caller[2 * keys];
      Arrays.setAll(callers, Workload::caller);
      long step = SPAN_MICROS / ((long) keys * calls);
      long micros = Workload.START_MICROS;
      for (int call = 0; call < calls; call++) {
        for (int key = 0; key < keys; key++) {
          Activity activity = maker.call(key, callers[key], call, draw, micros);
          to.accept(activity);
          if (twins) {
            to.accept(Workload.by(callers[keys + key], activity, ofTwins));
          }
          micros += step;
        }
      }
    }
  }

  private Cohort cohort(int hundredth) {
    double place = (hundredth + 0.5) / COHORTS;
    KeyShape shape = KeyShape.at(place, place);
    int calls = Math.clamp(shape.calls() / 3, 1, MOST_CALLS);
    int keys = Math.clamp(CALLS_OF_COHORT / calls, LEAST_KEYS, MOST_KEYS);
    return new Cohort(
        keys,
        calls,
        (key, caller, number, draw, micros) -> workload.call(key, caller, shape, draw, micros));
  }

  private static Activity adversarial(int key, Caller caller, int number, Draw draw, long micros) {
    return Workload.adversarial(key, caller, number, draw, micros);
  }

  private static Bytes measure(Cohort cohort) {
    long once = grown(cohort, false);
    long twice = grown(cohort, true);
    double own = (double) (twice - once) / cohort.keys();
    return new Bytes(own, (double) once / cohort.keys() - own);
  }

  /// Heap that an engine holds after a cohort.
  private static long grown(Cohort cohort, boolean twins) {
    long before = Heap.used();
    Engine engine = Engines.fresh();
    cohort.each(engine::accept, twins);
    return Heap.grown(before, engine);
  }
}
