package dev.warder.server.live;

import dev.warder.model.finding.Incident;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Incidents as they are known now, for whoever asks. Safe for use by many threads.
///
/// Bounds as many as the engine keeps, 10,000
public final class Board {
  private static final Comparator<Place> NEWEST_FIRST =
      Comparator.comparingLong(Place::timeMicros).reversed().thenComparing(Place::uid);

  private final NavigableMap<Place, Incident> byTime = new ConcurrentSkipListMap<>(NEWEST_FIRST);
  private final Map<String, Incident> byUid = new ConcurrentHashMap<>();

  /// Where an incident stands: the time of its first finding, which does not change.
  private record Place(long timeMicros, String uid) {}

  void put(Incident incident) {
    byUid.put(incident.uid(), incident);
    byTime.put(new Place(incident.timeMicros(), incident.uid()), incident);
  }

  /// The incident of a uid.
  public Optional<Incident> find(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  /// Incidents, newest first.
  ///
  /// @param after uid of the incident that the page before ended with; empty for the first page. If
  ///   there is none of that uid, nothing follows it
  /// @param limit 1 or more
  public List<Incident> newest(String after, int limit) {
    if (after.isEmpty()) {
      return byTime.values().stream().limit(limit).toList();
    }
    Incident last = byUid.get(after);
    return last == null
        ? List.of()
        : byTime.tailMap(new Place(last.timeMicros(), after), false).values().stream()
            .limit(limit)
            .toList();
  }
}
