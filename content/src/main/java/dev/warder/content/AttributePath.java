package dev.warder.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Names attributes by dotted path: `requestParameters.**.cidrIp`. Positions in lists do not
/// matter: `items` stands for `items[0]` and `items[7]`.
final class AttributePath {
  private final String text;
  private final SegmentPattern pattern;

  private AttributePath(String text) {
    this.text = text;
    this.pattern = new SegmentPattern(Arrays.asList(text.split("\\.")));
  }

  static AttributePath of(Fields in, String field, String text) {
    if (text.isEmpty() || text.contains("[") || text.contains(" ") || text.contains("***")) {
      throw in.problem(
          field, "has '" + text + "': a path is like requestParameters.**.cidrIp, without indexes");
    }
    return new AttributePath(text);
  }

  /// Whether some attribute of this name has such a value.
  boolean any(Map<String, String> attributes, Predicate<String> test) {
    String exact = attributes.get(text);
    if (exact != null && test.test(exact)) {
      return true;
    }
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      if (test.test(attribute.getValue()) && pattern.matches(segments(attribute.getKey()))) {
        return true;
      }
    }
    return false;
  }

  /// The segments of an attribute's key, without positions.
  static List<String> segments(String key) {
    List<String> segments = new ArrayList<>();
    int start = 0;
    while (start <= key.length()) {
      int dot = key.indexOf('.', start);
      int end = dot < 0 ? key.length() : dot;
      int bracket = key.indexOf('[', start);
      segments.add(key.substring(start, bracket >= start && bracket < end ? bracket : end));
      start = end + 1;
    }
    return segments;
  }
}
