package dev.warder.demo.platform;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the platform says.
///
/// @param status of HTTP
/// @param body of JSON, an empty one where the status has none
record Reply(int status, JsonNode body) {
  static final Reply NOT_FOUND = problem(404, "Not Found");
  static final Reply NOTHING = new Reply(204, Json.object());

  Reply {
    requireNonNull(body, "body is null");
  }

  static Reply of(JsonNode body) {
    return new Reply(200, body);
  }

  static Reply problem(int status, String message) {
    return new Reply(status, Json.object().put("message", message));
  }

  /// One page of many things.
  static Reply page(List<ObjectNode> results, int total) {
    ObjectNode body = Json.object().put("totalCount", total);
    results.forEach(body.putArray("results")::add);
    return of(body);
  }

  static Reply list(List<ObjectNode> items) {
    ArrayNode body = Json.array();
    items.forEach(body::add);
    return of(body);
  }
}
