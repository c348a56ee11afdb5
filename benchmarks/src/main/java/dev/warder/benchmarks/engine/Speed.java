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

/// Calls per second that one thread takes through `Engine.accept`: a heavy-tailed mix of keys, made
/// in chunks outside the measured time.
///
/// Time is that of the thread on a core plus that of the collections while it stood still, so that
/// what else runs on the machine counts little; time by the clock is printed beside it.
final class Speed {
  private static final int PER_SECOND = 10;

  /// Few enough to be in the cache of a core, as they are when they come from a reader.
  private static final int CHUNK = 5_000;

  private static final int CHUNKS = 100;
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

  /// One round.
  ///
  /// @param perSecond calls by time on a core
  /// @param perClockSecond calls by the clock
  /// @param allocated bytes for each call
  private record Round(double perSecond, double perClockSecond, double allocated) {}

  /// Calls per second, the median of the rounds.
  double run(int rounds) {
    for (int i = 0; i < WARM_UP; i++) {
      measure();
    }
    int known = traffic.strands();
    List<Round> measured = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      measured.add(measure());
    }
    measured.sort(Comparator.comparingDouble(Round::perSecond));
    Round median = measured.get(rounds / 2);
    System.out.printf(
        Locale.ROOT,
        "speed      %d keys, %d rounds of %d calls after %d to warm up: median %.0f calls/s of a core"
            + " (%.0f to %.0f), %.0f by the clock, %.0f bytes allocated for a call; %.1f calls of a"
            + " thousand opened a strand%n",
        keys,
        rounds,
        ROUND,
        WARM_UP,
        median.perSecond(),
        measured.getFirst().perSecond(),
        measured.getLast().perSecond(),
        median.perClockSecond(),
        median.allocated(),
        (traffic.strands() - known) * 1e3 / ((double) rounds * ROUND));
    return median.perSecond();
  }

  private Round measure() {
    long core = 0;
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
      core += collectionNanos() - collectedBefore;
    }
    return new Round(ROUND * 1e9 / core, ROUND * 1e9 / clock, (double) allocated / ROUND);
  }

  private static long collectionNanos() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis += collector.getCollectionTime();
    }
    return millis * 1_000_000;
  }
}
