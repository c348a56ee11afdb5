package dev.warder.keys.proof;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request as its caller sent it, before anything was decoded or normalised.
///
/// Bounds none here: what is too large or malformed is refused when it is read
///
/// @param authority `Host` of HTTP/1.1, `:authority` of HTTP/2
/// @param target path and query as on the request line (`:path` of HTTP/2)
public record SignedMessage(
    String method, Scheme scheme, String authority, String target, List<Field> fields, Body body) {
  /// Header fields that a message may have to be looked at.
  static final int MAX_FIELDS = 256;

  /// Characters of one field's value, all lines together.
  static final int MAX_VALUE = 16_384;

  public SignedMessage {
    requireNonNull(method, "method is null");
    requireNonNull(scheme, "scheme is null");
    requireNonNull(authority, "authority is null");
    requireNonNull(target, "target is null");
    requireNonNull(body, "body is null");
    fields = List.copyOf(fields);
  }

  /// Tells neither values of fields nor the query: both may hold what opens something.
  @Override
  public String toString() {
    return "SignedMessage[" + fields.size() + " fields]";
  }

  boolean has(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /// The lines of a field as one value: trimmed, with a comma and a space between them; null if a
  /// line has what cannot be signed (line folds, control characters, anything but ASCII) or if they
  /// are too long.
  ///
  /// Source RFC 9421 §2.1
  @Nullable String value(String name) {
    StringBuilder joined = new StringBuilder();
    boolean first = true;
    for (Field field : fields) {
      if (!field.name().equalsIgnoreCase(name)) {
        continue;
      }
      String value = field.value();
      if (joined.length() + (long) value.length() > MAX_VALUE || !isSignable(value)) {
        return null;
      }
      if (!first) {
        joined.append(", ");
      }
      joined.append(trimmed(value));
      first = false;
    }
    return joined.toString();
  }

  private static boolean isSignable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static String trimmed(String value) {
    int begin = 0;
    int end = value.length();
    while (begin < end && isSpace(value.charAt(begin))) {
      begin++;
    }
    while (end > begin && isSpace(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(begin, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
