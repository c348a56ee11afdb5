package dev.warder.keys.json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// Takes fields out of objects, and puts them back in their places.
///
///     {"id":1,"note":"x","keys":[{"id":2,"note":"y"}]}   without "note":
///     {"id":1,"keys":[{"id":2}]}  and  {"note":"x","keys":[{"note":"y"}]}
final class Parting {
  private Parting() {}

  static Map<String, Object> take(Map<String, Object> from, Set<String> names) {
    Map<String, Object> taken = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, Object>> fields = from.entrySet().iterator();
        fields.hasNext(); ) {
      Map.Entry<String, Object> field = fields.next();
      if (names.contains(field.getKey())) {
        taken.put(field.getKey(), field.getValue());
        fields.remove();
      } else if (field.getValue() instanceof Map<?, ?> map) {
        Map<String, Object> inner = take(object(map), names);
        if (!inner.isEmpty()) {
          taken.put(field.getKey(), inner);
        }
      } else if (field.getValue() instanceof List<?> list) {
        List<Object> inner = new ArrayList<>();
        for (Object item : list) {
          inner.add(item instanceof Map<?, ?> map ? take(object(map), names) : Map.of());
        }
        if (inner.stream().anyMatch(item -> !Map.of().equals(item))) {
          taken.put(field.getKey(), inner);
        }
      }
    }
    return taken;
  }

  static void giveBack(Map<String, Object> to, Map<String, Object> taken) throws BrokenBody {
    for (Map.Entry<String, Object> field : taken.entrySet()) {
      Object there = to.putIfAbsent(field.getKey(), field.getValue());
      if (there != null) {
        giveBack(there, field.getValue());
      }
    }
  }

  private static void giveBack(Object to, Object taken) throws BrokenBody {
    if (to instanceof Map<?, ?> map && taken instanceof Map<?, ?> more) {
      giveBack(object(map), object(more));
    } else if (to instanceof List<?> list
        && taken instanceof List<?> more
        && list.size() == more.size()) {
      for (int i = 0; i < list.size(); i++) {
        if (!Map.of().equals(more.get(i))) {
          giveBack(list.get(i), more.get(i));
        }
      }
    } else {
      throw new BrokenBody("its parts do not fit together");
    }
  }

  static void write(JsonGenerator json, Map<String, Object> values) {
    values.forEach((name, value) -> {
      json.writeName(name);
      write(json, value);
    });
  }

  private static void write(JsonGenerator json, Object value) {
    switch (value) {
      case Long number -> json.writeNumber(number);
      case Map<?, ?> map -> {
        json.writeStartObject();
        write(json, object(map));
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      default -> json.writeString((String) value);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
