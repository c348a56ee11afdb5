package dev.warder.policy.select;

import dev.warder.policy.select.Token.Kind;
import dev.warder.policy.text.Parsed;
import java.util.ArrayList;
import java.util.List;

/// Reads how parts of a selector are put together; lives for one text.
final class SelectorReader {
  static final int LONGEST = 8_192;
  private static final int DEEPEST = 32;
  private static final int DEEPEST_NESTING = 2 * DEEPEST;
  private static final int MOST_COMPARISONS = 512;

  private final Tokens tokens;
  private final ComparisonReader comparisons;
  private int nesting;
  private int compared;

  private SelectorReader(Tokens tokens) {
    this.tokens = tokens;
    comparisons = new ComparisonReader(tokens);
  }

  static Parsed<Selector> read(String text) {
    try {
      if (text.length() > LONGEST) {
        throw new Unreadable(LONGEST, "a selector has at most " + LONGEST + " characters");
      }
      Tokens tokens = new Tokens(Lexer.tokens(text));
      Selector selector = new SelectorReader(tokens).whole();
      if (Parts.depth(selector) > DEEPEST) {
        throw new Unreadable(
            0, "parts stand in more than " + DEEPEST + " levels: write it flatter");
      }
      if (selector.toString().length() > LONGEST) {
        throw new Unreadable(
            0, "written out in full this has more than " + LONGEST + " characters");
      }
      return new Parsed.Value<>(selector);
    } catch (Unreadable unreadable) {
      return new Parsed.Problem<>(unreadable.start() + 1, unreadable.words());
    }
  }

  private Selector whole() throws Unreadable {
    Selector selector = anyOf();
    if (tokens.peek().kind() != Kind.END) {
      boolean close = tokens.peek().kind() == Kind.CLOSE;
      throw tokens.unexpected(
          close ? "no `)`, since nothing is open" : "`and`, `or` or the end of the selector");
    }
    return selector;
  }

  private Selector anyOf() throws Unreadable {
    List<Selector> parts = new ArrayList<>(List.of(allOf()));
    while (tokens.takeWord("or")) {
      parts.add(allOf());
    }
    return parts.size() == 1 ? parts.getFirst() : new Selector.Or(parts);
  }

  private Selector allOf() throws Unreadable {
    List<Selector> parts = new ArrayList<>(List.of(one()));
    while (tokens.takeWord("and")) {
      parts.add(one());
    }
    return parts.size() == 1 ? parts.getFirst() : new Selector.And(parts);
  }

  private Selector one() throws Unreadable {
    nesting++;
    if (nesting > DEEPEST_NESTING) {
      throw new Unreadable(
          tokens.peek().start(), "too many `(` and `not` within each other: write it flatter");
    }
    Selector selector = nested();
    nesting--;
    return selector;
  }

  private Selector nested() throws Unreadable {
    if (tokens.takeWord("not")) {
      return new Selector.Not(one());
    }
    if (tokens.take(Kind.OPEN)) {
      Selector inner = anyOf();
      tokens.expect(Kind.CLOSE, "`and`, `or` or `)`");
      return inner;
    }
    compared++;
    if (compared > MOST_COMPARISONS) {
      throw new Unreadable(
          tokens.peek().start(), "a selector has at most " + MOST_COMPARISONS + " comparisons");
    }
    return comparisons.read();
  }
}
