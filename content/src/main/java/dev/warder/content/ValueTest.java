package dev.warder.content;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What an attribute's value must be. Texts are compared without regard to case; patterns are RE2J,
/// linear in the value, and find anywhere unless anchored.
final class ValueTest {
  private static final List<String> KINDS =
      List.of(
          "equals",
          "in",
          "prefix",
          "suffix",
          "contains",
          "matches",
          "present",
          "at-least",
          "at-most");

  private ValueTest() {}

  static Predicate<String> read(Fields in) {
    String kind = in.oneOf(KINDS);
    return switch (kind) {
      case "equals" -> {
        String wanted = in.text(kind);
        yield wanted::equalsIgnoreCase;
      }
      case "in" -> {
        var wanted = in.someTexts(kind).stream().map(ValueTest::folded).collect(Collectors.toSet());
        yield value -> wanted.contains(folded(value));
      }
      case "prefix" -> {
        String wanted = in.text(kind);
        yield value -> value.regionMatches(true, 0, wanted, 0, wanted.length());
      }
      case "suffix" -> {
        String wanted = in.text(kind);
        yield value ->
            value.regionMatches(true, value.length() - wanted.length(), wanted, 0, wanted.length());
      }
      case "contains" -> {
        String wanted = folded(in.text(kind));
        yield value -> folded(value).contains(wanted);
      }
      case "matches" -> matches(in, kind);
      case "present" -> present(in, kind);
      case "at-least" -> {
        int limit = in.integer(kind);
        yield value -> comparesAs(value, limit, 1);
      }
      default -> {
        int limit = in.integer(kind);
        yield value -> comparesAs(value, limit, -1);
      }
    };
  }

  private static Predicate<String> matches(Fields in, String kind) {
    try {
      Pattern pattern = Pattern.compile(in.text(kind));
      return value -> pattern.matcher(value).find();
    } catch (PatternSyntaxException e) {
      throw in.problem(kind, "is not an RE2 pattern: " + e.getMessage());
    }
  }

  private static Predicate<String> present(Fields in, String kind) {
    if (!in.text(kind).equals("true")) {
      throw in.problem(kind, "can only be true; use not for absence");
    }
    return value -> true;
  }

  /// Whether the value is a whole number at the limit or beyond it in the direction of `sign`. Long
  /// texts are no numbers here, so that a hostile value costs nothing.
  private static boolean comparesAs(String value, int limit, int sign) {
    if (value.isEmpty() || value.length() > 18) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return Long.compare(Long.parseLong(value), limit) * sign >= 0;
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
