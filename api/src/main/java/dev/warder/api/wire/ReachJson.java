package dev.warder.api.wire;

import dev.warder.api.json.JsonText;
import dev.warder.keys.Reach;
import tools.jackson.core.JsonGenerator;

/// How far recorded calls reach, on the wire.
public final class ReachJson {
  private ReachJson() {}

  /// Writes it as a property of the object that is open; nothing where no calls were asked for.
  public static void write(JsonGenerator json, Reach reach) {
    if (!reach.isAsked()) {
      return;
    }
    json.writeObjectPropertyStart("history");
    JsonText.time(json, "since", reach.sinceMicros());
    json.writeNumberProperty("calls", reach.calls());
    json.writeNumberProperty("unrecorded", reach.unrecorded());
    JsonText.time(json, "unrecorded_since", reach.unrecordedSinceMicros());
    json.writeEndObject();
  }
}
