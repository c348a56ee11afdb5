package dev.warder.store.sql;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Ends statements that take too long, where the database has no time-out of its own. Has one
/// thread. Safe for use by many threads.
final class Watches implements AutoCloseable {
  private final Duration timeout;
  private final ScheduledThreadPoolExecutor clock;

  Watches(Duration timeout) {
    this.timeout = timeout;
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("warder-statement-timeout").factory());
    clock.setRemoveOnCancelPolicy(true);
  }

  Database.Watch begin(Statement statement) {
    Running running = new Running(statement);
    Future<?> end = clock.schedule(running::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      end.cancel(false);
      running.finish();
    };
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /// A statement that is cancelled only while it runs: afterwards its connection is somebody
  /// else's.
  private static final class Running {
    private final Statement statement;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean finished;

    Running(Statement statement) {
      this.statement = statement;
    }

    void cancel() {
      lock.lock();
      try {
        if (!finished) {
          statement.cancel();
        }
      } catch (SQLException e) {
        // It ended by itself.
      } finally {
        lock.unlock();
      }
    }

    void finish() {
      lock.lock();
      try {
        finished = true;
      } finally {
        lock.unlock();
      }
    }
  }
}
