package dev.warder.server.json;

import dev.warder.collect.CollectReport;
import dev.warder.server.run.Check;
import dev.warder.server.run.Checkup;
import dev.warder.server.text.Wording;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/// The document of `doctor --json`: checks, and what readers made of the files.
public final class CheckupDocument {
  private CheckupDocument() {}

  /// Writes the object and a line end; the caller closes the stream.
  public static void write(Checkup checkup, OutputStream out) {
    try (JsonGenerator json = Json.to(out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("checks");
      for (Check check : checkup.checks()) {
        json.writeStartObject();
        json.writeStringProperty("name", check.name());
        json.writeStringProperty("state", Wording.word(check.state()));
        json.writeStringProperty("found", check.found());
        Json.optional(json, "advice", check.advice());
        json.writeEndObject();
      }
      json.writeEndArray();
      CollectReport read = checkup.read();
      if (read != null) {
        json.writeObjectPropertyStart("read");
        DataQualityJson.counts(json, read);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
