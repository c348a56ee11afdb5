package dev.warder.server.live;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which keys are in an open incident. Confined to whoever has the board.
///
/// Guarantees each change is marked once: a key of two open incidents stays marked until both are
/// closed
final class OpenKeys {
  private final KeyMark mark;
  private final Map<String, Set<String>> byIncident = new HashMap<>();
  private final Map<String, Integer> incidentsOf = new HashMap<>();

  OpenKeys(KeyMark mark) {
    this.mark = requireNonNull(mark, "mark is null");
  }

  /// An incident is open, and has these keys at least.
  void open(String incident, Collection<String> keys) {
    Set<String> marked = byIncident.computeIfAbsent(incident, uid -> new HashSet<>());
    for (String key : keys) {
      if (marked.add(key) && incidentsOf.merge(key, 1, Integer::sum) == 1) {
        mark.mark(key, true);
      }
    }
  }

  /// An incident is open no more.
  void shut(String incident) {
    Set<String> marked = byIncident.remove(incident);
    if (marked == null) {
      return;
    }
    for (String key : marked) {
      if (incidentsOf.merge(key, -1, Integer::sum) == 0) {
        incidentsOf.remove(key);
        mark.mark(key, false);
      }
    }
  }
}
