package dev.warder.model;

/// Waiting for threads.
public final class Threads {
  private Threads() {}

  /// Waits until threads have ended, however often it is interrupted; who was is so afterwards,
  /// too.
  public static void joinAll(Thread... threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
