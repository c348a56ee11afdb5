package dev.warder.gateway.tls;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads on which callers' certificates are looked at: a chain with a long list of revoked
/// ones takes time that no event loop has. Safe for use by many threads.
///
/// Bounds as many handshakes at a time as there are processors, two at least, and [#MOST] that
/// wait; those beyond fail. Certificates of connections that stand have a thread of their own
public final class Validation implements AutoCloseable {
  private static final int MOST = 1_024;
  private static final int REST_SECONDS = 10;

  private final ThreadPoolExecutor beginning =
      threads("warder-gate-tls", Math.max(2, Runtime.getRuntime().availableProcessors()));
  private final ThreadPoolExecutor standing = threads("warder-gate-certificates", 1);

  private static ThreadPoolExecutor threads(String name, int count) {
    ThreadPoolExecutor made =
        new ThreadPoolExecutor(
            count,
            count,
            REST_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST),
            new DefaultThreadFactory(name, true));
    made.allowCoreThreadTimeOut(true);
    return made;
  }

  /// For handshakes.
  Executor beginning() {
    return beginning;
  }

  /// For certificates of connections that stand.
  public Executor standing() {
    return standing;
  }

  @Override
  public void close() {
    beginning.shutdownNow();
    standing.shutdownNow();
  }
}
