package dev.warder.engine.profile;

import java.util.ArrayDeque;

/// How many different things were seen lately.
///
/// Bounds the last [#MAX] entries; more count as [#MAX]
public final class DistinctWindow {
  private static final int MAX = 64;

  private record Entry(String value, long timeMicros) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>(8);

  /// Notes a value; gives the number of different values within the window that ends now.
  public int add(String value, long timeMicros, long withinMicros) {
    while (!entries.isEmpty() && entries.getFirst().timeMicros < timeMicros - withinMicros) {
      entries.removeFirst();
    }
    entries.removeIf(entry -> entry.value.equals(value));
    entries.addLast(new Entry(value, timeMicros));
    if (entries.size() > MAX) {
      entries.removeFirst();
    }
    return entries.size();
  }
}
