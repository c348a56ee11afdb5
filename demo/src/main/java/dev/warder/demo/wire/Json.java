package dev.warder.demo.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON to and from octets.
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// What octets say; missing if they say nothing, or nothing of the kind.
  public static JsonNode read(byte[] octets) {
    try {
      return octets.length == 0 ? MAPPER.missingNode() : MAPPER.readTree(octets);
    } catch (JacksonException e) {
      return MAPPER.missingNode();
    }
  }

  public static byte[] octets(JsonNode json) {
    return MAPPER.writeValueAsBytes(json);
  }
}
