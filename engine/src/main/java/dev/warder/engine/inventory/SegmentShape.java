package dev.warder.engine.inventory;

import java.util.Set;

/// A path segment taken apart: what is fixed in it, and what may be a value.
///
///     17                         frame {}                       value 17
///     17.json                    frame {}.json                  value 17
///     17:cancel                  frame {}:cancel                value 17
///     users('17')                frame users('{}')              always a value
///     top(n=5,by='size')         frame top(n={},by='{}')        always values
///     alice.json                 frame {}.json                  the word alice, perhaps a value
///
/// Bounds one frame is at most as long as its segment
///
/// Source OData 4.01 part 2, sections 4.3 and 4.6 for keys and arguments; google.aip.dev/136 for `:verb`
///
/// @param frame the segment with `{}` for each value
/// @param kind what the value looks like
/// @param value the value, or all of the segment if it has several
record SegmentShape(String frame, SegmentKind kind, String value) {
  static final String HOLE = "{}";

  /// Endings that say how a resource is written, not which one it is.
  private static final Set<String> FORMATS =
      Set.of(
          ".json",
          ".jsonld",
          ".geojson",
          ".xml",
          ".csv",
          ".html",
          ".yaml",
          ".yml",
          ".rss",
          ".atom",
          ".pdf",
          ".txt",
          ".ics",
          ".xlsx",
          ".kml",
          ".aspx",
          ".php");

  private static final int SHORTEST_VERB = 3;

  static SegmentShape of(String raw) {
    int odd = firstOdd(raw);
    if (odd < 0) {
      return new SegmentShape(HOLE, SegmentKind.of(raw), raw);
    }
    String segment = raw.charAt(odd) == '%' || raw.indexOf('%') >= 0 ? decoded(raw) : raw;
    String arguments = withoutArguments(segment);
    if (!arguments.equals(segment)) {
      return new SegmentShape(arguments, SegmentKind.OPAQUE, segment);
    }
    int tail = tail(segment);
    String value = segment.substring(0, tail);
    String frame = tail == segment.length() ? HOLE : HOLE + segment.substring(tail);
    return new SegmentShape(frame, SegmentKind.of(value), value);
  }

  boolean isPlain() {
    return frame.equals(HOLE);
  }

  private static int firstOdd(String segment) {
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '.' || c == ':' || c == '(' || c == '=' || c == '%' || c == '\'') {
        return i;
      }
    }
    return -1;
  }

  /// Where a format or verb at the end begins; the length if there is none.
  private static int tail(String segment) {
    int length = segment.length();
    int dot = segment.lastIndexOf('.');
    if (dot > 0 && FORMATS.contains(segment.substring(dot))) {
      return dot;
    }
    int colon = segment.indexOf(':');
    boolean verb = colon > 0 && length - colon > SHORTEST_VERB;
    for (int i = colon + 1; verb && i < length; i++) {
      char c = segment.charAt(i);
      verb = (c >= 'a' && c <= 'z') || (i > colon + 1 && c >= 'A' && c <= 'Z');
    }
    return verb ? colon : length;
  }

  /// The segment with `{}` for arguments in parentheses and for quoted keys.
  private static String withoutArguments(String segment) {
    int open = segment.indexOf('(');
    boolean call = open > 0 && segment.endsWith(")") && open < segment.length() - 2;
    boolean keys = open < 0 && segment.contains("='") && segment.endsWith("'");
    if (!call && !keys) {
      return segment;
    }
    int from = call ? open + 1 : 0;
    int to = call ? segment.length() - 1 : segment.length();
    StringBuilder frame = new StringBuilder(segment.length()).append(segment, 0, from);
    int at = from;
    while (at < to) {
      int end = argumentEnd(segment, at, to);
      argument(segment.substring(at, end), frame);
      frame.append(end < to ? "," : "");
      at = end + 1;
    }
    return frame.append(segment, to, segment.length()).toString();
  }

  private static int argumentEnd(String segment, int from, int to) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      char c = segment.charAt(i);
      quoted ^= c == '\'';
      if (c == ',' && !quoted) {
        return i;
      }
    }
    return to;
  }

  private static void argument(String argument, StringBuilder frame) {
    int equals = argument.indexOf('=');
    int quote = argument.indexOf('\'');
    boolean named = equals > 0 && (quote < 0 || equals < quote);
    frame.append(argument, 0, named ? equals + 1 : 0);
    frame.append(quote >= 0 ? "'{}'" : HOLE);
  }

  /// With the escapes resolved that stand for what ids and arguments are written with.
  private static String decoded(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      char plain =
          c == '%' && i + 2 < raw.length() ? plain(raw.charAt(i + 1), raw.charAt(i + 2)) : 0;
      text.append(plain == 0 ? c : plain);
      i += plain == 0 ? 1 : 3;
    }
    return text.toString();
  }

  private static char plain(char high, char low) {
    int code = Character.digit(high, 16) * 16 + Character.digit(low, 16);
    return Character.digit(high, 16) >= 0
            && Character.digit(low, 16) >= 0
            && "$'()=,:@".indexOf(code) >= 0
        ? (char) code
        : 0;
  }
}
