package dev.warder.api.json;

import dev.warder.model.Times;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// Writes JSON documents. Pure ASCII: whatever a text holds comes out escaped, so that a reply can
/// be shown on a terminal.
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final int USUAL_BYTES = 256;

  private JsonText() {}

  /// Writes one value.
  @FunctionalInterface
  public interface Body {
    void writeTo(JsonGenerator json);
  }

  /// The bytes of a document.
  public static byte[] of(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json =
        FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      body.writeTo(json);
    }
    return bytes.toByteArray();
  }

  /// The document as text.
  public static String text(Body body) {
    return new String(of(body), StandardCharsets.UTF_8);
  }

  /// A text, left out where it is empty.
  public static void optional(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  /// A time as RFC 3339 has it, left out where it is 0 or never.
  ///
  /// @param micros microseconds since the epoch, UTC
  public static void time(JsonGenerator json, String name, long micros) {
    if (micros > 0 && micros != Long.MAX_VALUE) {
      json.writeStringProperty(name, Times.instant(micros).toString());
    }
  }
}
