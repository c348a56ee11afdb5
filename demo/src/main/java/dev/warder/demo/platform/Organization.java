package dev.warder.demo.platform;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.wire.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One customer organization and all that it has, in memory. Safe for use by many threads.
///
/// Bounds 5,000 things of a sort, 2,000 events, the oldest dropped
public final class Organization {
  private static final int MOST_THINGS = 5_000;
  private static final int MOST_EVENTS = 2_000;

  private final String name;
  private final Map<Shelf, Map<String, ObjectNode>> things = new EnumMap<>(Shelf.class);
  private final Deque<ObjectNode> events = new ArrayDeque<>();

  public Organization(String name) {
    this.name = requireNonNull(name, "name is null");
    for (Shelf shelf : Shelf.values()) {
      things.put(shelf, new LinkedHashMap<>());
    }
  }

  public String name() {
    return name;
  }

  /// Puts a thing on its shelf, in the place of one of the same id.
  public synchronized ObjectNode put(Shelf shelf, String id, ObjectNode thing) {
    Map<String, ObjectNode> all = shelf(shelf);
    if (all.size() >= MOST_THINGS && !all.containsKey(id)) {
      all.remove(all.keySet().iterator().next());
    }
    ObjectNode own = thing.deepCopy().put("_id", id);
    all.put(id, own);
    return own.deepCopy();
  }

  /// A thing; null if there is none of that id.
  public synchronized @Nullable ObjectNode find(Shelf shelf, String id) {
    ObjectNode thing = shelf(shelf).get(id);
    return thing == null ? null : thing.deepCopy();
  }

  public synchronized boolean remove(Shelf shelf, String id) {
    return shelf(shelf).remove(id) != null;
  }

  /// Some of the things of a sort, in the order in which they came.
  public synchronized List<ObjectNode> list(Shelf shelf, int skip, int limit) {
    return shelf(shelf).values().stream()
        .skip(skip)
        .limit(limit)
        .map(ObjectNode::deepCopy)
        .toList();
  }

  public synchronized int count(Shelf shelf) {
    return shelf(shelf).size();
  }

  /// Ids of all things of a sort.
  public synchronized List<String> ids(Shelf shelf) {
    return List.copyOf(shelf(shelf).keySet());
  }

  /// Writes into the organization's own log.
  synchronized void note(Instant when, String type, Identity by, String subject) {
    ObjectNode event = Json.object().put("timestamp", when.toString()).put("event_type", type);
    event.putObject("initiated_by").put("id", by.key()).put("type", "admin");
    event.putObject("resource").put("id", subject);
    if (events.size() >= MOST_EVENTS) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  /// The last events, oldest first.
  public synchronized List<ObjectNode> events(int limit) {
    List<ObjectNode> last = new ArrayList<>(events);
    return last.subList(Math.max(0, last.size() - limit), last.size()).stream()
        .map(ObjectNode::deepCopy)
        .toList();
  }

  private Map<String, ObjectNode> shelf(Shelf shelf) {
    return requireNonNull(things.get(shelf), "no such shelf");
  }
}
