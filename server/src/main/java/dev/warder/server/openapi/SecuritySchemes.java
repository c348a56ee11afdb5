package dev.warder.server.openapi;

import dev.warder.model.CredentialKind;
import dev.warder.model.Parameter.Place;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.ParameterSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// How calls showed who they are, as security schemes. Logs tell what sort of credential it was and
/// seldom where it stood: what is assumed says so (`x-warder-assumed`).
final class SecuritySchemes {
  private static final String CREDENTIAL = "credential";

  private final Map<String, Scheme> schemes = new TreeMap<>();

  /// One scheme.
  private record Scheme(Map<String, String> fields, boolean assumed) {}

  /// Names of the schemes an operation was called with, any of which is enough; an empty name
  /// stands for calls without any.
  List<String> of(OperationSummary operation) {
    List<String> names = new ArrayList<>();
    for (CredentialKind kind : operation.authSeen()) {
      switch (kind) {
        case NONE -> names.add("");
        case API_KEY -> names.add(apiKey(operation));
        case SESSION, WORKLOAD_SESSION ->
            names.add(http("session", "bearer", "a short-lived token"));
        case CONSOLE -> names.add(console());
        case PRINCIPAL -> names.add(http("principal", "basic", "a user or other principal"));
        case SERVICE -> names.add(http("service", "bearer", "the provider's own service"));
      }
    }
    return names.stream().distinct().toList();
  }

  /// A key that stands in the query names its parameter.
  private String apiKey(OperationSummary operation) {
    for (ParameterSummary parameter : operation.parameters()) {
      boolean key =
          parameter.place() == Place.QUERY
              && parameter.sensitive().stream().anyMatch(d -> d.id().equals(CREDENTIAL));
      if (key) {
        String name =
            "apiKeyIn" + PathItems.Template.of("/{" + parameter.name() + "}").names().getFirst();
        add(
            name,
            false,
            "an API key",
            Map.of("type", "apiKey", "in", "query", "name", parameter.name()));
        return name;
      }
    }
    add(
        "apiKey",
        true,
        "an API key",
        Map.of("type", "apiKey", "in", "header", "name", "x-api-key"));
    return "apiKey";
  }

  private String console() {
    add(
        "console",
        true,
        "a person's session",
        Map.of("type", "apiKey", "in", "cookie", "name", "session"));
    return "console";
  }

  private String http(String name, String scheme, String what) {
    add(name, true, what, Map.of("type", "http", "scheme", scheme));
    return name;
  }

  private void add(String name, boolean assumed, String what, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "description",
        "Calls carried "
            + what
            + (assumed ? "; the logs do not tell where, this is assumed." : "."));
    all.putAll(new TreeMap<>(fields));
    schemes.putIfAbsent(name, new Scheme(all, assumed));
  }

  /// Writes `security` of an operation.
  void writeUse(JsonGenerator json, List<String> names) {
    json.writeArrayPropertyStart("security");
    for (String name : names) {
      json.writeStartObject();
      if (!name.isEmpty()) {
        json.writeArrayPropertyStart(name);
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// Writes `components`, if any scheme was seen.
  void writeComponents(JsonGenerator json) {
    if (schemes.isEmpty()) {
      return;
    }
    json.writeObjectPropertyStart("components");
    json.writeObjectPropertyStart("securitySchemes");
    schemes.forEach((name, scheme) -> {
      json.writeObjectPropertyStart(name);
      scheme.fields().forEach(json::writeStringProperty);
      json.writeBooleanProperty("x-warder-assumed", scheme.assumed());
      json.writeEndObject();
    });
    json.writeEndObject();
    json.writeEndObject();
  }
}
