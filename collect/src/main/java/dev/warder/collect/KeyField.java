package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.model.Activity;
import java.util.List;
import java.util.Locale;

/// Finds the key where the operator says it stands: a JSON Pointer (`/request/headers/x-key`), a
/// dotted path (`unmapped.api_key`), or the name of a header, wherever logs put headers.
final class KeyField {
  /// Lists of name and value, as OCSF has them.
  private static final List<String> HEADER_LISTS = List.of("http_request", "http_headers");

  /// Objects with a field per header.
  private static final List<List<String>> HEADER_OBJECTS =
      List.of(List.of("request", "headers"), List.of("headers"), List.of("http", "headers"));

  private final String path;
  private final List<String> steps;
  private final String variable;

  /// @param path empty if the operator says nothing
  KeyField(String path) {
    this.path = path;
    steps = steps(path);
    variable = "http_" + path.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  private static List<String> steps(String path) {
    if (!path.startsWith("/")) {
      return List.of(path.split("\\.", -1));
    }
    return List.of(path.substring(1).split("/", -1)).stream()
        .map(step -> step.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  /// Whether the operator says anything.
  boolean isGiven() {
    return !path.isEmpty();
  }

  /// The raw key, never to be kept; empty if there is none.
  String find(Tape tape, int object) {
    if (path.isEmpty()) {
      return "";
    }
    int node = find(tape, object, steps);
    if (node > 0 && tape.isArray(node) && tape.next(node) > node + 1) {
      node++;
    }
    return node > 0 && !tape.isContainer(node)
        ? tape.text(node, Activity.MAX_TEXT)
        : path.startsWith("/") ? "" : header(tape, object);
  }

  private String header(Tape tape, int object) {
    int list = find(tape, object, HEADER_LISTS);
    if (list > 0 && tape.isArray(list)) {
      for (int n = list + 1; n < tape.next(list); n = tape.next(n)) {
        int name = find(tape, n, List.of("name"));
        int value = find(tape, n, List.of("value"));
        if (name > 0 && value > 0 && tape.text(name, 256).equalsIgnoreCase(path)) {
          return tape.text(value, Activity.MAX_TEXT);
        }
      }
    }
    for (List<String> place : HEADER_OBJECTS) {
      int headers = find(tape, object, place);
      int value = headers > 0 ? ignoringCase(tape, headers, path) : 0;
      if (value > 0) {
        return tape.text(value, Activity.MAX_TEXT);
      }
    }
    int flat = ignoringCase(tape, object, variable);
    return flat > 0 ? tape.text(flat, Activity.MAX_TEXT) : "";
  }

  private static int ignoringCase(Tape tape, int object, String name) {
    if (!tape.isObject(object)) {
      return 0;
    }
    for (int n = object + 1; n < tape.next(object); n = tape.next(n)) {
      if (tape.name(n).equalsIgnoreCase(name)) {
        boolean several = tape.isArray(n) && tape.next(n) > n + 1;
        return several ? n + 1 : n;
      }
    }
    return 0;
  }

  private static int find(Tape tape, int object, List<String> steps) {
    int node = object;
    for (int i = 0; i < steps.size(); i++) {
      node = node >= 0 && tape.isObject(node) ? member(tape, node, steps.get(i)) : 0;
      if (node == 0) {
        return 0;
      }
    }
    return node;
  }

  private static int member(Tape tape, int object, String name) {
    for (int n = object + 1; n < tape.next(object); n = tape.next(n)) {
      if (tape.name(n).equals(name)) {
        return n;
      }
    }
    return 0;
  }
}
