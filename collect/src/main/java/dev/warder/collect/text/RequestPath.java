package dev.warder.collect.text;

import dev.warder.model.Activity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A request target in the one form that equal requests share, and what was odd about it.
///
/// Query, fragment, scheme, host and matrix parameters go; slashes merge, dot segments resolve,
/// unreserved characters decode once, everything else stays encoded in upper-case hexadecimal.
///
/// Bounds at most [Activity#MAX_TEXT] characters and [#MAX_SEGMENTS] segments; deeper paths have no
/// route Errors never; what is no path (`*`, `host:443`, nothing) has an empty one Source RFC 3986
/// section 6.2
///
/// @param path starts with `/`, or is empty if the target names no route
/// @param marks what was odd, in our own words and separated by blanks; empty for ordinary requests
public record RequestPath(String path, String marks) {
  static final int MAX_SEGMENTS = 256;

  private static final RequestPath NO_ROUTE = new RequestPath("", "");
  private static final RequestPath TOO_DEEP = new RequestPath("", "too-deep");
  private static final String UNENCODED = "-._~!$&'()*+,=:@\\[]\"<>^`{|}%";
  private static final String HEX = "0123456789ABCDEF";

  /// The normal form of a request target as it stood in the request line.
  public static RequestPath of(String target) {
    if (isNormal(target)) {
      return new RequestPath(target, "");
    }
    String path = withoutOrigin(withoutQuery(target));
    if (!path.startsWith("/")) {
      return NO_ROUTE;
    }
    List<String> segments = new ArrayList<>();
    StringBuilder marks = new StringBuilder();
    int from = 1;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      if (from < to) {
        addSegment(segments, path.substring(from, to), marks);
      }
      if (segments.size() > MAX_SEGMENTS) {
        return TOO_DEEP;
      }
      from = to + 1;
    }
    String joined = "/" + String.join("/", segments);
    return new RequestPath(Slices.cut(joined, Activity.MAX_TEXT), marks.toString());
  }

  /// Whether a target stays as it is in its normal form and no word of it can be a secret; true of
  /// most, and seen without making a text of it.
  public static boolean isPlain(byte[] target, int from, int to) {
    if (to - from < 2 || to - from > MAX_SEGMENTS || target[from] != '/' || target[to - 1] == '/') {
      return false;
    }
    int length = 0;
    boolean odd = false;
    for (int i = from + 1; i < to; i++) {
      byte c = target[i];
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        length++;
      } else if (c == '/' && length > 0) {
        length = 0;
        odd = false;
      } else if ((c >= 'A' && c <= 'Z') || c == '-' || c == '_' || (c == '.' && length > 0)) {
        length++;
        odd = true;
      } else {
        return false;
      }
      if (Secrets.mayBeSecret(length, odd)) {
        return false;
      }
    }
    return true;
  }

  /// Whether nothing below would change the target; true of nearly all.
  private static boolean isNormal(String target) {
    int length = target.length();
    if (length < 2 || length > MAX_SEGMENTS || target.charAt(0) != '/') {
      return false;
    }
    char previous = 0;
    for (int i = 0; i < length; i++) {
      char c = target.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || c == '-'
              || c == '_';
      if (!plain && (c != '/' || previous == '/') && (c != '.' || previous == '/')) {
        return false;
      }
      previous = c;
    }
    return previous != '/';
  }

  private static String withoutQuery(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '?' || c == '#') {
        return target.substring(0, i);
      }
    }
    return target;
  }

  private static String withoutOrigin(String target) {
    if (!target.startsWith("http://") && !target.startsWith("https://")) {
      return target;
    }
    int slash = target.indexOf('/', target.indexOf("//") + 2);
    return slash < 0 ? "/" : target.substring(slash);
  }

  private static void addSegment(List<String> segments, String raw, StringBuilder marks) {
    String segment = decoded(withoutParameters(raw, marks), marks);
    switch (segment) {
      case "", "." -> {}
      case ".." -> {
        if (raw.indexOf('%') >= 0) {
          mark(marks, "traversal");
        }
        if (!segments.isEmpty()) {
          segments.removeLast();
        }
      }
      default -> segments.add(segment);
    }
  }

  /// Takes `;name=value` off, but not from dots: there it is a trick to be seen, not resolved.
  private static String withoutParameters(String raw, StringBuilder marks) {
    int semicolon = raw.indexOf(';');
    if (semicolon < 0) {
      return raw;
    }
    String name = raw.substring(0, semicolon);
    if (name.equals(".") || name.equals("..")) {
      mark(marks, "traversal");
      return raw;
    }
    return name;
  }

  private static String decoded(String raw, StringBuilder marks) {
    if (isPlain(raw)) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(bytes.length + 8);
    int i = 0;
    while (i < bytes.length) {
      int value = bytes[i] == '%' ? hexPair(bytes, i + 1) : -1;
      if (value < 0) {
        appendRaw(out, bytes[i] & 0xFF);
        i++;
      } else {
        i = appendTriplet(out, bytes, i, value, marks);
      }
    }
    return out.toString();
  }

  private static boolean isPlain(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static void appendRaw(StringBuilder out, int value) {
    if (isUnreserved(value) || UNENCODED.indexOf(value) >= 0 || value == ';') {
      out.append((char) value);
    } else {
      appendHex(out, value);
    }
  }

  /// Appends what the triplet at `at` stands for and returns where the text goes on.
  private static int appendTriplet(
      StringBuilder out, byte[] bytes, int at, int value, StringBuilder marks) {
    if (value < 0x80) {
      if (value == 0) {
        mark(marks, "nul");
      }
      if (isUnreserved(value)) {
        out.append((char) value);
      } else {
        appendHex(out, value);
      }
      return at + 3;
    }
    byte[] sequence = new byte[4];
    int count = 0;
    while (count < 4 && at + 3 * count < bytes.length && bytes[at + 3 * count] == '%') {
      int next = hexPair(bytes, at + 3 * count + 1);
      if (next < 0) {
        break;
      }
      sequence[count++] = (byte) next;
    }
    int length = Utf8.sequenceLength(sequence, 0, count);
    if (length == 0) {
      mark(marks, "invalid-encoding");
      out.append((char) bytes[at]).append((char) bytes[at + 1]).append((char) bytes[at + 2]);
      return at + 3;
    }
    for (int i = 0; i < length; i++) {
      appendHex(out, sequence[i] & 0xFF);
    }
    return at + 3 * length;
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static int hexPair(byte[] bytes, int at) {
    if (at + 2 > bytes.length) {
      return -1;
    }
    int high = Character.digit(bytes[at], 16);
    int low = Character.digit(bytes[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static void appendHex(StringBuilder out, int value) {
    out.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xF));
  }

  private static void mark(StringBuilder marks, String word) {
    if (marks.indexOf(word) < 0) {
      marks.append(marks.isEmpty() ? "" : " ").append(word);
    }
  }
}
