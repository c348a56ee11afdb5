package dev.warder.benchmarks.keys;

import com.sun.management.ThreadMXBean;
import dev.warder.keys.Keys;
import dev.warder.keys.Presented;
import dev.warder.keys.Verdict;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Times verdicts one by one, on two threads, each recorded to the journal as far as that keeps up.
final class Verdicts {
  private static final int THREADS = 2;
  private static final long WARM_UP_NANOS = 5_000_000_000L;

  private final Million million;
  private final long runNanos;

  Verdicts(Million million, int seconds) {
    this.million = million;
    this.runNanos = seconds * 1_000_000_000L;
  }

  /// Runs at a pace, 0 for as fast as possible; prints what it saw.
  Result run(String name, int perSecond) throws InterruptedException, ExecutionException {
    Keys keys = million.keys();
    long before = keys.status().verdicts();
    long lostBefore = keys.status().unrecorded();
    List<Future<Result>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        int seed = i;
        running.add(threads.submit(() -> run(keys, seed, perSecond / THREADS)));
      }
    }
    Result all = new Result(new Nanos(), 0);
    for (Future<Result> thread : running) {
      all = all.with(thread.get());
    }
    long given = keys.status().verdicts() - before;
    long lost = keys.status().unrecorded() - lostBefore;
    System.out.printf(
        Locale.ROOT,
        "%-24s p50 %.2f µs  p99 %.2f µs  p999 %.2f µs  %.0f B each  %,d verdicts, %.1f %% of them"
            + " recorded%n",
        name,
        all.nanos().micros(0.5),
        all.nanos().micros(0.99),
        all.nanos().micros(0.999),
        all.bytesEach(),
        given,
        100.0 - 100.0 * lost / given);
    return all;
  }

  private Result run(Keys keys, int seed, int perSecond) {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Calls calls = new Calls(million.size(), seed);
    long thread = Thread.currentThread().threadId();
    long gap = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
    long start = System.nanoTime();
    Nanos nanos = new Nanos();
    long bytes = 0;
    long due = start;
    boolean warm = false;
    while (true) {
      long now = System.nanoTime();
      if (now < due) {
        Thread.onSpinWait();
        continue;
      }
      due = gap == 0 ? now : due + gap;
      if (!warm && now - start > WARM_UP_NANOS) {
        warm = true;
        nanos = new Nanos();
        bytes = bean.getThreadAllocatedBytes(thread);
      }
      if (now - start > WARM_UP_NANOS + runNanos) {
        return new Result(nanos, bean.getThreadAllocatedBytes(thread) - bytes);
      }
      int key = calls.nextKey();
      String text = million.text(key);
      var request = calls.request(key, System.currentTimeMillis() * 1_000);
      long begin = System.nanoTime();
      Verdict verdict = keys.verify(Presented.of(text), request);
      nanos.add(System.nanoTime() - begin);
      if (!verdict.isAllowed()) {
        throw new IllegalStateException("a key was refused: " + verdict);
      }
    }
  }

  /// What some threads measured.
  ///
  /// @param bytes allocated, the request that a door would make (40 bytes) included
  record Result(Nanos nanos, long bytes) {
    Result with(Result other) {
      nanos.add(other.nanos);
      return new Result(nanos, bytes + other.bytes);
    }

    double bytesEach() {
      return nanos.count() == 0 ? 0 : (double) bytes / nanos.count();
    }
  }
}
