package dev.warder.server.spec;

import dev.warder.engine.spec.SpecParameter;
import dev.warder.model.Parameter.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The parameters and body fields of one declared operation.
///
/// Bounds [#MAX_FIELDS] parameters, body fields of [#MAX_DEPTH] levels, [#MAX_SCHEMAS] schemas
final class SpecParameters {
  private static final int MAX_FIELDS = 500;
  private static final int MAX_DEPTH = 6;
  private static final int MAX_SCHEMAS = 5_000;

  private final Refs refs;
  private final Map<String, SpecParameter> found = new LinkedHashMap<>();

  private int schemas;

  private SpecParameters(Refs refs) {
    this.refs = refs;
  }

  /// @param shared parameters of the path, which the operation may replace
  static List<SpecParameter> of(JsonNode shared, JsonNode operation, Refs refs) {
    SpecParameters parameters = new SpecParameters(refs);
    shared.forEach(parameters::parameter);
    operation.path("parameters").forEach(parameters::parameter);
    for (JsonNode content : refs.resolve(operation.path("requestBody")).path("content")) {
      parameters.body(content.path("schema"), "", 0);
    }
    return new ArrayList<>(parameters.found.values());
  }

  private void parameter(JsonNode node) {
    JsonNode parameter = refs.resolve(node);
    String name = parameter.path("name").asString("");
    JsonNode schema = refs.resolve(parameter.path("schema"));
    switch (parameter.path("in").asString("")) {
      case "query" -> add(Place.QUERY, name, schema.isMissingNode() ? parameter : schema);
      case "path" -> add(Place.PATH, name, schema.isMissingNode() ? parameter : schema);
      case "formData" -> add(Place.BODY, name, parameter);
      case "body" -> body(schema, "", 0);
      default -> {}
    }
  }

  private void add(Place place, String name, JsonNode schema) {
    if (name.isEmpty() || found.size() >= MAX_FIELDS) {
      return;
    }
    String type = type(schema);
    if (type.equals("object") && place == Place.QUERY) {
      for (var property : schema.path("properties").properties()) {
        add(place, property.getKey(), refs.resolve(property.getValue()));
      }
    }
    found.put(
        place + " " + name,
        new SpecParameter(place, name, type, schema.path("format").asString("")));
  }

  /// The one type a schema allows, empty if it leaves it open; null beside it does not count.
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isString()) {
      return type.asString();
    }
    String only = "";
    for (JsonNode option : type) {
      String name = option.asString("");
      if (!name.equals("null")) {
        if (!only.isEmpty()) {
          return "";
        }
        only = name;
      }
    }
    return only;
  }

  private void body(JsonNode node, String path, int depth) {
    schemas++;
    boolean enough = schemas > MAX_SCHEMAS || found.size() >= MAX_FIELDS || refs.isExhausted();
    if (depth > MAX_DEPTH || enough) {
      return;
    }
    JsonNode schema = refs.resolve(node);
    for (String combined : List.of("allOf", "oneOf", "anyOf")) {
      schema.path(combined).forEach(part -> body(part, path, depth + 1));
    }
    if (schema.has("items")) {
      body(schema.path("items"), path + "[]", depth + 1);
      return;
    }
    if (!path.isEmpty()) {
      boolean open = !schema.path("additionalProperties").isMissingNode();
      String type = open ? "object" : type(schema);
      if (open || !schema.has("properties")) {
        add(Place.BODY, path, schema, type);
      }
    }
    for (var property : schema.path("properties").properties()) {
      String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      body(property.getValue(), name, depth + 1);
    }
  }

  private void add(Place place, String name, JsonNode schema, String type) {
    found.put(
        place + " " + name,
        new SpecParameter(place, name, type, schema.path("format").asString("")));
  }
}
