package dev.warder.policy.select;

import dev.warder.policy.select.Token.Kind;
import dev.warder.policy.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads single comparisons.
final class ComparisonReader {
  private static final List<String> WORDS =
      Stream.concat(
              Arrays.stream(Attribute.values()).map(Attribute::word),
              Stream.of(
                  "minted",
                  "expires",
                  "last-used",
                  "age",
                  "privileged",
                  "descendant-of",
                  "used-from",
                  "touched",
                  "all"))
          .toList();

  /// What people write who know other systems' words.
  private static final Map<String, String> ALSO_CALLED =
      Map.ofEntries(
          Map.entry("created", "minted"),
          Map.entry("issued", "minted"),
          Map.entry("customer", "tenant"),
          Map.entry("org", "tenant"),
          Map.entry("organization", "tenant"),
          Map.entry("owner", "principal"),
          Map.entry("user", "principal"),
          Map.entry("kind", "integration"),
          Map.entry("env", "environment"),
          Map.entry("status", "standing"),
          Map.entry("state", "standing"),
          Map.entry("admin", "privileged"),
          Map.entry("key", "id"),
          Map.entry("used", "last-used"),
          Map.entry("expired", "expires"),
          Map.entry("child-of", "descendant-of"),
          Map.entry("called", "touched"),
          Map.entry("any", "all"));

  private final Tokens tokens;
  private final ValueReader values;

  ComparisonReader(Tokens tokens) {
    this.tokens = tokens;
    values = new ValueReader(tokens);
  }

  Selector read() throws Unreadable {
    String word = tokens.peekWord();
    Attribute attribute = Attribute.of(word);
    if (attribute != null) {
      tokens.next();
      return like(attribute);
    }
    return switch (word) {
      case "all" -> bare(new Selector.All());
      case "privileged" ->
          bare(new Selector.Like(Attribute.PRIVILEGE, List.of(new Glob("privileged"))));
      case "minted" -> time(TimeAttribute.MINTED);
      case "last-used" -> time(TimeAttribute.LAST_USED);
      case "expires" -> time(TimeAttribute.EXPIRES);
      case "age" -> age();
      case "descendant-of" -> new Selector.DescendantOf(values.skipThenId());
      case "used-from" -> new Selector.UsedFrom(values.skipThenPlaces(), span());
      case "touched" -> new Selector.Touched(values.skipThenOperation(), span());
      default -> throw unknown(word);
    };
  }

  private Selector bare(Selector selector) {
    tokens.next();
    return selector;
  }

  private Unreadable unknown(String word) {
    String also = ALSO_CALLED.get(word);
    if (also != null) {
      return new Unreadable(
          tokens.peek().start(), Words.quoted(word) + " is called " + also + " here");
    }
    return tokens.unexpected("an attribute, `not` or `(`", WORDS);
  }

  private Selector like(Attribute attribute) throws Unreadable {
    if (tokens.take(Kind.EQUAL)) {
      return new Selector.Like(attribute, List.of(values.glob(attribute)));
    }
    if (tokens.take(Kind.UNEQUAL)) {
      return new Selector.Not(new Selector.Like(attribute, List.of(values.glob(attribute))));
    }
    boolean negated = tokens.takeWord("not");
    if (!tokens.takeWord("in")) {
      throw negated
          ? tokens.unexpected("`in` after `not`")
          : tokens.unexpected("`=`, `!=`, `in` or `not in` after " + attribute.word());
    }
    tokens.expect(Kind.OPEN, "`(` and values with `,` between them after `in`");
    List<Glob> globs = new ArrayList<>();
    do {
      values.checkCount(globs.size());
      globs.add(values.glob(attribute));
    } while (tokens.take(Kind.COMMA));
    tokens.expect(Kind.CLOSE, "`,` or `)`");
    Selector like = new Selector.Like(attribute, globs);
    return negated ? new Selector.Not(like) : like;
  }

  private Selector time(TimeAttribute attribute) throws Unreadable {
    tokens.next();
    String word = tokens.peekWord();
    return switch (word) {
      case "before" -> new Selector.Before(attribute, values.skipThenMoment(attribute));
      case "after" -> new Selector.After(attribute, values.skipThenMoment(attribute));
      case "within" -> within(attribute);
      case "never" -> never(attribute);
      default -> throw tokens.unexpected(expected(attribute), List.of("before", "after", "never"));
    };
  }

  private static String expected(TimeAttribute attribute) {
    return switch (attribute) {
      case MINTED -> "`before` or `after` after minted";
      case EXPIRES -> "`before`, `after`, `within` or `never` after expires";
      case LAST_USED -> "`before`, `after` or `never` after last-used";
    };
  }

  private Selector within(TimeAttribute attribute) throws Unreadable {
    if (attribute != TimeAttribute.EXPIRES) {
      throw new Unreadable(
          tokens.peek().start(), "write `" + attribute.word() + " after` and a length of time");
    }
    return new Selector.Before(attribute, new Moment.Ahead(values.skipThenLength()));
  }

  private Selector never(TimeAttribute attribute) throws Unreadable {
    if (attribute == TimeAttribute.MINTED) {
      throw tokens.unexpected(expected(attribute));
    }
    tokens.next();
    return new Selector.Never(attribute);
  }

  /// When calls were made, if that is said: `after` and `before`, each at most once.
  private Span span() throws Unreadable {
    Moment after = null;
    Moment before = null;
    while (true) {
      String word = tokens.peekWord();
      if (after == null && word.equals("after")) {
        after = values.skipThenMoment(TimeAttribute.LAST_USED);
      } else if (before == null && word.equals("before")) {
        before = values.skipThenMoment(TimeAttribute.LAST_USED);
      } else {
        return new Span(after, before);
      }
    }
  }

  private Selector age() throws Unreadable {
    tokens.next();
    String word = tokens.peekWord();
    return switch (word) {
      case "over" ->
          new Selector.Before(TimeAttribute.MINTED, new Moment.Ago(values.skipThenLength()));
      case "under" ->
          new Selector.After(TimeAttribute.MINTED, new Moment.Ago(values.skipThenLength()));
      default -> throw tokens.unexpected("`over` or `under` after age", List.of("over", "under"));
    };
  }
}
