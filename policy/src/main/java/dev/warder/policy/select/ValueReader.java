package dev.warder.policy.select;

import dev.warder.policy.place.Place;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.select.Token.Kind;
import dev.warder.policy.text.Parsed;
import dev.warder.policy.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads what attributes are compared with.
final class ValueReader {
  private static final int MOST_VALUES = 256;

  private final Tokens tokens;

  ValueReader(Tokens tokens) {
    this.tokens = tokens;
  }

  void checkCount(int already) throws Unreadable {
    if (already == MOST_VALUES) {
      throw new Unreadable(tokens.peek().start(), "a list has at most " + MOST_VALUES + " values");
    }
  }

  /// A text with wild cards; of an attribute that can have few values, one of them.
  Glob glob(Attribute attribute) throws Unreadable {
    Token token = value("a value for " + attribute.word());
    Glob glob = glob(token);
    List<String> known = attribute.known();
    if (known.isEmpty()) {
      return glob;
    }
    String lower = glob.pattern().toLowerCase(Locale.ROOT);
    if (!known.contains(lower)) {
      throw new Unreadable(
          token.start(),
          attribute.word()
              + " is one of "
              + String.join(", ", known)
              + Words.didYouMean(token.text(), known));
    }
    return new Glob(lower);
  }

  String skipThenId() throws Unreadable {
    tokens.next();
    Token token = value("the id of a key");
    Glob glob = glob(token);
    if (!glob.isLiteral() || glob.pattern().isEmpty()) {
      throw new Unreadable(token.start(), "write the whole id of one key");
    }
    return glob.pattern();
  }

  List<Place> skipThenPlaces() throws Unreadable {
    tokens.next();
    if (!tokens.take(Kind.OPEN)) {
      return List.of(place());
    }
    List<Place> places = new ArrayList<>();
    do {
      checkCount(places.size());
      places.add(place());
    } while (tokens.take(Kind.COMMA));
    tokens.expect(Kind.CLOSE, "`,` or `)`");
    return places;
  }

  private Place place() throws Unreadable {
    Token token = value("a place (AS14061, 203.0.113.0/24 or DE)");
    return taken(Place.parse(token.text()), token);
  }

  OperationPattern skipThenOperation() throws Unreadable {
    tokens.next();
    Token token = value("an operation (POST /api/runCommand)");
    boolean apart =
        token.kind() == Kind.WORD
            && tokens.peek().kind() == Kind.WORD
            && tokens.peek().text().startsWith("/");
    if (!apart) {
      return taken(OperationPattern.parse(token.text()), token);
    }
    Token path = tokens.next();
    Parsed<OperationPattern> read = OperationPattern.parse(token.text() + " " + path.text());
    boolean inPath =
        read instanceof Parsed.Problem<OperationPattern> problem
            && problem.column() > token.text().length() + 1;
    return switch (read) {
      case Parsed.Value<OperationPattern>(OperationPattern pattern) -> pattern;
      case Parsed.Problem<OperationPattern>(int column, String message) ->
          throw new Unreadable(
              inPath
                  ? path.start() + column - token.text().length() - 2
                  : token.start() + column - 1,
              message);
    };
  }

  /// What another reader made of a token.
  private static <T> T taken(Parsed<T> read, Token token) throws Unreadable {
    int quote = token.kind() == Kind.QUOTED ? 1 : 0;
    return switch (read) {
      case Parsed.Value<T>(T value) -> value;
      case Parsed.Problem<T>(int column, String message) ->
          throw new Unreadable(token.start() + quote + column - 1, message);
    };
  }

  Moment skipThenMoment(TimeAttribute attribute) throws Unreadable {
    tokens.next();
    Token token = value("a time (2023-06-20T00:00Z)");
    long instant = TimeText.instant(token.text());
    if (instant != TimeText.NONE) {
      return new Moment.At(instant);
    }
    long length = TimeText.length(token.text());
    if (length == TimeText.NONE) {
      throw new Unreadable(token.start(), timeHint(token.text()));
    }
    if (attribute == TimeAttribute.EXPIRES) {
      throw new Unreadable(
          token.start(), "write `expires within " + token.text() + "`, or an instant");
    }
    return new Moment.Ago(length);
  }

  private static String timeHint(String text) {
    boolean lacksOffset = TimeText.instant(text + "Z") != TimeText.NONE;
    return lacksOffset
        ? "this time has no offset: write " + text + "Z for UTC"
        : Words.quoted(text)
            + " is no time: write an instant (2023-06-20, 2023-06-20T00:00Z) or how long ago"
            + " (30d, 12h, 90min, 45s, 2w)";
  }

  long skipThenLength() throws Unreadable {
    tokens.next();
    Token token = value("a length of time (30d)");
    long length = TimeText.length(token.text());
    if (length == TimeText.NONE) {
      throw new Unreadable(
          token.start(),
          Words.quoted(token.text()) + " is no length of time: write 30d, 12h, 90min, 45s or 2w");
    }
    return length;
  }

  private Token value(String expected) throws Unreadable {
    Kind kind = tokens.peek().kind();
    if (kind != Kind.WORD && kind != Kind.QUOTED) {
      throw tokens.unexpected(expected);
    }
    return tokens.next();
  }

  private static Glob glob(Token token) throws Unreadable {
    StringBuilder pattern = new StringBuilder();
    String text = token.text();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\\') {
        i++;
        character = i < text.length() ? text.charAt(i) : ' ';
        if ("*?\\\"".indexOf(character) < 0) {
          throw new Unreadable(
              token.start() + i, "a backslash stands only before `*`, `?`, `\"` and itself");
        }
        pattern.append(character);
      } else {
        pattern.append(wild(character));
      }
    }
    if (pattern.length() > Glob.LONGEST) {
      throw new Unreadable(token.start(), "a value has at most " + Glob.LONGEST + " characters");
    }
    return new Glob(pattern.toString());
  }

  private static char wild(char character) {
    return switch (character) {
      case '*' -> Glob.ANY_TEXT;
      case '?' -> Glob.ANY_CHARACTER;
      default -> character;
    };
  }
}
