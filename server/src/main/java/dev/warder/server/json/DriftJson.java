package dev.warder.server.json;

import dev.warder.engine.drift.Drift;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What changed since the last run; null where there is none to compare with.
final class DriftJson {
  private DriftJson() {}

  static void write(JsonGenerator json, @Nullable Drift drift) {
    if (drift == null) {
      json.writeNullProperty("drift");
      return;
    }
    json.writeObjectPropertyStart("drift");
    Json.time(json, "since_time", drift.sinceMicros());
    json.writeObjectPropertyStart("counts");
    drift.count().forEach((kind, n) -> json.writeNumberProperty(Json.word(kind), n));
    json.writeEndObject();
    json.writeArrayPropertyStart("changes");
    for (Drift.Change change : drift.changes()) {
      json.writeStartObject();
      json.writeStringProperty("kind", Json.word(change.kind()));
      Json.optional(json, "api", change.api());
      Json.optional(json, "operation", change.operation());
      Json.optional(json, "detail", change.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
