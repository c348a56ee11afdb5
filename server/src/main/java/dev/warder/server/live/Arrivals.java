package dev.warder.server.live;

import dev.warder.model.Activity;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts calls in order of time that come a little out of it. Confined to one thread.
///
/// Shape calls as they were recorded -> calls in order of time, each held for the lateness
///
/// Bounds [#MAX] calls are held; beyond, the oldest go on early
///
/// Guarantees every call goes on exactly once, in times that never fall. One that comes later than
/// the lateness allows goes on with the time that was reached, and is counted: it is judged, if not
/// in its place. Where the clock was set back, time goes on from what was reached until the clock
/// gets there again
final class Arrivals {
  static final int MAX = 1 << 18;

  private final long latenessMicros;

  /// A call is recorded when it is over, so it comes a few places out of order.
  private final NearlyInOrder inOrder = new NearlyInOrder();

  /// Calls that lasted long.
  private final Queue<Arrival> outOfOrder = new PriorityQueue<>(Arrival.ORDER);

  private long newestMicros = Long.MIN_VALUE;
  private long reachedMicros;

  /// How far behind what was reached the clock is; 0 but after it was set back.
  private long shift;

  private long late;

  /// @param latenessMicros how much later than a younger one a call may come, 0 or more
  /// @param reachedMicros what an earlier process had reached, [Long#MIN_VALUE] if there was none
  Arrivals(long latenessMicros, long reachedMicros) {
    if (latenessMicros < 0) {
      throw new IllegalArgumentException("lateness is " + latenessMicros);
    }
    this.latenessMicros = latenessMicros;
    this.reachedMicros = reachedMicros;
  }

  /// A call that is held.
  ///
  /// @param number of its entry in the journal
  record Arrival(Activity activity, long number) {
    private static final Comparator<Arrival> ORDER =
        Comparator.comparingLong(Arrival::timeMicros).thenComparingLong(Arrival::number);

    long timeMicros() {
      return activity.timeMicros();
    }
  }

  /// Takes a call in.
  ///
  /// @param number of its entry in the journal, larger than those before
  void add(Activity activity, long number) {
    if (activity.timeMicros() >= reachedMicros) {
      shift = 0;
    }
    long time = activity.timeMicros() + shift;
    if (time < reachedMicros) {
      shift += reachedMicros - time;
      time = reachedMicros;
    }
    newestMicros = Math.max(newestMicros, time);
    boolean isLate = time != activity.timeMicros();
    late += isLate ? 1 : 0;
    Arrival arrival = new Arrival(isLate ? activity.at(time) : activity, number);
    if (!inOrder.add(arrival)) {
      outOfOrder.add(arrival);
    }
  }

  /// Hands on what has been held for long enough.
  ///
  /// @param nowMicros the time by the clock, which goes on when no call comes
  void release(long nowMicros, Consumer<Activity> next) {
    long until = Math.max(reachedMicros, reached(nowMicros));
    Arrival oldest = oldest();
    while (oldest != null && (oldest.timeMicros() <= until || size() > MAX)) {
      remove(oldest);
      reachedMicros = Math.max(reachedMicros, oldest.timeMicros());
      next.accept(oldest.activity());
      oldest = oldest();
    }
  }

  private @Nullable Arrival oldest() {
    Arrival one = inOrder.peek();
    Arrival other = outOfOrder.peek();
    return other != null && (one == null || Arrival.ORDER.compare(other, one) < 0) ? other : one;
  }

  @SuppressWarnings("ReferenceEquality") // where it was found, not what it is like
  private void remove(Arrival oldest) {
    if (oldest == inOrder.peek()) {
      inOrder.remove();
    } else {
      outOfOrder.remove();
    }
  }

  private int size() {
    return inOrder.size() + outOfOrder.size();
  }

  /// Whether no call from before a time can come any more but a late one.
  boolean isPast(long micros, long nowMicros) {
    return reached(nowMicros) >= micros;
  }

  private long reached(long nowMicros) {
    return Math.max(newestMicros, nowMicros + shift) - latenessMicros;
  }

  /// Numbers of the entries that are still held, rising.
  LongStream held() {
    return Stream.concat(inOrder.stream(), outOfOrder.stream()).mapToLong(Arrival::number).sorted();
  }

  /// Whether no call is held.
  boolean isEmpty() {
    return size() == 0;
  }

  /// How many calls came too late for their place.
  long late() {
    return late;
  }
}
