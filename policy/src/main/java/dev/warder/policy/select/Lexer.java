package dev.warder.policy.select;

import dev.warder.policy.select.Token.Kind;
import dev.warder.policy.text.Words;
import java.util.ArrayList;
import java.util.List;

/// Cuts a selector's text into tokens.
final class Lexer {
  private static final String NEVER_IN_WORDS = " (),=!\"'\\`<>&|";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) throws Unreadable {
    Lexer lexer = new Lexer(text);
    int at = 0;
    while (at < text.length()) {
      at = lexer.next(at);
    }
    lexer.tokens.add(new Token(Kind.END, "", text.length()));
    return lexer.tokens;
  }

  /// Whether a character may stand in a bare word.
  static boolean isWordCharacter(char character) {
    return character > ' ' && character < 127 && NEVER_IN_WORDS.indexOf(character) < 0;
  }

  private int next(int at) throws Unreadable {
    char character = text.charAt(at);
    return switch (character) {
      case ' ', '\t', '\r', '\n' -> at + 1;
      case '(' -> add(Kind.OPEN, at, 1);
      case ')' -> add(Kind.CLOSE, at, 1);
      case ',' -> add(Kind.COMMA, at, 1);
      case '=' -> equal(at);
      case '!' -> unequal(at);
      case '"' -> quoted(at);
      default -> word(at);
    };
  }

  private int add(Kind kind, int at, int length) {
    tokens.add(new Token(kind, text.substring(at, at + length), at));
    return at + length;
  }

  private int equal(int at) throws Unreadable {
    if (text.startsWith("==", at)) {
      throw new Unreadable(at, "write `=` once");
    }
    return add(Kind.EQUAL, at, 1);
  }

  private int unequal(int at) throws Unreadable {
    if (text.startsWith("!=", at)) {
      return add(Kind.UNEQUAL, at, 2);
    }
    throw new Unreadable(at, "write `not`");
  }

  private int quoted(int at) throws Unreadable {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '"') {
      int character = text.codePointAt(end);
      if (!isText(character)) {
        throw new Unreadable(end, "this character cannot stand in a text: leave it out");
      }
      end += character == '\\' ? 2 : Character.charCount(character);
    }
    if (end >= text.length()) {
      throw new Unreadable(at, "these quotes are never closed: write `\"` at the end of the text");
    }
    tokens.add(new Token(Kind.QUOTED, text.substring(at + 1, end), at));
    return end + 1;
  }

  /// Characters that a text may hold: neither controls nor halves of a pair, nor what [Glob] marks
  /// wild cards with.
  private static boolean isText(int character) {
    boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    return !half
        && !Character.isISOControl(character)
        && character != Glob.ANY_TEXT
        && character != Glob.ANY_CHARACTER;
  }

  private int word(int at) throws Unreadable {
    int end = at;
    while (end < text.length() && isWordCharacter(text.charAt(end))) {
      end++;
    }
    if (end == at) {
      throw new Unreadable(at, instead(text.charAt(at)));
    }
    return add(Kind.WORD, at, end - at);
  }

  private static String instead(char character) {
    return switch (character) {
      case '\'' -> "write texts in double quotes";
      case '&' -> "write `and`";
      case '|' -> "write `or`";
      case '<' -> "write `before` for times";
      case '>' -> "write `after` for times";
      default ->
          Words.quoted(String.valueOf(character))
              + " cannot stand here: put texts with such characters in double quotes";
    };
  }
}
