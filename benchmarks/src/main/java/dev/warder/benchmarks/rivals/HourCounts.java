package dev.warder.benchmarks.rivals;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What one key did in one hour of the clock, as counts. Mutable until the hour is over.
final class HourCounts {
  /// Calls, operations, paths, errors, bytes, addresses.
  static final int DIMENSIONS = 6;

  private static final long HOUR_MILLIS = 3_600_000;
  private static final int FIRST_ERROR = 400;

  private final Set<String> operations = new HashSet<>();
  private final Set<String> paths = new HashSet<>();
  private final Set<String> addresses = new HashSet<>();
  private KeyCall last;
  private long calls;
  private long errors;
  private long bytes;

  private HourCounts(KeyCall first) {
    last = first;
  }

  /// Hands over each key's counts when the hour is over, keys in the order of their first calls; an
  /// hour without a call has no counts.
  ///
  /// @param calls in order of time
  static void each(List<KeyCall> calls, Consumer<HourCounts> to) {
    Map<String, HourCounts> open = new LinkedHashMap<>();
    long hour = Long.MIN_VALUE;
    for (KeyCall call : calls) {
      long of = Math.floorDiv(call.millis(), HOUR_MILLIS);
      if (of != hour) {
        open.values().forEach(to);
        open.clear();
        hour = of;
      }
      open.computeIfAbsent(call.credential(), key -> new HourCounts(call)).add(call);
    }
    open.values().forEach(to);
  }

  private void add(KeyCall call) {
    last = call;
    calls++;
    operations.add(call.operation());
    paths.add(call.path());
    addresses.add(call.address());
    errors += call.status() >= FIRST_ERROR ? 1 : 0;
    bytes += call.bytes();
  }

  /// The call with which the counts were complete.
  KeyCall last() {
    return last;
  }

  /// The counts as `ln(1 + n)`: a forest cuts a dimension as often as its range is wide, and bytes
  /// would leave it nothing else to cut.
  float[] point() {
    long[] counts = {calls, operations.size(), paths.size(), errors, bytes, addresses.size()};
    float[] point = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      point[i] = (float) Math.log1p((double) counts[i]);
    }
    return point;
  }
}
