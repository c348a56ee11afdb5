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
  static final int KEYS = 20_000;
  private static final int PER_SECOND = 10;
  private static final int CHUNK = 500_000;
  private static final int WARM_UP = 4;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final HeavyTail traffic = new HeavyTail(KEYS, PER_SECOND);
  private final Engine engine = Engines.fresh();

  /// One chunk.
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
    List<Round> measured = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      measured.add(measure());
    }
    measured.sort(Comparator.comparingDouble(Round::perSecond));
    Round median = measured.get(rounds / 2);
    System.out.printf(
        Locale.ROOT,
        "speed      %d keys, %d rounds of %d calls after %d to warm up: median %.0f calls/s of a core"
            + " (%.0f to %.0f), %.0f by the clock, %.0f bytes allocated for a call%n",
        KEYS,
        rounds,
        CHUNK,
        WARM_UP,
        median.perSecond(),
        measured.getFirst().perSecond(),
        measured.getLast().perSecond(),
        median.perClockSecond(),
        median.allocated());
    return median.perSecond();
  }

  private Round measure() {
    List<Activity> chunk = traffic.next(CHUNK);
    System.gc();
    long collected = collectionNanos();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long clock = System.nanoTime();
    long core = threads.getCurrentThreadCpuTime();
    for (Activity activity : chunk) {
      engine.accept(activity);
    }
    core = threads.getCurrentThreadCpuTime() - core;
    clock = System.nanoTime() - clock;
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    core += collectionNanos() - collected;
    return new Round(CHUNK * 1e9 / core, CHUNK * 1e9 / clock, (double) allocated / CHUNK);
  }

  private static long collectionNanos() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis += collector.getCollectionTime();
    }
    return millis * 1_000_000;
  }
}
