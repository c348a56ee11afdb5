package dev.warder.server.spec;

import dev.warder.engine.spec.SpecParameter;
import dev.warder.model.Parameter.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    JsonNode body = refs.resolve(operation.path("requestBody"));
    JsonNode contents = body.path("content");
    Need need = Need.of(body.path("required").asBoolean(false) && contents.size() == 1);
    for (JsonNode content : contents) {
      parameters.body(content.path("schema"), "", 0, need);
    }
    return new ArrayList<>(parameters.found.values());
  }

  private void parameter(JsonNode node) {
    JsonNode parameter = refs.resolve(node);
    String name = parameter.path("name").asString("");
    JsonNode schema = refs.resolve(parameter.path("schema"));
    Need need = Need.of(parameter.path("required").asBoolean(false));
    switch (parameter.path("in").asString("")) {
      case "query" -> add(Place.QUERY, name, schema.isMissingNode() ? parameter : schema, need);
      case "path" -> add(Place.PATH, name, schema.isMissingNode() ? parameter : schema, need);
      case "formData" -> add(Place.BODY, name, parameter, need);
      case "body" -> body(schema, "", 0, need);
      default -> {}
    }
  }

  private void add(Place place, String name, JsonNode schema, Need need) {
    if (name.isEmpty() || found.size() >= MAX_FIELDS) {
      return;
    }
    String type = type(schema);
    if (type.equals("object") && place == Place.QUERY) {
      for (var property : schema.path("properties").properties()) {
        add(place, property.getKey(), refs.resolve(property.getValue()), Need.OPTIONAL);
      }
    }
    add(place, name, schema, type, need);
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

  private void body(JsonNode node, String path, int depth, Need need) {
    schemas++;
    boolean enough = schemas > MAX_SCHEMAS || found.size() >= MAX_FIELDS || refs.isExhausted();
    if (depth > MAX_DEPTH || enough) {
      return;
    }
    JsonNode schema = refs.resolve(node);
    schema.path("allOf").forEach(part -> body(part, path, depth + 1, need));
    for (String choice : List.of("oneOf", "anyOf")) {
      schema.path(choice).forEach(part -> body(part, path, depth + 1, Need.OPTIONAL));
    }
    if (schema.has("items")) {
      body(schema.path("items"), path + "[]", depth + 1, Need.OPTIONAL);
      return;
    }
    if (!path.isEmpty()) {
      boolean open = !schema.path("additionalProperties").isMissingNode();
      String type = open ? "object" : type(schema);
      if (open || !schema.has("properties")) {
        add(Place.BODY, path, schema, type, need);
      }
    }
    Set<String> listed = names(schema.path("required"));
    for (var property : schema.path("properties").properties()) {
      String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      Need own = listed.contains(property.getKey()) ? need : Need.OPTIONAL;
      body(property.getValue(), name, depth + 1, own);
    }
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new HashSet<>();
    list.forEach(name -> names.add(name.asString("")));
    return names;
  }

  /// What servers set or fill in themselves is not required of callers, whatever a list says.
  private void add(Place place, String name, JsonNode schema, String type, Need need) {
    boolean given = schema.path("readOnly").asBoolean(false) || schema.has("default");
    found.put(
        place + " " + name,
        new SpecParameter(
            place,
            name,
            type,
            schema.path("format").asString(""),
            need == Need.REQUIRED && !given));
  }

  /// Whether callers must send something.
  private enum Need {
    REQUIRED,
    OPTIONAL;

    static Need of(boolean required) {
      return required ? REQUIRED : OPTIONAL;
    }
  }
}
