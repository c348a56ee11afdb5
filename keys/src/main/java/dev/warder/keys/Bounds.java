package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/// How much may be said of a key. What is longer is refused, never cut.
///
/// Bounds texts 256 characters, notes 2,000, words 64, 16 labels of 64 and 256; no control
/// characters
final class Bounds {
  private static final int MAX_TEXT = 256;
  private static final int MAX_NOTE = 2_000;
  private static final int MAX_LABELS = 16;
  private static final int MAX_WORD = 64;

  private Bounds() {}

  static void text(String name, String value) {
    check(name, value, MAX_TEXT);
  }

  static void word(String name, String value) {
    check(name, value, MAX_WORD);
  }

  static void note(String value) {
    check("note", value, MAX_NOTE);
  }

  static Map<String, String> labels(Map<String, String> labels) {
    if (labels.size() > MAX_LABELS) {
      throw new IllegalArgumentException("more than " + MAX_LABELS + " labels");
    }
    labels.forEach((name, value) -> {
      check("label name", name, MAX_WORD);
      check("label", value, MAX_TEXT);
    });
    return Map.copyOf(labels);
  }

  private static void check(String name, String value, int longest) {
    requireNonNull(value, name + " is null");
    if (value.length() > longest) {
      throw new IllegalArgumentException(name + " has more than " + longest + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c) || (Character.isSurrogate(c) && !isPaired(value, i))) {
        throw new IllegalArgumentException(
            name + " holds a character that is no text, at " + (i + 1));
      }
    }
  }

  private static boolean isPaired(String value, int at) {
    return Character.isHighSurrogate(value.charAt(at))
        ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
  }
}
