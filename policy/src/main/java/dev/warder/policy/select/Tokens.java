package dev.warder.policy.select;

import dev.warder.policy.select.Token.Kind;
import dev.warder.policy.text.Words;
import java.util.List;
import java.util.Locale;

/// A place among tokens, which goes forth only; the last token is the end and is never passed.
final class Tokens {
  private final List<Token> tokens;
  private int at;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  /// The next token as a word of the language, empty if it is none.
  String peekWord() {
    return peek().kind() == Kind.WORD ? peek().text().toLowerCase(Locale.ROOT) : "";
  }

  boolean takeWord(String word) {
    boolean there = peekWord().equals(word);
    if (there) {
      next();
    }
    return there;
  }

  boolean take(Kind kind) {
    boolean there = peek().kind() == kind;
    if (there) {
      next();
    }
    return there;
  }

  void expect(Kind kind, String expected) throws Unreadable {
    if (!take(kind)) {
      throw unexpected(expected);
    }
  }

  /// The next token is not what must stand here.
  Unreadable unexpected(String expected) {
    return unexpected(expected, List.of());
  }

  /// The next token is not what must stand here, but perhaps nearly one of some words.
  Unreadable unexpected(String expected, List<String> words) {
    Token token = peek();
    String seen =
        switch (token.kind()) {
          case END -> "the end";
          case WORD, OPEN, CLOSE, COMMA, EQUAL, UNEQUAL -> Words.quoted(token.text());
          case QUOTED -> "a text in quotes";
        };
    return new Unreadable(
        token.start(),
        "expected " + expected + ", found " + seen + Words.didYouMean(peekWord(), words));
  }
}
