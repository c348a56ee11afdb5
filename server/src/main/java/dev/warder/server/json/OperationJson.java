package dev.warder.server.json;

import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.ParameterSummary;
import dev.warder.model.inventory.SensitiveData;
import tools.jackson.core.JsonGenerator;

/// One operation of the inventory, its parameters and what sensitive data they hold.
final class OperationJson {
  private OperationJson() {}

  static void write(JsonGenerator json, OperationSummary operation) {
    json.writeStartObject();
    json.writeStringProperty("method", operation.operation().method());
    json.writeStringProperty("template", operation.operation().template());
    json.writeStringProperty("name", operation.operation().name());
    json.writeStringProperty("version", operation.version());
    json.writeNumberProperty("calls", operation.calls());
    json.writeStringProperty("risk_class", Json.word(operation.riskClass()));
    json.writeStringProperty("risk_reason", operation.riskReason());
    json.writeStringProperty("origin", Json.word(operation.origin()));
    json.writeNumberProperty("credentials", operation.credentials());
    json.writeNumberProperty("anonymous_calls", operation.anonymousCalls());
    json.writeNumberProperty("anonymous_successes", operation.anonymousSuccesses());
    json.writeArrayPropertyStart("auth_seen");
    operation.authSeen().stream().map(Json::word).forEach(json::writeString);
    json.writeEndArray();
    json.writeObjectPropertyStart("statuses");
    operation.statuses().forEach(json::writeNumberProperty);
    json.writeEndObject();
    Json.known(json, "request_bytes_p50", operation.requestBytesP50());
    Json.known(json, "response_bytes_p50", operation.responseBytesP50());
    Json.known(json, "response_bytes_max", operation.responseBytesMax());
    Json.known(json, "latency_p50_micros", operation.latencyP50Micros());
    Json.known(json, "latency_p99_micros", operation.latencyP99Micros());
    Json.time(json, "first_time", operation.firstMicros());
    Json.time(json, "last_time", operation.lastMicros());
    Json.strings(json, "top_credentials", operation.topCredentials());
    Json.strings(json, "sensitive", operation.sensitive());
    json.writeArrayPropertyStart("parameters");
    operation.parameters().forEach(parameter -> write(json, parameter));
    json.writeEndArray();
    json.writeNumberProperty("parameters_left_out", operation.parametersLeftOut());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ParameterSummary parameter) {
    json.writeStartObject();
    json.writeStringProperty("in", Json.word(parameter.place()));
    json.writeStringProperty("name", parameter.name());
    json.writeStringProperty("type", parameter.type());
    Json.optional(json, "format", parameter.format());
    json.writeNumberProperty("calls", parameter.calls());
    json.writeNumberProperty("values", parameter.values());
    json.writeBooleanProperty("required", parameter.required());
    json.writeArrayPropertyStart("sensitive");
    parameter.sensitive().forEach(data -> write(json, data));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, SensitiveData data) {
    json.writeStartObject();
    json.writeStringProperty("id", data.id());
    json.writeStringProperty("label", data.label());
    json.writeStringProperty("basis", Json.word(data.basis()));
    json.writeNumberProperty("passed", data.passed());
    json.writeNumberProperty("sampled", data.sampled());
    json.writeEndObject();
  }
}
