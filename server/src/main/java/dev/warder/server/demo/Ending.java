package dev.warder.server.demo;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// What a signal asks for: the end, wherever the demo is, and that nothing is left behind. Safe for
/// use by many threads.
///
/// Guarantees the process ends when everything is put away, even if the signal came before there
/// was anything to stop
final class Ending {
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean isAsked;
  private @Nullable Runnable stop;

  /// Heeds signals from now on, for this whole process.
  static Ending heeding() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(ending::ask));
    return ending;
  }

  /// Asks for the end and waits until it has come.
  void ask() {
    stop();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void stop() {
    isAsked = true;
    if (stop != null) {
      stop.run();
    }
  }

  /// There is something to stop now.
  ///
  /// @throws InterruptedException if the end was asked for before
  synchronized void by(Runnable stopping) throws InterruptedException {
    if (isAsked) {
      throw new InterruptedException("the end was asked for");
    }
    stop = stopping;
  }

  /// Everything is put away.
  void over() {
    over.countDown();
  }
}
