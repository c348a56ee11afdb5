package dev.warder.keys.json;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Spelling of JSON that all bodies share: what is empty is left out.
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int USUAL_SIZE = 768;

  private Json() {}

  public static byte[] object(Consumer<JsonGenerator> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json =
        FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  public static void text(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  public static void number(JsonGenerator json, String name, long value, long usual) {
    if (value != usual) {
      json.writeNumberProperty(name, value);
    }
  }

  public static void word(JsonGenerator json, String name, Enum<?> value) {
    json.writeStringProperty(name, value.name());
  }

  public static void texts(JsonGenerator json, String name, List<String> values) {
    if (!values.isEmpty()) {
      json.writeArrayPropertyStart(name);
      values.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  /// A map, in the order of its names.
  public static void map(JsonGenerator json, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      json.writeObjectPropertyStart(name);
      new TreeMap<>(values).forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }
}
