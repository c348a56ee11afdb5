package dev.warder.collect;

import com.sun.management.OperatingSystemMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/// Measures whole runs over given files, without a consumer: `CollectSpeed THREADS RUNS PATH...`.
/// The first run is cold. Prints `name=value` on the last line.
final class CollectSpeed {
  private CollectSpeed() {}

  @SuppressWarnings("SystemOut")
  static void main(String[] args) {
    int threads = Integer.parseInt(args[0]);
    int runs = Integer.parseInt(args[1]);
    List<String> paths = Arrays.asList(args).subList(2, args.length);
    CollectOptions options = CollectOptions.defaults().withThreads(threads);
    double cold = 0;
    double best = 0;
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      long cpuStart = cpuNanos();
      long[] last = new long[1];
      CollectReport report =
          new Collector(options, PlainEnrichment::new)
              .collect(
                  paths,
                  InputStream.nullInputStream(),
                  activity -> last[0] = activity.timeMicros(),
                  ProgressListener.NONE);
      double perSecond = report.delivered() * 1e9 / (System.nanoTime() - start);
      double cpuMicros = (cpuNanos() - cpuStart) / 1e3 / report.delivered();
      System.out.printf(
          "run %d: %,d delivered, %,d skipped, %,.0f/s, %.2f us CPU each, last %d%n",
          i, report.delivered(), report.skipped(), perSecond, cpuMicros, last[0]);
      cold = i == 0 ? perSecond : cold;
      best = Math.max(best, perSecond);
    }
    System.out.printf("threads=%d cold_per_s=%.0f best_per_s=%.0f%n", threads, cold, best);
  }

  /// Processor time of the whole process: what a busy machine does not distort.
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
