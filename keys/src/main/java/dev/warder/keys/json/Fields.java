package dev.warder.keys.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The fields of one JSON object that we wrote, read strictly: each is taken once, and what nobody
/// takes is an error.
///
/// Bounds 8 levels deep
public final class Fields {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int MAX_DEPTH = 8;

  private final Map<String, Object> values;

  private Fields(Map<String, Object> values) {
    this.values = values;
  }

  public static Fields read(byte[] body) throws BrokenBody {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BrokenBody("it is no JSON object");
      }
      Fields fields = new Fields(object(json, 1));
      if (json.nextToken() != null) {
        throw new BrokenBody("something follows the JSON object");
      }
      return fields;
    } catch (JacksonException _) {
      // Its message would quote the body.
      throw new BrokenBody("it is no JSON");
    }
  }

  private static Map<String, Object> object(JsonParser json, int depth) throws BrokenBody {
    Map<String, Object> values = new LinkedHashMap<>(64);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (values.put(name, value(json, depth)) != null) {
        throw new BrokenBody("it has a field twice");
      }
    }
    return values;
  }

  private static Object value(JsonParser json, int depth) throws BrokenBody {
    if (depth > MAX_DEPTH) {
      throw new BrokenBody("it is nested too deeply");
    }
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return json.getLongValue();
    }
    if (token == JsonToken.START_OBJECT) {
      return object(json, depth + 1);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(json, depth + 1));
      }
      return list;
    }
    throw new BrokenBody("it has a value of a kind that is never written");
  }

  /// Whether a field is there that nobody took yet.
  public boolean has(String name) {
    return values.containsKey(name);
  }

  public String text(String name) throws BrokenBody {
    if (take(name) instanceof String text) {
      return text;
    }
    throw new BrokenBody(name + " is missing or no text");
  }

  /// The text of a field, empty where there is none.
  public String textOrEmpty(String name) throws BrokenBody {
    return has(name) ? text(name) : "";
  }

  public long number(String name) throws BrokenBody {
    if (take(name) instanceof Long number) {
      return number;
    }
    throw new BrokenBody(name + " is missing or no whole number");
  }

  public long number(String name, long otherwise) throws BrokenBody {
    return has(name) ? number(name) : otherwise;
  }

  public int count(String name) throws BrokenBody {
    long number = number(name, 0);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new BrokenBody(name + " is out of range");
    }
    return (int) number;
  }

  public <E extends Enum<E>> E word(String name, Class<E> type) throws BrokenBody {
    String text = text(name);
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException _) {
      throw new BrokenBody(name + " has a word that this version does not know");
    }
  }

  /// The texts of a field, none where it is missing.
  public List<String> texts(String name) throws BrokenBody {
    List<String> texts = new ArrayList<>();
    for (Object value : list(name)) {
      if (!(value instanceof String text)) {
        throw new BrokenBody(name + " holds something that is no text");
      }
      texts.add(text);
    }
    return texts;
  }

  /// The objects of a field, none where it is missing.
  public List<Fields> objects(String name) throws BrokenBody {
    List<Fields> objects = new ArrayList<>();
    for (Object value : list(name)) {
      objects.add(fields(name, value));
    }
    return objects;
  }

  public Fields object(String name) throws BrokenBody {
    return fields(name, take(name));
  }

  /// The texts of an object by name, none where it is missing.
  public Map<String, String> map(String name) throws BrokenBody {
    Map<String, String> map = new LinkedHashMap<>();
    if (has(name)) {
      for (Map.Entry<String, Object> entry : object(name).values.entrySet()) {
        if (!(entry.getValue() instanceof String text)) {
          throw new BrokenBody(name + " holds something that is no text");
        }
        map.put(entry.getKey(), text);
      }
    }
    return map;
  }

  /// Takes fields of some names out, wherever they stand, and gives them as an object in which each
  /// stands in the same place.
  public Fields part(Set<String> names) {
    return new Fields(Parting.take(values, names));
  }

  /// Puts fields back that [#part] took out.
  ///
  /// @throws BrokenBody if they were taken out of something else
  public void join(Fields parted) throws BrokenBody {
    Parting.giveBack(values, parted.values);
  }

  /// The object as it is now; no bytes if it has no field.
  public byte[] write() {
    return values.isEmpty() ? new byte[0] : Json.object(json -> Parting.write(json, values));
  }

  /// Sets a number, whether or not it is there.
  public void put(String name, long number) {
    values.put(name, number);
  }

  /// Makes sure that everything was taken.
  public void end() throws BrokenBody {
    if (!values.isEmpty()) {
      throw new BrokenBody("it has a field that this version does not know");
    }
  }

  private List<?> list(String name) throws BrokenBody {
    Object value = take(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new BrokenBody(name + " is no list");
  }

  @SuppressWarnings("unchecked")
  private static Fields fields(String name, @Nullable Object value) throws BrokenBody {
    if (value instanceof Map<?, ?> map) {
      return new Fields((Map<String, Object>) map);
    }
    throw new BrokenBody(name + " is missing or no object");
  }

  private @Nullable Object take(String name) {
    return values.remove(name);
  }
}
