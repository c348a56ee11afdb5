package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.model.Activity;

/// Finds the key where the operator says it stands: a dotted path (`unmapped.api_key`), or the name
/// of a header in `http_request.http_headers`.
final class KeyField {
  private static final String HEADERS = "http_request.http_headers";

  private final String path;

  /// @param path empty if the operator says nothing
  KeyField(String path) {
    this.path = path;
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
    int node = find(tape, object, path);
    return node > 0 ? tape.text(node, Activity.MAX_TEXT) : header(tape, object);
  }

  private String header(Tape tape, int object) {
    int headers = find(tape, object, HEADERS);
    if (headers > 0 && tape.isArray(headers)) {
      for (int n = headers + 1; n < tape.next(headers); n = tape.next(n)) {
        int name = find(tape, n, "name");
        int value = find(tape, n, "value");
        if (name > 0 && value > 0 && tape.text(name, 256).equalsIgnoreCase(path)) {
          return tape.text(value, Activity.MAX_TEXT);
        }
      }
    }
    return "";
  }

  private static int find(Tape tape, int object, String dotted) {
    int node = object;
    for (String part : dotted.split("\\.", -1)) {
      node = node >= 0 && tape.isObject(node) ? member(tape, node, part) : 0;
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
