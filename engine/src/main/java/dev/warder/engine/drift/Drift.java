package dev.warder.engine.drift;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.drift.Snapshot.OperationTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What changed between two runs.
///
/// @param sinceMicros last activity of the earlier run
/// @param changes by kind, then API, then operation
public record Drift(long sinceMicros, List<Change> changes) {

  public Drift {
    changes = List.copyOf(changes);
  }

  /// What can change, what needs a look first.
  public enum Kind {
    NOW_ANONYMOUS("Now answers without a key"),
    NEW_SENSITIVE("Now carries sensitive data"),
    NEW_OPERATION("New operation"),
    NEW_PARAMETER("New parameter"),
    RETYPED_PARAMETER("Parameter of another type"),
    NEW_KEY("New key"),
    GONE_OPERATION("Operation not called any more"),
    GONE_PARAMETER("Parameter not sent any more"),
    NO_LONGER_ANONYMOUS("No longer answers without a key"),
    GONE_KEY("Key not used any more");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// One line for people.
    public String label() {
      return label;
    }
  }

  /// One change.
  ///
  /// @param kind what changed
  /// @param api host, empty for keys
  /// @param operation name of the operation, empty for keys
  /// @param detail the parameter, kind of data or key it is about; may be empty
  public record Change(Kind kind, String api, String operation, String detail) {
    public Change {
      requireNonNull(kind, "kind is null");
      requireNonNull(api, "api is null");
      requireNonNull(operation, "operation is null");
      requireNonNull(detail, "detail is null");
    }
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /// How many changes there are of each kind, in the order of the kinds.
  public Map<Kind, Long> count() {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    changes.forEach(change -> counts.merge(change.kind(), 1L, Long::sum));
    return counts;
  }

  /// The changes from one snapshot to a later one, in the APIs that the later one saw. Keys are
  /// missed only if it saw all APIs.
  public static Drift between(Snapshot before, Snapshot now) {
    List<Change> changes = new ArrayList<>();
    for (String host : now.apis().keySet()) {
      operations(host, before.of(host), now.of(host), changes);
    }
    for (String key : now.keys()) {
      if (!before.keys().contains(key)) {
        changes.add(new Change(Kind.NEW_KEY, "", "", key));
      }
    }
    for (String key : before.keys()) {
      if (now.sees(before) && !now.keys().contains(key)) {
        changes.add(new Change(Kind.GONE_KEY, "", "", key));
      }
    }
    changes.sort(Comparator.comparing(Change::kind));
    return new Drift(before.lastMicros(), changes);
  }

  private static void operations(
      String host,
      Map<String, OperationTrace> before,
      Map<String, OperationTrace> now,
      List<Change> changes) {
    now.forEach((name, trace) -> {
      OperationTrace earlier = before.get(name);
      if (earlier == null) {
        String detail = trace.answersAnonymously() ? "answers without a key" : "";
        changes.add(new Change(Kind.NEW_OPERATION, host, name, detail));
      } else {
        compare(host, name, earlier, trace, changes);
      }
    });
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.add(new Change(Kind.GONE_OPERATION, host, name, "")));
  }

  private static void compare(
      String host, String name, OperationTrace before, OperationTrace now, List<Change> changes) {
    if (before.answersAnonymously() != now.answersAnonymously()) {
      Kind kind = now.answersAnonymously() ? Kind.NOW_ANONYMOUS : Kind.NO_LONGER_ANONYMOUS;
      changes.add(new Change(kind, host, name, ""));
    }
    for (String kind : now.sensitive()) {
      if (!before.sensitive().contains(kind)) {
        changes.add(new Change(Kind.NEW_SENSITIVE, host, name, kind));
      }
    }
    now.parameters()
        .forEach((parameter, type) -> {
          String earlier = before.parameters().get(parameter);
          if (earlier == null) {
            changes.add(new Change(Kind.NEW_PARAMETER, host, name, parameter));
          } else if (!earlier.equals(type) && !earlier.isEmpty() && !type.isEmpty()) {
            String detail = parameter + ": " + earlier + " became " + type;
            changes.add(new Change(Kind.RETYPED_PARAMETER, host, name, detail));
          }
        });
    for (String parameter : before.parameters().keySet()) {
      if (!now.parameters().containsKey(parameter)) {
        changes.add(new Change(Kind.GONE_PARAMETER, host, name, parameter));
      }
    }
  }
}
