package dev.warder.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Names attributes by dotted path: `requestParameters.**.cidrIp`. Positions in lists do not
/// matter: `items` stands for `items[]`, whose values readers join by line breaks, and for
/// `items[7]`.
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
      if (anyValue(attribute, test) && pattern.matches(segments(attribute.getKey()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyValue(Map.Entry<String, String> attribute, Predicate<String> test) {
    String value = attribute.getValue();
    if (value.indexOf('\n') < 0 || !attribute.getKey().contains("[]")) {
      return test.test(value);
    }
    for (int start = 0; start <= value.length(); ) {
      int end = value.indexOf('\n', start);
      int stop = end < 0 ? value.length() : end;
      if (test.test(value.substring(start, stop))) {
        return true;
      }
      start = stop + 1;
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
