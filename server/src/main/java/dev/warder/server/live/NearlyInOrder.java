package dev.warder.server.live;

import dev.warder.server.live.Arrivals.Arrival;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Calls in order, for those that come nearly so: each looks for its place from the end. Confined
/// to one thread.
///
/// Shape a ring, the oldest call first
///
/// Bounds [#MOST_MOVED] others make room for one
final class NearlyInOrder {
  static final int MOST_MOVED = 512;

  private static final int LEAST = 1_024;

  private @Nullable Arrival[] ring = new @Nullable Arrival[LEAST];

  /// Of each call, so that who looks for a place need not look at calls.
  private long[] times = new long[LEAST];

  private int first;
  private int size;

  /// Puts a call in its place.
  ///
  /// @param arrival with a larger number than all before
  /// @return false, and nothing has changed, if that is too far from the end
  boolean add(Arrival arrival) {
    int moved = 0;
    while (moved < size && times[slot(size - 1 - moved)] > arrival.timeMicros()) {
      if (moved == MOST_MOVED) {
        return false;
      }
      moved++;
    }
    if (size == ring.length) {
      grow();
    }
    for (int place = size; place > size - moved; place--) {
      ring[slot(place)] = ring[slot(place - 1)];
      times[slot(place)] = times[slot(place - 1)];
    }
    ring[slot(size - moved)] = arrival;
    times[slot(size - moved)] = arrival.timeMicros();
    size++;
    return true;
  }

  private void grow() {
    @Nullable Arrival[] before = ring;
    long[] timesBefore = times;
    ring = Arrays.copyOf(before, 2 * size);
    times = Arrays.copyOf(timesBefore, 2 * size);
    // What lay before the first lies behind the last now.
    System.arraycopy(before, 0, ring, size, first);
    System.arraycopy(timesBefore, 0, times, size, first);
    Arrays.fill(ring, 0, first, null);
  }

  private int slot(int place) {
    return first + place & ring.length - 1;
  }

  /// The oldest; null if there is none.
  @Nullable Arrival peek() {
    return ring[first];
  }

  /// Lets the oldest go, which has to be there.
  void remove() {
    ring[first] = null;
    first = slot(1);
    size--;
  }

  int size() {
    return size;
  }

  Stream<@Nullable Arrival> stream() {
    return IntStream.range(0, size).mapToObj(place -> ring[slot(place)]);
  }
}
