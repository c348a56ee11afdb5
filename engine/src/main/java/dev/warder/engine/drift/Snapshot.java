package dev.warder.engine.drift;

import dev.warder.model.CredentialKind;
import dev.warder.model.Parameter.Place;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.ParameterSummary;
import dev.warder.model.inventory.SensitiveData;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What of an inventory is compared with a later one. Ordered, so that equal inventories make equal
/// snapshots.
///
/// @param firstMicros first activity of the traffic it rests on
/// @param lastMicros last activity
/// @param apis by host, operations of each by name; parameters of the path without their names
///   (`GET /users/{}`), for a learned name may be another one the next time
/// @param keys uids of the long-lived keys that made calls; sessions come and go within hours
public record Snapshot(
    long firstMicros,
    long lastMicros,
    NavigableMap<String, NavigableMap<String, OperationTrace>> apis,
    NavigableSet<String> keys) {

  public Snapshot {
    NavigableMap<String, NavigableMap<String, OperationTrace>> copy = new TreeMap<>();
    apis.forEach(
        (host, of) -> copy.put(host, Collections.unmodifiableNavigableMap(new TreeMap<>(of))));
    apis = Collections.unmodifiableNavigableMap(copy);
    keys = Collections.unmodifiableNavigableSet(new TreeSet<>(keys));
  }

  /// What is compared of an operation.
  ///
  /// @param calls how often it was called
  /// @param answersAnonymously whether a call without a key succeeded
  /// @param parameters types by place and name (`query limit` -> `integer`, or the format)
  /// @param sensitive ids of the kinds of sensitive data in it
  public record OperationTrace(
      long calls,
      boolean answersAnonymously,
      NavigableMap<String, String> parameters,
      NavigableSet<String> sensitive) {
    public OperationTrace {
      parameters = Collections.unmodifiableNavigableMap(new TreeMap<>(parameters));
      sensitive = Collections.unmodifiableNavigableSet(new TreeSet<>(sensitive));
    }
  }

  /// All of an inventory.
  public static Snapshot of(Inventory inventory) {
    return of(inventory, Long.MIN_VALUE);
  }

  /// What of an inventory was called after a time. APIs without calls since then are left out:
  /// their logs may just not have been read.
  public static Snapshot of(Inventory inventory, long sinceMicros) {
    NavigableMap<String, NavigableMap<String, OperationTrace>> apis = new TreeMap<>();
    for (ApiSummary api : inventory.apis()) {
      NavigableMap<String, OperationTrace> operations = new TreeMap<>();
      for (OperationSummary operation : api.operations()) {
        if (operation.lastMicros() > sinceMicros
            && !operation.operation().template().startsWith("(")) {
          operations.put(nameless(operation.operation().name()), trace(operation));
        }
      }
      if (!operations.isEmpty() || sinceMicros == Long.MIN_VALUE) {
        apis.put(api.host(), operations);
      }
    }
    NavigableSet<String> keys = new TreeSet<>();
    for (CredentialSummary key : inventory.credentials()) {
      if (key.calls() > 0 && key.lastMicros() > sinceMicros && isLasting(key.kind())) {
        keys.add(key.uid());
      }
    }
    return new Snapshot(inventory.firstMicros(), inventory.lastMicros(), apis, keys);
  }

  /// The name with every `{name}` as `{}`.
  private static String nameless(String name) {
    StringBuilder result = new StringBuilder(name.length());
    boolean inside = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      inside &= c != '}';
      if (!inside) {
        result.append(c);
      }
      inside |= c == '{';
    }
    return result.toString();
  }

  /// This snapshot brought up to date by a later one. APIs that the later one did not see stay as
  /// they were: their logs may just not have been read.
  public Snapshot updatedBy(Snapshot later) {
    NavigableMap<String, NavigableMap<String, OperationTrace>> merged = new TreeMap<>(apis);
    merged.putAll(later.apis);
    NavigableSet<String> allKeys = new TreeSet<>(later.keys);
    if (!later.sees(this)) {
      allKeys.addAll(keys);
    }
    return new Snapshot(later.firstMicros, later.lastMicros, merged, allKeys);
  }

  /// Whether every API of another snapshot is in this one.
  boolean sees(Snapshot other) {
    return apis.keySet().containsAll(other.apis.keySet());
  }

  private static boolean isLasting(CredentialKind kind) {
    return kind == CredentialKind.API_KEY || kind == CredentialKind.PRINCIPAL;
  }

  private static OperationTrace trace(OperationSummary operation) {
    NavigableMap<String, String> parameters = new TreeMap<>();
    NavigableSet<String> sensitive = new TreeSet<>();
    int position = 0;
    for (ParameterSummary parameter : operation.parameters()) {
      boolean path = parameter.place() == Place.PATH;
      String name = path ? Integer.toString(++position) : parameter.name();
      String type = parameter.format().isEmpty() ? parameter.type() : parameter.format();
      String place = parameter.place().name().toLowerCase(Locale.ROOT);
      parameters.put(place + " " + name, parameter.values() > 0 ? type : "");
      parameter.sensitive().stream().map(SensitiveData::id).forEach(sensitive::add);
    }
    return new OperationTrace(
        operation.calls(), operation.anonymousSuccesses() > 0, parameters, sensitive);
  }

  /// Operations of a host, none if it is unknown.
  Map<String, OperationTrace> of(String host) {
    NavigableMap<String, OperationTrace> known = apis.get(host);
    return known == null ? Map.of() : known;
  }
}
