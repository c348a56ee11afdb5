package dev.warder.demo.clock;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The clock of the demo: it stands still unless somebody steps it, and everything that happens
/// happens one after another, in the order of its time.
///
///     stepUntil(12:00) ── 11:40 a program goes on until it pauses ── 11:52 work is due ── 12:00
///
/// Guarantees one thing at a time, so that a run depends on nothing but what was begun, and in which
/// order. Anybody may read the time; [#stepUntil] belongs to one thread, and the other methods to it
/// and to what it runs
public final class Timeline implements InstantSource {
  private static final Comparator<Due> BY_TIME =
      Comparator.comparing(Due::when).thenComparingLong(Due::number);

  private final PriorityQueue<Due> due = new PriorityQueue<>(BY_TIME);
  private volatile Instant now;
  private long number;
  private volatile @Nullable Exception failure;
  private volatile boolean stopped;

  public Timeline(Instant start) {
    now = requireNonNull(start, "start is null");
  }

  private record Due(Instant when, long number, Runnable what) {}

  @Override
  public Instant instant() {
    return now;
  }

  /// Has something done at a time; at once, in its turn, where that has passed.
  public synchronized void at(Instant when, Runnable what) {
    due.add(new Due(when.isBefore(now) ? now : when, number++, what));
  }

  /// Has a program begin at a time.
  public void begin(Instant when, Program program) {
    at(when, new Running(program)::start);
  }

  /// Time passes no more: whoever steps it is interrupted when what runs has paused. For anybody.
  public void stop() {
    stopped = true;
  }

  /// Lets time pass until an instant, with everything that happens until then, that instant
  /// included.
  ///
  /// @throws IOException if a program failed
  /// @throws InterruptedException if time was stopped
  public void stepUntil(Instant end) throws IOException, InterruptedException {
    for (Due next = next(end); next != null; next = next(end)) {
      now = next.when();
      next.what().run();
      Exception failed = failure;
      if (failed != null) {
        throw new IOException("a program of the demo failed at " + now, failed);
      }
      if (stopped) {
        throw new InterruptedException("time was stopped");
      }
    }
    if (now.isBefore(end)) {
      now = end;
    }
  }

  private synchronized @Nullable Due next(Instant end) {
    Due first = due.peek();
    return first == null || first.when().isAfter(end) ? null : due.remove();
  }

  /// A program and its thread. Whoever steps the clock waits while it runs, and it waits while the
  /// clock is stepped.
  private final class Running implements Pace {
    private final Program program;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);

    private Running(Program program) {
      this.program = program;
    }

    private void start() {
      Thread.ofVirtual().start(this::run);
      back.acquireUninterruptibly();
    }

    private void run() {
      try {
        program.run(this);
      } catch (IOException | InterruptedException | RuntimeException e) {
        failure = e;
      } finally {
        back.release();
      }
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
      at(
          now.plus(length),
          () -> {
            turn.release();
            back.acquireUninterruptibly();
          });
      back.release();
      turn.acquire();
    }
  }
}
