package dev.warder.server.json;

import dev.warder.server.text.Wording;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// Spelling of JSON that all documents share.
///
/// Guarantees pure ASCII: whatever a log carries (terminal escapes, bidi controls, unpaired
/// surrogates) comes out escaped, so that a file can be shown on a terminal
///
/// Units times in milliseconds since the epoch, as OCSF has them
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private Json() {}

  /// A generator on the stream, which stays open when the generator is closed.
  public static JsonGenerator to(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }

  /// A number with at most three decimals, none of them superfluous.
  static void decimal(JsonGenerator json, String name, double value) {
    BigDecimal exact = BigDecimal.valueOf(Math.clamp(value, -1e9, 1e9));
    BigDecimal rounded = exact.setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
    json.writeNumberProperty(name, rounded.scale() < 0 ? rounded.setScale(0) : rounded);
  }

  /// A time, or null for 0, which stands for unknown.
  static void time(JsonGenerator json, String name, long micros) {
    if (micros == 0) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, Math.floorDiv(micros, 1_000L));
    }
  }

  /// A size or duration, or null for a negative one, which stands for unknown.
  static void known(JsonGenerator json, String name, long value) {
    if (value < 0) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  /// A text, left out where it is empty.
  static void optional(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  /// A constant as documents spell it: `read_only`.
  static String word(Enum<?> constant) {
    return Wording.word(constant).replace(' ', '_');
  }

  static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
