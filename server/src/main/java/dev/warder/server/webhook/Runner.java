package dev.warder.server.webhook;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Times;
import dev.warder.store.journal.JournalException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a courier do what is due, on a thread of its own, from [#start] to [#close].
///
/// Errors a fault ends the sending to this receiver alone, and is logged
final class Runner implements AutoCloseable {
  static final Duration ATTEMPT = Duration.ofSeconds(20);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);
  private static final long LEAST_MICROS = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final Hook hook;
  private final Courier courier;
  private final PinnedPost post;
  private final LongSupplier nowMicros;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private Runner(Hook hook, Courier courier, PinnedPost post, LongSupplier nowMicros) {
    this.hook = requireNonNull(hook, "hook is null");
    this.courier = requireNonNull(courier, "courier is null");
    this.post = requireNonNull(post, "post is null");
    this.nowMicros = requireNonNull(nowMicros, "nowMicros is null");
    this.thread =
        Thread.ofPlatform().name("warder-webhook-" + hook.name()).daemon().unstarted(this::run);
  }

  static Runner start(Hook hook, Courier courier, PinnedPost post, LongSupplier nowMicros) {
    Runner runner = new Runner(hook, courier, post, nowMicros);
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
            && stop.await(Math.clamp(wait, LEAST_MICROS, Times.SECOND), TimeUnit.MICROSECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.atError()
          .addKeyValue("webhook", hook.name())
          .setCause(e)
          .log("sending failed; nothing is sent there until the next start");
    }
  }

  private long step() {
    try {
      return courier.step(nowMicros.getAsLong());
    } catch (JournalException e) {
      LOG.atDebug().addKeyValue("why", e.getMessage()).log("a journal cannot be read");
      return Times.SECOND;
    }
  }

  /// Ends it, whatever is under way. A name that is being looked up is not waited for for long: the
  /// attempt ends behind it.
  @Override
  public void close() {
    stop.countDown();
    post.close();
    try {
      var _ = thread.join(LONGEST_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
