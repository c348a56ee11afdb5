package dev.warder.server.openapi;

import dev.warder.model.Parameter.Place;
import dev.warder.model.inventory.ParameterSummary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The schema of a request body, put together from the paths of its fields: `user.mail` and
/// `tags[].id` are an object with an object and a list of objects in it.
final class BodySchema {
  private static final int MAX_DEPTH = 16;

  private final Node root = new Node();

  /// The body that an operation's parameters show; null if they show none.
  static @Nullable BodySchema of(List<ParameterSummary> parameters) {
    BodySchema schema = new BodySchema();
    for (ParameterSummary parameter : parameters) {
      if (parameter.place() == Place.BODY) {
        schema.add(parameter);
      }
    }
    return schema.root.isLeaf() ? null : schema;
  }

  private void add(ParameterSummary field) {
    Node node = root;
    int depth = 0;
    for (String step : field.name().replace("[]", ".[].").split("\\.", -1)) {
      if (!step.isEmpty() && depth++ < MAX_DEPTH) {
        node = step.equals("[]") ? node.element() : node.property(step);
      }
    }
    node.field = field;
  }

  void write(JsonGenerator json) {
    root.write(json);
  }

  /// One place in the body.
  private static final class Node {
    private final Map<String, Node> properties = new TreeMap<>();
    private @Nullable Node element;
    private @Nullable ParameterSummary field;

    Node property(String name) {
      return properties.computeIfAbsent(name, absent -> new Node());
    }

    Node element() {
      Node known = element == null ? new Node() : element;
      element = known;
      return known;
    }

    boolean isLeaf() {
      return properties.isEmpty() && element == null;
    }

    void write(JsonGenerator json) {
      json.writeStartObject();
      if (!properties.isEmpty()) {
        json.writeStringProperty("type", "object");
        json.writeObjectPropertyStart("properties");
        properties.forEach((name, node) -> {
          json.writeName(name);
          node.write(json);
        });
        json.writeEndObject();
        required(json);
      } else if (element != null) {
        json.writeStringProperty("type", "array");
        json.writeName("items");
        element.write(json);
      } else if (field != null) {
        SchemaJson.type(json, field);
        SchemaJson.sensitive(json, field);
      }
      json.writeEndObject();
    }

    private void required(JsonGenerator json) {
      List<String> names =
          properties.entrySet().stream()
              .filter(p -> p.getValue().field != null && p.getValue().field.required())
              .map(Map.Entry::getKey)
              .toList();
      if (!names.isEmpty()) {
        json.writeArrayPropertyStart("required");
        names.forEach(json::writeString);
        json.writeEndArray();
      }
    }
  }
}
