package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.text.ParameterList;
import dev.warder.model.Activity;
import dev.warder.model.Parameter;
import dev.warder.model.Parameter.Place;
import java.util.ArrayList;
import java.util.List;

/// The fields of a request body that a log carries as JSON, by path: `address.city`, `items[].id`.
///
/// Bounds those of [ParameterList], [#MAX_DEPTH] levels, [#MAX_NODES] values
final class BodyParameters {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_NODES = 512;
  private static final int VALUE_CHARS = 512;
  private static final int PATH_CHARS = 128;

  private final Tape tape;
  private final ParameterList parameters = new ParameterList();
  private int nodes;

  private BodyParameters(Tape tape) {
    this.tape = tape;
  }

  /// The parameters of a query, and the fields of the body at `node`.
  static List<Parameter> after(List<Parameter> query, Tape tape, int node) {
    BodyParameters body = new BodyParameters(tape);
    body.walk(node, "", 0);
    List<Parameter> fields = body.parameters.toList();
    if (query.isEmpty() || fields.isEmpty()) {
      return query.isEmpty() ? fields : query;
    }
    List<Parameter> all = new ArrayList<>(query);
    all.addAll(fields);
    return all.subList(0, Math.min(all.size(), Activity.MAX_LIST));
  }

  private void walk(int node, String path, int depth) {
    if (depth > MAX_DEPTH || path.length() > PATH_CHARS || parameters.isFull()) {
      return;
    }
    boolean object = tape.isObject(node);
    if (object || tape.isArray(node)) {
      int end = tape.next(node);
      for (int n = node + 1; n < end && nodes < MAX_NODES; n = tape.next(n)) {
        nodes++;
        String step = object ? (path.isEmpty() ? "" : ".") + tape.name(n) : "[]";
        walk(n, path + step, depth + 1);
      }
    } else if (!path.isEmpty()) {
      boolean text = tape.kind(node) == Tape.Kind.STRING;
      String value =
          switch (tape.kind(node)) {
            case TRUE -> "true";
            case FALSE -> "false";
            default -> tape.text(node, VALUE_CHARS);
          };
      parameters.add(Place.BODY, path, value, text);
    }
  }
}
