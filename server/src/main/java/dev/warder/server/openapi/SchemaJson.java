package dev.warder.server.openapi;

import dev.warder.model.inventory.ParameterSummary;
import tools.jackson.core.JsonGenerator;

/// Spelling of schemas that parameters and bodies share.
final class SchemaJson {
  private SchemaJson() {}

  static void type(JsonGenerator json, ParameterSummary parameter) {
    json.writeStringProperty("type", parameter.type());
    if (!parameter.format().isEmpty()) {
      json.writeStringProperty("format", parameter.format());
    }
  }

  static void sensitive(JsonGenerator json, ParameterSummary parameter) {
    if (!parameter.sensitive().isEmpty()) {
      json.writeArrayPropertyStart("x-warder-sensitive");
      parameter.sensitive().forEach(data -> json.writeString(data.id()));
      json.writeEndArray();
    }
  }
}
