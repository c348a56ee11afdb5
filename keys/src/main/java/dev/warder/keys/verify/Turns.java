package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.KeysException;
import dev.warder.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets few at a time do what costs much. Safe for use by many threads.
///
/// Bounds so many at a time, and so many who wait, in the order in which they came, for so long;
/// all others are refused at once with `BUSY`
public final class Turns {
  private final String busy;
  private final int most;
  private final long patienceNanos;
  private final Semaphore places;
  private final AtomicInteger present = new AtomicInteger();

  /// @param busy what others are doing, to be said to who is refused
  /// @param atOnce how many at a time
  /// @param waiting how many more wait
  /// @param patience how long they wait
  public Turns(String busy, int atOnce, int waiting, Duration patience) {
    this.busy = requireNonNull(busy, "busy is null");
    this.most = atOnce + waiting;
    this.patienceNanos = patience.toNanos();
    places = new Semaphore(atOnce, true);
  }

  /// Does work in its turn.
  ///
  /// @throws KeysException with `BUSY` if its turn does not come; the work was not begun then
  public <T> T during(Work<T> work) throws KeysException {
    try {
      if (present.incrementAndGet() > most) {
        throw refused(", and as many wait as may");
      }
      if (!comes()) {
        throw refused("");
      }
      try {
        return work.run();
      } finally {
        places.release();
      }
    } finally {
      present.decrementAndGet();
    }
  }

  private KeysException refused(String more) {
    return new KeysException(ErrorCode.BUSY, busy + more + "; ask again in a moment");
  }

  private boolean comes() {
    try {
      return places.tryAcquire(patienceNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// What is done in one's turn.
  @FunctionalInterface
  public interface Work<T> {
    T run() throws KeysException;
  }
}
