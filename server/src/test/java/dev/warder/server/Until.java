package dev.warder.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for what another thread or process does. The test's own time bounds it.
public final class Until {
  private static final long LOOK_MILLIS = 20;

  private Until() {}

  /// What may take a while.
  public interface Condition {
    boolean holds() throws Exception;
  }

  /// Returns when something holds.
  public static void so(Condition condition) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.holds()) {
      boolean _ = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
