package dev.warder.server.sample;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts hostile text into every string of a tree of records, whatever the field is for. Each text
/// ends with what stood there, so that ids stay different.
public final class Hostile {
  /// Markup, a terminal escape, a bidi override, line breaks of all kinds, an invisible letter, an
  /// unpaired surrogate, and length.
  public static final String TEXT =
      "</script><img src=x onerror=alert(1)>\"'`${7*7}\u001b[31m\u009b2J\u202e\n\r\u2028\u2029\u200b\udc00"
          + "x".repeat(300);

  private Hostile() {}

  public static <R extends Record> R poison(R record) {
    @SuppressWarnings("unchecked")
    R poisoned = (R) value(record);
    return poisoned;
  }

  private static Object value(Object value) {
    return switch (value) {
      case String text -> text.isEmpty() ? "" : TEXT + text;
      case List<?> list -> list.stream().map(Hostile::value).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> poisoned = new LinkedHashMap<>();
        map.forEach((k, v) -> poisoned.put(value(k), value(v)));
        yield poisoned;
      }
      case Record record -> rebuilt(record);
      default -> value;
    };
  }

  private static Object rebuilt(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(components[i].getAccessor().invoke(record));
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot rebuild " + record.getClass(), e);
    }
  }
}
