package dev.warder.content.sigma;

import dev.warder.model.Activity;
import dev.warder.model.Operation;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A field as rules name it, and where a call keeps it. An empty value is none.
///
/// @param name as rules write it
/// @param values its values in a call
/// @param early its value as far as the operation alone tells
/// @param never characters that no value can hold, because readers leave out what they stand in
/// @param spelling how a rule's text is put into the readers' spelling
record LogField(
    String name, Values values, Early early, String never, Function<String, String> spelling) {

  /// Finds a field's values.
  @FunctionalInterface
  interface Values {
    /// Whether some value that is not empty passes.
    boolean any(Activity activity, Predicate<String> test);
  }

  /// Tells a field's value by the operation.
  @FunctionalInterface
  interface Early {
    /// The value, empty if there is none; null if only the call tells.
    @Nullable String of(Operation operation, String action);

    Early UNKNOWN = (operation, action) -> null;
  }

  /// A field with one value.
  static LogField one(String name, Function<Activity, String> value) {
    return new LogField(
        name,
        (activity, test) -> {
          String text = value.apply(activity);
          return !text.isEmpty() && test.test(text);
        },
        Early.UNKNOWN,
        "",
        Function.identity());
  }

  /// A field with a number that may be unknown.
  static LogField number(String name, Function<Activity, Long> value) {
    return one(
        name,
        activity -> {
          long number = value.apply(activity);
          return number < 0 ? "" : Long.toString(number);
        });
  }

  /// A field kept among the attributes under this path; `items` stands for `items[]` and
  /// `items[7]`.
  static LogField attribute(String name, String path) {
    return new LogField(
        name,
        (activity, test) -> anyAttribute(activity.attributes(), path, test),
        Early.UNKNOWN,
        "",
        Function.identity());
  }

  /// Everything kept among the attributes below a path, as one field.
  static LogField below(String name, String prefix) {
    return new LogField(
        name,
        (activity, test) -> {
          for (Map.Entry<String, String> attribute : activity.attributes().entrySet()) {
            if (attribute.getKey().startsWith(prefix) && anyValue(attribute, test)) {
              return true;
            }
          }
          return false;
        },
        Early.UNKNOWN,
        "\"{}[]",
        Function.identity());
  }

  LogField known(Early told) {
    return new LogField(name, values, told, never, spelling);
  }

  LogField without(String characters) {
    return new LogField(name, values, early, characters, spelling);
  }

  LogField spelled(Function<String, String> readers) {
    return new LogField(name, values, early, never, readers);
  }

  private static boolean anyAttribute(
      Map<String, String> attributes, String path, Predicate<String> test) {
    String exact = attributes.get(path);
    if (exact != null) {
      return !exact.isEmpty() && test.test(exact);
    }
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String key = attribute.getKey();
      if (key.length() > path.length() && isPath(key, path) && anyValue(attribute, test)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the key is the path, positions in lists left out.
  private static boolean isPath(String key, String path) {
    int p = 0;
    for (int k = 0; k < key.length(); k++) {
      if (key.charAt(k) == '[') {
        int close = key.indexOf(']', k);
        if (close < 0) {
          return false;
        }
        k = close;
      } else if (p == path.length() || key.charAt(k) != path.charAt(p++)) {
        return false;
      }
    }
    return p == path.length();
  }

  /// The values of a list stand on lines of their own.
  private static boolean anyValue(Map.Entry<String, String> attribute, Predicate<String> test) {
    String value = attribute.getValue();
    if (value.indexOf('\n') < 0 || attribute.getKey().indexOf("[]") < 0) {
      return !value.isEmpty() && test.test(value);
    }
    for (int start = 0; start <= value.length(); ) {
      int end = value.indexOf('\n', start);
      int stop = end < 0 ? value.length() : end;
      if (stop > start && test.test(value.substring(start, stop))) {
        return true;
      }
      start = stop + 1;
    }
    return false;
  }
}
