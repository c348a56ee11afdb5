package dev.warder.server.spec;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Follows `$ref` within one document; references elsewhere are counted and lead nowhere.
///
/// Bounds [#MAX_STEPS] references one after the other, so that a circle ends; [#MAX_WORK] nodes in
/// all, so that nested circles do, too
///
/// Source RFC 6901; OpenAPI 3.1 Reference Object
final class Refs {
  private static final int MAX_STEPS = 16;
  private static final int MAX_WORK = 5_000_000;

  private final JsonNode root;
  private int work;
  private int foreign;
  private int broken;

  Refs(JsonNode root) {
    this.root = root;
  }

  /// Whether so much was asked for that the rest is left out.
  boolean isExhausted() {
    return work > MAX_WORK;
  }

  /// References to other documents that were not followed.
  int foreign() {
    return foreign;
  }

  /// References within the document that lead nowhere.
  int broken() {
    return broken;
  }

  /// The node itself, or what it refers to; missing if that is nowhere in the document.
  JsonNode resolve(JsonNode node) {
    work++;
    JsonNode current = node;
    for (int step = 0; step < MAX_STEPS; step++) {
      JsonNode reference = current.path("$ref");
      if (!reference.isString()) {
        return current;
      }
      String pointer = reference.asString();
      if (!pointer.startsWith("#/")) {
        foreign++;
        return MissingNode.getInstance();
      }
      current = at(pointer.substring(2));
      if (current.isMissingNode()) {
        broken++;
        return current;
      }
    }
    broken++;
    return MissingNode.getInstance();
  }

  private JsonNode at(String pointer) {
    JsonNode node = root;
    for (String raw : pointer.split("/", -1)) {
      String name = decoded(raw).replace("~1", "/").replace("~0", "~");
      node = node.isArray() ? element(node, name) : node.path(name);
    }
    return node;
  }

  private static JsonNode element(JsonNode list, String name) {
    try {
      return list.path(Integer.parseInt(name));
    } catch (NumberFormatException e) {
      return MissingNode.getInstance();
    }
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
