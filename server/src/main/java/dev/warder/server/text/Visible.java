package dev.warder.server.text;

/// Text from logs made safe to print: what a terminal or a reader's eye would obey or miss becomes
/// a visible escape.
///
/// Shape a line feed -> `\n`, ESC -> `\\u001b`, U+202E -> `\\u202e`, U+E0041 -> `\\u{e0041}` (with
/// one backslash)
///
/// Guarantees no control, format (bidi, zero-width, tag), line or paragraph separator, unpaired
/// surrogate or invisible filler is left. Does not guarantee that text reads well, or that letters
/// which look alike are told apart; escaping for HTML or JSON is the writer's business.
public final class Visible {
  /// The most characters of a name or an id.
  public static final int BRIEF = 160;

  private Visible() {}

  /// The text with everything unsafe escaped; the same object if nothing is.
  public static String text(String raw) {
    for (int i = 0; i < raw.length(); ) {
      int point = raw.codePointAt(i);
      if (!isSafe(point)) {
        return escaped(raw, i);
      }
      i += Character.charCount(point);
    }
    return raw;
  }

  /// A name or an id made visible and cut to [#BRIEF] characters: no key, host or path of honest
  /// software is longer, and one that is must not push everything else off the page.
  public static String brief(String raw) {
    String visible = text(raw);
    if (visible.length() <= BRIEF) {
      return visible;
    }
    int end = Character.isHighSurrogate(visible.charAt(BRIEF - 1)) ? BRIEF - 1 : BRIEF;
    return visible.substring(0, end) + "…";
  }

  /// A name or an id as by [#brief], or a stand-in where it is empty.
  public static String briefOr(String raw, String standIn) {
    return raw.isEmpty() ? standIn : brief(raw);
  }

  private static String escaped(String raw, int firstUnsafe) {
    StringBuilder out = new StringBuilder(raw.length() + 16).append(raw, 0, firstUnsafe);
    raw.substring(firstUnsafe)
        .codePoints()
        .forEach(point -> {
          if (isSafe(point)) {
            out.appendCodePoint(point);
          } else {
            appendEscape(out, point);
          }
        });
    return out.toString();
  }

  private static void appendEscape(StringBuilder out, int point) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        String hex = Integer.toHexString(point);
        if (point > 0xFFFF) {
          out.append("\\u{").append(hex).append('}');
        } else {
          out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
        }
      }
    }
  }

  private static boolean isSafe(int point) {
    if (point >= ' ' && point < 0x7F) {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> !isInvisibleFiller(point);
    };
  }

  private static boolean isInvisibleFiller(int point) {
    return point == 0x115F
        || point == 0x1160
        || point == 0x3164
        || point == 0xFFA0
        || point == 0x2800
        || point == 0x034F
        || (point >= 0xFE00 && point <= 0xFE0F)
        || (point >= 0xE0100 && point <= 0xE01EF);
  }
}
