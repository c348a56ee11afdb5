package dev.warder.engine.profile;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
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

  void save(StateWriter out) {
    out.list(
        entries,
        (to, entry) -> {
          to.text(entry.value);
          to.signed(entry.timeMicros);
        });
  }

  static DistinctWindow restore(StateReader in) throws StateException {
    DistinctWindow window = new DistinctWindow();
    in.each(from -> window.entries.addLast(new Entry(from.text(), from.signed())));
    in.require(window.entries.size() <= MAX, "a window is too full");
    return window;
  }
}
