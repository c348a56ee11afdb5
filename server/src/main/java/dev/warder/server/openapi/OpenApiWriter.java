package dev.warder.server.openapi;

import dev.warder.model.Parameter.Place;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.ParameterSummary;
import dev.warder.server.json.Json;
import dev.warder.server.text.Wording;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// Writes one API as OpenAPI 3.1.
///
/// Guarantees holds no value that a call carried: names, types, counts and times only; the same
/// inventory gives the same bytes
///
/// Source OpenAPI Specification 3.1.1
public final class OpenApiWriter {
  private static final Set<String> WITHOUT_BODY = Set.of("get", "head", "options", "trace");

  private final JsonGenerator json;
  private final SecuritySchemes schemes = new SecuritySchemes();
  private final Set<String> operationIds = new HashSet<>();

  private OpenApiWriter(JsonGenerator json) {
    this.json = json;
  }

  /// Writes the document and a line end; the caller closes the stream.
  ///
  /// @param lastMicros when the traffic it rests on ends
  public static void write(ApiSummary api, long lastMicros, OutputStream out) {
    try (JsonGenerator json = Json.to(out)) {
      new OpenApiWriter(json).document(api, lastMicros);
      json.writeRaw('\n');
    }
  }

  private void document(ApiSummary api, long lastMicros) {
    json.writeStartObject();
    json.writeStringProperty("openapi", "3.1.0");
    json.writeObjectPropertyStart("info");
    json.writeStringProperty("title", api.host());
    json.writeStringProperty("version", lastMicros == 0 ? "seen" : Wording.date(lastMicros));
    json.writeStringProperty(
        "description",
        "What traffic shows of this API, written by Warder. It knows what was called, not what could"
            + " be.");
    json.writeEndObject();
    servers(api.host());
    json.writeObjectPropertyStart("paths");
    PathItems.of(api.operations()).forEach(this::path);
    json.writeEndObject();
    schemes.writeComponents(json);
    json.writeNumberProperty("x-warder-calls", api.calls());
    json.writeNumberProperty("x-warder-unknown-path-calls", api.unknownPathCalls());
    json.writeEndObject();
  }

  private void servers(String host) {
    if (isHost(host)) {
      json.writeArrayPropertyStart("servers");
      json.writeStartObject();
      json.writeStringProperty("url", "https://" + host);
      json.writeEndObject();
      json.writeEndArray();
    }
  }

  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '-' && (c != '.' || i == 0)) {
        return false;
      }
    }
    return host.indexOf('.') > 0 && host.length() <= 253;
  }

  private void path(String path, List<PathItems.Item> items) {
    json.writeObjectPropertyStart(path);
    items.forEach(item -> operation(path, item));
    json.writeEndObject();
  }

  private void operation(String path, PathItems.Item item) {
    OperationSummary operation = item.operation();
    json.writeObjectPropertyStart(item.method());
    json.writeStringProperty("operationId", operationId(item.method(), path));
    List<ParameterSummary> query =
        operation.parameters().stream().filter(p -> p.place() == Place.QUERY).toList();
    if (!query.isEmpty() || !item.pathParameters().isEmpty()) {
      json.writeArrayPropertyStart("parameters");
      item.pathParameters().forEach(this::parameter);
      query.forEach(this::parameter);
      json.writeEndArray();
    }
    requestBody(item);
    responses(operation.statuses());
    schemes.writeUse(json, schemes.of(operation));
    seen(operation);
    json.writeEndObject();
  }

  /// Letters and digits of method and path, `getApiUsersById`-like, each once per document.
  private String operationId(String method, String path) {
    StringBuilder id = new StringBuilder(method);
    boolean upper = true;
    for (int i = 0; i < path.length() && id.length() < 100; i++) {
      char c = path.charAt(i);
      boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (word) {
        id.append(upper ? Character.toUpperCase(c) : c);
      }
      upper = !word;
    }
    String base = id.toString();
    String unique = base;
    for (int n = 2; !operationIds.add(unique.toLowerCase(Locale.ROOT)); n++) {
      unique = base + "_" + n;
    }
    return unique;
  }

  private void parameter(ParameterSummary parameter) {
    json.writeStartObject();
    json.writeStringProperty("name", parameter.name());
    json.writeStringProperty("in", parameter.place() == Place.PATH ? "path" : "query");
    json.writeBooleanProperty("required", parameter.required());
    json.writeObjectPropertyStart("schema");
    SchemaJson.type(json, parameter);
    json.writeEndObject();
    SchemaJson.sensitive(json, parameter);
    json.writeNumberProperty("x-warder-calls", parameter.calls());
    json.writeEndObject();
  }

  private void requestBody(PathItems.Item item) {
    BodySchema schema = BodySchema.of(item.operation().parameters());
    boolean carried = item.operation().requestBytesP50() > 0;
    if (WITHOUT_BODY.contains(item.method()) || (schema == null && !carried)) {
      return;
    }
    json.writeObjectPropertyStart("requestBody");
    json.writeStringProperty(
        "description",
        schema == null
            ? "Calls carried a body that the logs do not show."
            : "Fields that calls carried.");
    json.writeObjectPropertyStart("content");
    json.writeObjectPropertyStart(schema == null ? "*/*" : "application/json");
    if (schema != null) {
      json.writeName("schema");
      schema.write(json);
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeBooleanProperty("x-warder-known", schema != null);
    json.writeEndObject();
  }

  /// Statuses by their number; outcomes without one go under `default`.
  private void responses(Map<String, Long> statuses) {
    json.writeObjectPropertyStart("responses");
    long others = 0;
    for (Map.Entry<String, Long> status : statuses.entrySet()) {
      if (isStatus(status.getKey())) {
        response(status.getKey(), status.getValue());
      } else {
        others += status.getValue();
      }
    }
    if (others > 0 || statuses.isEmpty()) {
      response("default", others);
    }
    json.writeEndObject();
  }

  private void response(String status, long calls) {
    json.writeObjectPropertyStart(status);
    json.writeStringProperty("description", "Seen " + Wording.count(calls, "time", "times") + ".");
    json.writeNumberProperty("x-warder-calls", calls);
    json.writeEndObject();
  }

  private static boolean isStatus(String label) {
    return label.length() == 3
        && label.charAt(0) >= '1'
        && label.charAt(0) <= '5'
        && Character.isDigit(label.charAt(1))
        && Character.isDigit(label.charAt(2));
  }

  private void seen(OperationSummary operation) {
    json.writeNumberProperty("x-warder-calls", operation.calls());
    json.writeNumberProperty("x-warder-credentials", operation.credentials());
    json.writeNumberProperty("x-warder-anonymous-calls", operation.anonymousCalls());
    json.writeStringProperty("x-warder-risk-class", Wording.word(operation.riskClass()));
    json.writeStringProperty("x-warder-template-origin", Wording.word(operation.origin()));
    if (!operation.version().isEmpty()) {
      json.writeStringProperty("x-warder-api-version", operation.version());
    }
    json.writeArrayPropertyStart("x-warder-sensitive");
    operation.sensitive().forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("x-warder-first-seen", Wording.timestamp(operation.firstMicros()));
    json.writeStringProperty("x-warder-last-seen", Wording.timestamp(operation.lastMicros()));
  }
}
