package dev.warder.collect;

/// Makes text from a log fit to stand in a sentence of ours.
final class Escaped {
  private Escaped() {}

  /// The text in quotes with everything but printable ASCII escaped, cut to `maxChars`.
  static String of(String text, int maxChars) {
    StringBuilder out = new StringBuilder("\"");
    int end = Math.min(text.length(), maxChars);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7F) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.append(end < text.length() ? "…\"" : "\"").toString();
  }
}
