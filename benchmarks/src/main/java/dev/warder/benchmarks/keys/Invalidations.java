package dev.warder.benchmarks.keys;

import dev.warder.keys.Invalidation;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.Presented;
import dev.warder.keys.Preview;
import dev.warder.keys.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// Ends all keys at once while two threads keep using them, and counts what was accepted by verdicts
/// that began after the acknowledgement. Afterwards every key is tried once.
final class Invalidations {
  private static final int THREADS = 2;
  private static final long BEFORE_NANOS = 2_000_000_000L;
  private static final long AFTER_NANOS = 3_000_000_000L;

  private final Million million;
  private final AtomicLong acknowledged = new AtomicLong(Long.MAX_VALUE);
  private final AtomicBoolean stop = new AtomicBoolean();
  private final LongAdder acceptedBefore = new LongAdder();
  private final LongAdder acceptedAfter = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicLong lastAccepted = new AtomicLong();

  Invalidations(Million million) {
    this.million = million;
  }

  /// Answers how long the command took until it held, in milliseconds.
  double run() throws InterruptedException, ExecutionException, KeysException {
    Keys keys = million.keys();
    List<Future<?>> users = new ArrayList<>();
    long nanos;
    Invalidation done;
    Preview preview;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        int seed = i;
        users.add(threads.submit(() -> use(keys, seed)));
      }
      LockSupport.parkNanos(BEFORE_NANOS);
      long looked = System.nanoTime();
      preview = keys.preview(Million.ADMIN, "minted before 2099-01-01T00:00Z");
      System.out.printf(
          Locale.ROOT,
          "preview     %,d keys of %,d tenants, %,d privileged, in %.0f ms%n",
          preview.count().keys(),
          preview.count().tenants(),
          preview.count().privileged(),
          (System.nanoTime() - looked) / 1e6);
      long begin = System.nanoTime();
      done = keys.invalidate(Million.ADMIN, preview.selector(), preview.id());
      long end = System.nanoTime();
      acknowledged.set(end);
      nanos = end - begin;
      LockSupport.parkNanos(AFTER_NANOS);
      stop.set(true);
      for (Future<?> user : users) {
        user.get();
      }
    }
    tryAll(keys);
    System.out.printf(
        Locale.ROOT,
        "in use      %,d accepted before, last one %.2f ms before the acknowledgement; %,d refused;"
            + " %,d hit%n",
        acceptedBefore.sum(),
        (acknowledged.get() - lastAccepted.get()) / 1e6,
        refused.sum(),
        done.keys());
    return nanos / 1e6;
  }

  private Void use(Keys keys, int seed) {
    Calls calls = new Calls(million.size(), seed);
    while (!stop.get()) {
      ask(keys, calls, calls.nextKey());
    }
    return null;
  }

  private void tryAll(Keys keys) {
    Calls calls = new Calls(million.size(), 7);
    for (int key = 0; key < million.size(); key++) {
      ask(keys, calls, key);
    }
  }

  private void ask(Keys keys, Calls calls, int key) {
    var request = calls.request(key, System.currentTimeMillis() * 1_000);
    long begin = System.nanoTime();
    Verdict verdict = keys.verify(Presented.of(million.text(key)), request);
    if (!verdict.isAllowed()) {
      refused.increment();
    } else if (begin > acknowledged.get()) {
      acceptedAfter.increment();
    } else {
      acceptedBefore.increment();
      lastAccepted.accumulateAndGet(begin, Math::max);
    }
  }

  long acceptedAfter() {
    return acceptedAfter.sum();
  }
}
