package dev.warder.content.sigma;

/// Text of rules, which come from outside.
final class Texts {
  private Texts() {}

  /// The text on one line, cut to a length.
  static String line(String text, int most) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && line.length() < most; i++) {
      char c = text.charAt(i);
      boolean blank = c <= ' ';
      if (!blank) {
        line.append(c);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    int end = line.length();
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      line.setLength(end - 1);
    }
    return line.toString().strip();
  }

  /// One character without regard to case.
  static char folded(char c) {
    return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
  }

  /// A text without regard to case, character by character as [TextPattern] compares.
  static String folded(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (folded(text.charAt(i)) != text.charAt(i)) {
        char[] chars = text.toCharArray();
        for (int j = i; j < chars.length; j++) {
          chars[j] = folded(chars[j]);
        }
        return new String(chars);
      }
    }
    return text;
  }
}
