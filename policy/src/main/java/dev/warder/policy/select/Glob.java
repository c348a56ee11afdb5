package dev.warder.policy.select;

import static java.util.Objects.requireNonNull;

/// A text to compare with, in which `*` stands for any characters and `?` for one.
///
/// - Bounds: at most 256 characters; comparing takes as many steps as both texts have characters,
///   multiplied, at worst
///
/// @param pattern the text, with [#ANY_TEXT] and [#ANY_CHARACTER] for what stands for others
public record Glob(String pattern) {
  static final char ANY_TEXT = '\uffff';
  static final char ANY_CHARACTER = '\ufffe';
  static final int LONGEST = 256;

  public Glob {
    requireNonNull(pattern, "pattern is null");
    if (pattern.length() > LONGEST) {
      throw new IllegalArgumentException("pattern is too long");
    }
  }

  /// Whether nothing in it stands for anything else.
  boolean isLiteral() {
    return pattern.indexOf(ANY_TEXT) < 0 && pattern.indexOf(ANY_CHARACTER) < 0;
  }

  /// Whether a text is one of those meant. Goes back to the last `*` only: what an earlier one took
  /// need never be taken again.
  boolean matches(String text) {
    int at = 0;
    int inPattern = 0;
    int star = -1;
    int starAt = 0;
    while (at < text.length()) {
      char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : 0;
      if (inPattern < pattern.length() && wanted == ANY_TEXT) {
        star = inPattern;
        starAt = at;
        inPattern++;
      } else if (inPattern < pattern.length()
          && (wanted == ANY_CHARACTER || wanted == text.charAt(at))) {
        inPattern++;
        at++;
      } else if (star >= 0) {
        starAt++;
        at = starAt;
        inPattern = star + 1;
      } else {
        return false;
      }
    }
    while (inPattern < pattern.length() && pattern.charAt(inPattern) == ANY_TEXT) {
      inPattern++;
    }
    return inPattern == pattern.length();
  }

  /// The text that reads back as this: bare if it may be, else in quotes.
  @Override
  public String toString() {
    StringBuilder bare = new StringBuilder();
    boolean quoted = pattern.isEmpty();
    for (int i = 0; i < pattern.length(); i++) {
      char character = pattern.charAt(i);
      boolean special = "*?\\\"".indexOf(character) >= 0;
      quoted |= special || (!isWild(character) && !Lexer.isWordCharacter(character));
      if (special) {
        bare.append('\\');
      }
      bare.append(character == ANY_TEXT ? '*' : character == ANY_CHARACTER ? '?' : character);
    }
    return quoted ? "\"" + bare + "\"" : bare.toString();
  }

  private static boolean isWild(char character) {
    return character == ANY_TEXT || character == ANY_CHARACTER;
  }
}
