package dev.warder.keys.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// A bounded queue into which many threads put and from which one takes. Nobody waits: what does not
/// fit is not taken.
///
///     turn   [ 8 9 2 3 4 5 6 7 ]   value i is there for the taker when turn[i] = its number + 1,
///     value  [ a b . . . . . . ]   and free for number n when turn[n % size] = n
///
/// Source D. Vyukov, bounded MPMC queue
///
/// Guarantees what one thread put is taken in its order; nothing is taken twice or lost
///
/// @param <T> what waits
public final class Ring<T> {
  private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(Object[].class);

  private final AtomicLongArray turns;
  private final @Nullable Object[] values;
  private final int mask;
  private final AtomicLong tail = new AtomicLong();
  private volatile long head;

  /// @param bits the ring has room for 2^bits
  public Ring(int bits) {
    int length = 1 << bits;
    turns = new AtomicLongArray(length);
    values = new Object[length];
    mask = length - 1;
    for (int i = 0; i < length; i++) {
      turns.setPlain(i, i);
    }
  }

  /// Puts a value in; says whether there was room.
  public boolean offer(T value) {
    while (true) {
      long number = tail.getAcquire();
      int at = (int) number & mask;
      long turn = turns.getAcquire(at);
      if (turn < number) {
        return false;
      }
      if (turn == number && tail.compareAndSet(number, number + 1)) {
        VALUES.set(values, at, value);
        turns.setRelease(at, number + 1);
        return true;
      }
    }
  }

  /// Takes the oldest value, null if none is there. Only the one taker may.
  @SuppressWarnings("unchecked")
  public @Nullable T poll() {
    long number = head;
    int at = (int) number & mask;
    if (turns.getAcquire(at) != number + 1) {
      return null;
    }
    T value = (T) VALUES.get(values, at);
    VALUES.set(values, at, null);
    turns.setRelease(at, number + mask + 1);
    head = number + 1;
    return value;
  }

  /// How many are waiting, at some moment of the call.
  public long waiting() {
    return Math.max(0, tail.get() - head);
  }
}
