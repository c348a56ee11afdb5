package dev.warder.server.live;

import dev.warder.model.finding.Closing;
import dev.warder.model.finding.Incident;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Incidents as they are known now, for whoever asks, and which keys are in an open one. Safe for
/// use by many threads.
///
/// An incident is open until it is closed, and again once it has more findings than when it was
/// closed. What an earlier process told of and this one has not judged again yet is open, too,
/// though it is not listed.
///
/// Bounds as many as the engine keeps, 10,000
public final class Board {
  private static final Comparator<Place> NEWEST_FIRST =
      Comparator.comparingLong(Place::timeMicros).reversed().thenComparing(Place::uid);

  private final NavigableMap<Place, Incident> byTime = new ConcurrentSkipListMap<>(NEWEST_FIRST);
  private final Map<String, Incident> byUid = new ConcurrentHashMap<>();
  private final Map<String, Closing> closings = new ConcurrentHashMap<>();
  private final Map<String, IncidentEntry> awaited = new HashMap<>();
  private final OpenKeys openKeys;
  private final ReentrantLock turn = new ReentrantLock();

  /// @param mark is told which keys are in an open incident
  public Board(KeyMark mark) {
    openKeys = new OpenKeys(mark);
  }

  /// Where an incident stands: the time of its first finding, which does not change.
  private record Place(long timeMicros, String uid) {}

  /// Held while something is told or closed: from before it is written down until it is here.
  Lock turn() {
    return turn;
  }

  synchronized void put(Incident incident) {
    byUid.put(incident.uid(), incident);
    IncidentEntry told = awaited.get(incident.uid());
    if (told != null && told.findings() <= incident.findings().size()) {
      awaited.remove(incident.uid());
    }
    settle(incident.uid());
    // Who finds it in the list finds its keys marked.
    byTime.put(new Place(incident.timeMicros(), incident.uid()), incident);
  }

  /// Takes what an earlier process told of an incident.
  synchronized void await(IncidentEntry told) {
    awaited.merge(
        told.uid(), told, (one, other) -> one.findings() > other.findings() ? one : other);
    settle(told.uid());
  }

  /// All that earlier processes had seen is judged again: what did not come back will not.
  synchronized void awaitNoMore() {
    List<String> gone = List.copyOf(awaited.keySet());
    awaited.clear();
    gone.forEach(this::settle);
  }

  /// Whether an earlier process told more of an incident than is judged again by now.
  synchronized boolean isAwaited(String uid) {
    return awaited.containsKey(uid);
  }

  /// Takes a closing, which is on disk. The last one counts.
  synchronized void close(Closing closing) {
    closings.put(closing.incidentUid(), closing);
    settle(closing.incidentUid());
  }

  /// Marks the keys of an incident, or no longer.
  private void settle(String uid) {
    Incident incident = byUid.get(uid);
    IncidentEntry told = awaited.get(uid);
    int findings =
        Math.max(
            incident == null ? 0 : incident.findings().size(), told == null ? 0 : told.findings());
    Closing closing = closings.get(uid);
    if (findings == 0 || (closing != null && !closing.isOutdatedBy(findings))) {
      openKeys.shut(uid);
      return;
    }
    if (told != null) {
      openKeys.open(uid, told.keys());
    }
    if (incident != null) {
      openKeys.open(uid, keys(incident).toList());
    }
  }

  /// The keys that an incident is about.
  static Stream<String> keys(Incident incident) {
    return Stream.concat(incident.credentials().stream(), incident.minted().stream()).distinct();
  }

  /// The incident of a uid.
  public Optional<Incident> find(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  /// The last closing of an incident, which may be outdated; null if there is none.
  @Nullable Closing closing(String uid) {
    return closings.get(uid);
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
