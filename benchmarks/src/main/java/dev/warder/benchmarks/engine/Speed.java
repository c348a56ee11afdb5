package dev.warder.benchmarks.engine;

import com.sun.management.ThreadMXBean;
import dev.warder.engine.Engine;
import dev.warder.model.Activity;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Calls per second that one thread takes through `Engine.accept`: a heavy-tailed mix of keys, made
/// in chunks outside the measured time.
///
/// Time is that of the thread on a core plus that of the collections while it stood still, so that
/// what else runs on the machine counts little; rate by the clock is printed beside it.
final class Speed {
  private static final int PER_SECOND = 10;

  /// As many as `warder` hands on at a time.
  private static final int CHUNK = 1_024;

  private static final int CHUNKS = 488;
  private static final int ROUND = CHUNKS * CHUNK;
  private static final int WARM_UP = 4;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Engine engine = Engines.fresh();
  private final int keys;
  private final HeavyTail traffic;

  Speed(int keys) {
    this.keys = keys;
    this.traffic = new HeavyTail(keys, PER_SECOND);
  }

  /// One round, in nanoseconds for each call.
  ///
  /// @param core time of the thread on a core
  /// @param collecting time of the collections it waited for
  /// @param clock time by the clock
  /// @param allocated bytes
  private record Round(double core, double collecting, double clock, double allocated) {}

  /// Calls per second: by the median of the rounds' time on a core, and the mean of what
  /// collections took, of which not every round has one.
  double run(int rounds) {
    for (int i = 0; i < WARM_UP; i++) {
      measure();
    }
    int known = traffic.strands();
    List<Round> measured = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      measured.add(measure());
    }
    measured.sort(Comparator.comparingDouble(Round::core));
    double collecting = mean(measured, Round::collecting);
    double perSecond = 1e9 / (measured.get(rounds / 2).core() + collecting);
    System.out.printf(
        Locale.ROOT,
        "speed      %d keys, %d rounds of %d calls after %d to warm up: %.0f calls/s of a core (%.0f"
            + " to %.0f), %.0f by the clock; of %.0f ns a call %.0f are collections, %.0f bytes"
            + " allocated; %.1f calls of a thousand opened a strand%n",
        keys,
        rounds,
        ROUND,
        WARM_UP,
        perSecond,
        1e9 / (measured.getLast().core() + collecting),
        1e9 / (measured.getFirst().core() + collecting),
        1e9 / mean(measured, Round::clock),
        1e9 / perSecond,
        collecting,
        mean(measured, Round::allocated),
        (traffic.strands() - known) * 1e3 / ((double) rounds * ROUND));
    return perSecond;
  }

  private static double mean(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).average().orElseThrow();
  }

  private Round measure() {
    long core = 0;
    long collecting = 0;
    long clock = 0;
    long allocated = 0;
    for (int i = 0; i < CHUNKS; i++) {
      List<Activity> chunk = traffic.next(CHUNK);
      long collectedBefore = collectionNanos();
      long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
      long clockBefore = System.nanoTime();
      long coreBefore = threads.getCurrentThreadCpuTime();
      engine.accept(chunk);
      core += threads.getCurrentThreadCpuTime() - coreBefore;
      clock += System.nanoTime() - clockBefore;
      allocated += threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
      collecting += collectionNanos() - collectedBefore;
    }
    double calls = ROUND;
    return new Round(core / calls, collecting / calls, clock / calls, allocated / calls);
  }

  private static long collectionNanos() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis += collector.getCollectionTime();
    }
    return millis * 1_000_000;
  }
}
