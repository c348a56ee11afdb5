package dev.warder.enrich.agent;

/// Finds versions in the words of a user agent.
final class Versions {

  private static final int MAX_LENGTH = 32;

  private Versions() {}

  /// The version that a text starts with (`v2.12.2`, `1.7.2#stable`), without the `v` and cut to 32
  /// characters; empty if it starts with none.
  static String leading(String text) {
    int start = !text.isEmpty() && (text.charAt(0) | 0x20) == 'v' ? 1 : 0;
    if (start == text.length() || !isDigit(text.charAt(start))) {
      return "";
    }
    int end = start;
    while (end < text.length() && end - start < MAX_LENGTH && isPart(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }

  /// Where the version in `Name.2.17.0` or `Name-1.0-RC1` is set off; -1 if the word ends in none.
  static int trailingStart(String word) {
    for (int i = 1; i < word.length() - 1; i++) {
      char mark = word.charAt(i);
      if ((mark == '.' || mark == '-' || mark == '_') && isDotted(word, i + 1)) {
        return i;
      }
    }
    return -1;
  }

  /// Whether digits with at least one dot between them run to the end, or to a dash or underscore.
  private static boolean isDotted(String word, int from) {
    boolean dotted = false;
    for (int i = from; i < word.length(); i++) {
      char character = word.charAt(i);
      boolean dot = character == '.' && i > from && isDigit(word.charAt(i - 1));
      if (!dot && !isDigit(character)) {
        return dotted && (character == '-' || character == '_');
      }
      dotted |= dot;
    }
    return dotted && isDigit(word.charAt(word.length() - 1));
  }

  private static boolean isPart(char character) {
    int upper = character & ~0x20;
    return isDigit(character)
        || (character < 128 && upper >= 'A' && upper <= 'Z')
        || "._-+".indexOf(character) >= 0;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
