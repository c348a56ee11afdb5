package dev.warder.engine.spec;

import java.util.ArrayList;
import java.util.List;

/// Templates taken apart, and how well one stands for another.
final class Segments {
  /// The two have nothing to do with each other.
  static final int NO_MATCH = -1;

  /// From here on the first covers words that the second names: it may be the same or not.
  static final int VAGUE = 1_000;

  private static final int OTHER_CASE = 10;

  private Segments() {}

  /// Segments of a path or template; empty ones do not count.
  static List<String> of(String path) {
    List<String> segments = new ArrayList<>(8);
    int from = 0;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      if (to > from) {
        segments.add(path.substring(from, to));
      }
      from = to + 1;
    }
    return segments;
  }

  static boolean isParameter(String segment) {
    return segment.indexOf('{') >= 0 && segment.indexOf('}') > segment.indexOf('{');
  }

  /// How far a template of traffic is from a declared one: 0 if they are alike, [#NO_MATCH] if
  /// traffic's cannot be it.
  static int distance(List<String> seen, List<String> declared) {
    if (seen.size() != declared.size()) {
      return NO_MATCH;
    }
    int distance = 0;
    for (int i = 0; i < seen.size(); i++) {
      int step = distance(seen.get(i), declared.get(i));
      if (step == NO_MATCH) {
        return NO_MATCH;
      }
      distance += step;
    }
    return distance;
  }

  private static int distance(String seen, String declared) {
    boolean parameter = isParameter(seen);
    if (isParameter(declared)) {
      return parameter ? 0 : fits(seen, declared) ? 1 : NO_MATCH;
    }
    if (parameter) {
      return VAGUE;
    }
    return seen.equals(declared) ? 0 : seen.equalsIgnoreCase(declared) ? OTHER_CASE : NO_MATCH;
  }

  /// Whether a word can stand where a declared segment has a parameter: `{id}`, `{id}.json`,
  /// `items({id})`.
  static boolean fits(String word, String declared) {
    int open = declared.indexOf('{');
    int tail = declared.length() - declared.lastIndexOf('}') - 1;
    return word.length() > open + tail
        && word.regionMatches(0, declared, 0, open)
        && word.regionMatches(word.length() - tail, declared, declared.length() - tail, tail);
  }
}
