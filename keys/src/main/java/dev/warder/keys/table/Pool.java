package dev.warder.keys.table;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Things that are dear to make and that one thread at a time may use. Nobody waits: who finds none
/// makes one, and what finds no room is let go.
///
/// Guarantees nothing is handed to two threads at a time
///
/// @param <T> what is lent
public final class Pool<T> {
  /// So far from each other that two do not share a cache line.
  private static final int STRIDE = 16;

  private static final int TRIES = 8;

  private final AtomicReferenceArray<@Nullable T> idle;
  private final int places;
  private final Supplier<T> maker;

  /// @param places how many are kept at most, a power of two
  public Pool(int places, Supplier<T> maker) {
    this.places = places;
    this.maker = requireNonNull(maker, "maker is null");
    idle = new AtomicReferenceArray<>(places * STRIDE);
  }

  public T take() {
    int home = home();
    for (int i = 0; i < TRIES; i++) {
      T found = idle.getAndSet(((home + i) & (places - 1)) * STRIDE, null);
      if (found != null) {
        return found;
      }
    }
    return maker.get();
  }

  /// Gives back what was taken, by the thread that took it.
  public void give(T lent) {
    int home = home();
    for (int i = 0; i < TRIES; i++) {
      int at = ((home + i) & (places - 1)) * STRIDE;
      if (idle.get(at) == null && idle.compareAndSet(at, null, lent)) {
        return;
      }
    }
  }

  private int home() {
    return (int) ((Thread.currentThread().threadId() * 0x9E3779B9L) >>> 8);
  }
}
