package dev.warder.engine.population;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// What sources that serve several tenants have shown on earlier days: a support desk that tries
/// something with another customer's key every day is no news. Confined to the engine's thread.
///
/// Bounds [#MAX_SOURCES] sources; then the one that was silent for longest makes room, and has
/// everything before it again. Days count up to 65,535
final class SourceHabits {
  private static final int MAX_SOURCES = 50_000;
  private static final int[] REACH = {1, 2, 3, 4, 5, 6, 8, 12};
  private static final double PRIOR_DAYS = 10;

  /// Days, and those that reached each mark; the source silent for longest comes first.
  private final Map<String, char[]> days = new LinkedHashMap<>();

  /// Counts a finished day.
  void learn(String source, double nats) {
    char[] of = days.remove(source);
    if (of == null) {
      of = new char[REACH.length + 1];
    }
    increment(of, 0);
    for (int i = 0; i < REACH.length && nats >= REACH[i]; i++) {
      increment(of, i + 1);
    }
    if (days.size() >= MAX_SOURCES) {
      days.remove(days.keySet().iterator().next());
    }
    days.put(source, of);
  }

  private static void increment(char[] counts, int at) {
    counts[at] = (char) Math.min(counts[at] + 1, Character.MAX_VALUE);
  }

  /// The share of the source's days that came to as much, with a prior.
  double share(String source, double nats, double prior) {
    char[] of = days.get(source);
    if (of == null) {
      return prior;
    }
    int reached = of[0];
    for (int i = 0; i < REACH.length && nats >= REACH[i]; i++) {
      reached = of[i + 1];
    }
    return (reached + PRIOR_DAYS * prior) / (of[0] + PRIOR_DAYS);
  }

  void save(StateWriter out) {
    out.list(
        days.entrySet(),
        (to, source) -> {
          to.text(source.getKey());
          to.counts(source.getValue());
        });
  }

  void restore(StateReader in) throws StateException {
    in.into(
        days,
        from -> {
          char[] of = new char[REACH.length + 1];
          from.counts(of);
          return of;
        });
  }
}
