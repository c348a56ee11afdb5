package dev.warder.server.webhook;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Times;
import dev.warder.server.live.IncidentFeed.Place;
import dev.warder.store.journal.JournalException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a courier do what is due, on a thread of its own, from [#start] to [#end].
///
/// Errors a fault holds up the sending to this receiver alone: it is logged once for each cause,
/// shown as failing, and the sending goes on after a pause, where it was
final class Runner {
  static final Duration ATTEMPT = Duration.ofSeconds(20);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);
  private static final long LEAST_MICROS = 10_000;
  private static final long FIRST_PAUSE_MICROS = Times.SECOND / 2;
  private static final long LONGEST_PAUSE_MICROS = 30 * Times.SECOND;
  private static final int MOST_CAUSES = 16;
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final Hook hook;
  private final Courier courier;
  private final PinnedPost post;
  private final HookCounters counters;
  private final LongSupplier nowMicros;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Set<String> told = new HashSet<>();
  private final Thread thread;
  private long pauseMicros = FIRST_PAUSE_MICROS;

  private Runner(
      Hook hook, Courier courier, PinnedPost post, HookCounters counters, LongSupplier nowMicros) {
    this.hook = requireNonNull(hook, "hook is null");
    this.courier = requireNonNull(courier, "courier is null");
    this.post = requireNonNull(post, "post is null");
    this.counters = requireNonNull(counters, "counters is null");
    this.nowMicros = requireNonNull(nowMicros, "nowMicros is null");
    this.thread =
        Thread.ofPlatform().name("warder-webhook-" + hook.name()).daemon().unstarted(this::run);
  }

  static Runner start(
      Hook hook, Courier courier, PinnedPost post, HookCounters counters, LongSupplier nowMicros) {
    Runner runner = new Runner(hook, courier, post, counters, nowMicros);
    runner.thread.start();
    return runner;
  }

  Hook hook() {
    return hook;
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        long wait = step();
        // The clock may be set anew meanwhile: nobody sleeps through that.
        if (wait > 0
            && stop.await(
                Math.clamp(wait, LEAST_MICROS, LONGEST_PAUSE_MICROS), TimeUnit.MICROSECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long step() {
    try {
      long wait = Math.min(courier.step(nowMicros.getAsLong()), Times.SECOND);
      goesOn();
      return wait;
    } catch (JournalException | RuntimeException | Error e) {
      return failed(e);
    }
  }

  private void goesOn() {
    if (counters.failing) {
      counters.failing = false;
      told.clear();
      LOG.atInfo().addKeyValue("webhook", hook.name()).log("sending goes on");
    }
    pauseMicros = FIRST_PAUSE_MICROS;
  }

  private long failed(Throwable fault) {
    if (stop.getCount() == 0) {
      return 0;
    }
    counters.failing = true;
    String why = fault.getMessage() == null ? fault.getClass().getName() : fault.getMessage();
    if (told.size() < MOST_CAUSES && told.add(why)) {
      LOG.atWarn()
          .addKeyValue("webhook", hook.name())
          .addKeyValue("why", why)
          // What a journal says is enough; what nobody thought of is told whole.
          .setCause(fault instanceof JournalException ? null : fault)
          .log("sending fails; nothing is lost, and it is tried again and again");
    }
    long pause = pauseMicros;
    pauseMicros = Math.min(2 * pauseMicros, LONGEST_PAUSE_MICROS);
    return pause;
  }

  /// Ends some, whatever is under way: all are told before any is waited for.
  ///
  /// Bounds 5 s for all of them together; what has not ended by then ends behind that
  static void end(Collection<Runner> some) {
    for (Runner runner : some) {
      runner.stop.countDown();
      runner.post.close();
    }
    long endNanos = System.nanoTime() + LONGEST_END.toNanos();
    try {
      for (Runner runner : some) {
        long left = Math.max(0, endNanos - System.nanoTime());
        var _ = runner.thread.join(Duration.ofNanos(left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How far it came; empty if it has not ended yet.
  Optional<Place> reached() {
    return thread.isAlive() ? Optional.empty() : Optional.of(courier.place());
  }
}
