package dev.warder.api.json;

import dev.warder.model.Times;
import dev.warder.policy.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An object of a request's body, read field by field; [#end] refuses what nobody asked for.
/// Confined to one thread.
///
/// Bounds depth 12, texts of 64 KiB, names of 128; the bytes are bounded by the door
///
/// Errors [BodyException] with the place: no JSON, a duplicate name, a wrong type, an unknown field
/// (with the nearest known one). Values never appear in messages: one of them may be a secret.
public final class JsonObject {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(12)
                          .maxStringLength(1 << 16)
                          .maxNameLength(128)
                          .maxNumberLength(32)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;
  private final String pointer;
  private final Set<String> asked = new HashSet<>();

  private JsonObject(JsonNode node, String pointer) throws BodyException {
    this.node = node;
    this.pointer = pointer;
    if (!node.isObject()) {
      throw new BodyException(pointer, "an object is wanted here");
    }
  }

  /// The object that a body is; an empty body is an object without fields.
  public static JsonObject read(byte[] body) throws BodyException {
    if (body.length == 0) {
      return new JsonObject(MAPPER.createObjectNode(), "");
    }
    try {
      return new JsonObject(MAPPER.readTree(body), "");
    } catch (JacksonException e) {
      throw new BodyException("", "not valid JSON" + place(e));
    }
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  public boolean has(String name) {
    return field(name) != null;
  }

  /// A text that must be there.
  public String text(String name, int most) throws BodyException {
    String value = text(name, "", most);
    if (value.isEmpty()) {
      throw refused(name, "is needed, and must not be empty");
    }
    return value;
  }

  /// A text, or what stands for it where it is not given.
  public String text(String name, String otherwise, int most) throws BodyException {
    JsonNode value = field(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isString()) {
      throw refused(name, "must be a text");
    }
    return bounded(name, value.stringValue(), most);
  }

  /// True or false.
  public boolean flag(String name) throws BodyException {
    JsonNode value = field(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw refused(name, "must be true or false");
    }
    return value.booleanValue();
  }

  /// A whole number within bounds, or what stands for it where it is not given.
  public long number(String name, long otherwise, long least, long most) throws BodyException {
    JsonNode value = field(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw refused(name, "must be a whole number");
    }
    long number = value.longValue();
    if (number < least || number > most) {
      throw refused(name, "must be from " + least + " to " + most);
    }
    return number;
  }

  /// A time as RFC 3339 has it, in microseconds since the epoch.
  public long time(String name, long otherwise) throws BodyException {
    String text = text(name, "", 64);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Times.micros(Instant.parse(text));
    } catch (DateTimeParseException | ArithmeticException e) {
      throw refused(name, "must be a time such as 2026-11-22T14:00:00Z");
    }
  }

  /// A duration as ISO 8601 has it, such as `PT24H` or `P30D`.
  public Duration duration(String name, Duration otherwise) throws BodyException {
    String text = text(name, "", 32);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      Duration duration = Duration.parse(text);
      if (duration.isNegative()) {
        throw refused(name, "must not be negative");
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw refused(name, "must be a duration such as PT24H or P30D");
    }
  }

  /// A list of texts, empty where it is not given.
  public List<String> texts(String name, int mostItems, int mostLength) throws BodyException {
    List<String> texts = new ArrayList<>();
    int at = 0;
    for (JsonNode item : items(name, mostItems)) {
      if (!item.isString()) {
        throw refused(name + "/" + at, "must be a text");
      }
      texts.add(bounded(name + "/" + at, item.stringValue(), mostLength));
      at++;
    }
    return texts;
  }

  /// A list of objects, empty where it is not given.
  public List<JsonObject> objects(String name, int mostItems) throws BodyException {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonNode item : items(name, mostItems)) {
      objects.add(new JsonObject(item, pointer + "/" + name + "/" + objects.size()));
    }
    return objects;
  }

  /// An object, if it is given.
  public Optional<JsonObject> object(String name) throws BodyException {
    JsonNode value = field(name);
    return value == null
        ? Optional.empty()
        : Optional.of(new JsonObject(value, pointer + "/" + name));
  }

  /// Texts by name, in the order in which they stand; empty where it is not given.
  public Map<String, String> map(String name, int mostItems, int mostLength) throws BodyException {
    Map<String, String> map = new LinkedHashMap<>();
    JsonNode value = field(name);
    if (value == null) {
      return map;
    }
    JsonObject object = new JsonObject(value, pointer + "/" + name);
    if (value.size() > mostItems) {
      throw refused(name, "must have at most " + mostItems + " entries");
    }
    for (String key : value.propertyNames()) {
      map.put(key, object.text(key, "", mostLength));
    }
    return map;
  }

  /// Refuses fields that nobody asked for.
  public void end() throws BodyException {
    for (String name : node.propertyNames()) {
      if (!asked.contains(name)) {
        List<String> known = asked.stream().sorted().toList();
        String near = Words.didYouMean(name, known);
        throw new BodyException(
            pointer,
            "a field is unknown"
                + (near.isEmpty() ? "; known are " + String.join(", ", known) : near));
      }
    }
  }

  /// An objection to a field, for what only the asker can judge.
  public BodyException refused(String name, String why) {
    return new BodyException(pointer + "/" + name, why);
  }

  private List<JsonNode> items(String name, int most) throws BodyException {
    JsonNode value = field(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw refused(name, "must be a list");
    }
    if (value.size() > most) {
      throw refused(name, "must have at most " + most + " items");
    }
    List<JsonNode> items = new ArrayList<>(value.size());
    value.forEach(items::add);
    return items;
  }

  private String bounded(String name, String text, int most) throws BodyException {
    if (text.length() > most) {
      throw refused(name, "must have at most " + most + " characters");
    }
    return text;
  }

  private @Nullable JsonNode field(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }
}
