package dev.warder.benchmarks.routes;

import dev.warder.testkit.draw.Draw;
import org.jspecify.annotations.Nullable;

/// Makes text that a declared pattern accepts, for the patterns lists of operations really hold:
/// literals, character classes, `\d`, `\w`, one level of groups with alternatives, and counts.
/// Confined to one call of [#draw].
final class PatternText {
  private static final int OPEN_END = 8;

  private final String pattern;
  private final Draw draw;
  private int at;

  private PatternText(String pattern, Draw draw) {
    this.pattern = pattern;
    this.draw = draw;
  }

  /// Text the pattern accepts, or null if the pattern says more than can be drawn here.
  static @Nullable String draw(String pattern, Draw draw) {
    String bare = pattern.startsWith("^") ? pattern.substring(1) : pattern;
    bare = bare.endsWith("$") ? bare.substring(0, bare.length() - 1) : bare;
    PatternText text = new PatternText(bare, draw);
    StringBuilder out = new StringBuilder();
    try {
      while (text.at < bare.length()) {
        if (!text.piece(out)) {
          return null;
        }
      }
      String made = out.toString();
      return made.isEmpty() || made.indexOf('/') >= 0 || !made.matches(pattern) ? null : made;
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      return null;
    }
  }

  private boolean piece(StringBuilder out) {
    int from = at;
    char c = pattern.charAt(at);
    if (c == '(' && pattern.startsWith("(?", at)) {
      return false;
    }
    int end = end(c);
    for (int count = count(end); count > 0; count--) {
      one(pattern.substring(from, end), out);
    }
    return true;
  }

  private int end(char c) {
    return switch (c) {
      case '[' -> pattern.indexOf(']', at + 2) + 1;
      case '(' -> pattern.indexOf(')', at) + 1;
      case '\\' -> at + 2;
      default -> at + 1;
    };
  }

  /// How often, after which `at` stands behind the count.
  private int count(int end) {
    at = end + 1;
    return switch (end < pattern.length() ? pattern.charAt(end) : ' ') {
      case '+' -> draw.between(1, OPEN_END);
      case '*' -> draw.between(0, OPEN_END);
      case '?' -> draw.below(2);
      case '{' -> {
        int close = pattern.indexOf('}', end);
        String[] bounds = pattern.substring(end + 1, close).split(",", -1);
        at = close + 1;
        int low = Integer.parseInt(bounds[0]);
        int high = bounds.length == 1 ? low : openEnd(bounds[1], low);
        yield draw.between(low, Math.min(high, low + 3 * OPEN_END));
      }
      default -> {
        at = end;
        yield 1;
      }
    };
  }

  private static int openEnd(String bound, int low) {
    return bound.isEmpty() ? low + OPEN_END : Integer.parseInt(bound);
  }

  private void one(String piece, StringBuilder out) {
    switch (piece.charAt(0)) {
      case '[' -> out.append(ofClass(piece.substring(1, piece.length() - 1)));
      case '(' -> {
        String[] ways = piece.substring(1, piece.length() - 1).split("\\|", -1);
        String made = draw(ways[draw.below(ways.length)], draw);
        out.append(made == null ? "" : made);
      }
      case '\\' -> {
        char escaped = piece.charAt(1);
        out.append(
            escaped == 'd' ? digit() : escaped == 'w' ? (char) ('a' + draw.below(26)) : escaped);
      }
      case '.' -> out.append((char) ('a' + draw.below(26)));
      default -> out.append(piece);
    }
  }

  private char digit() {
    return (char) ('0' + draw.below(10));
  }

  private char ofClass(String members) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < members.length(); i++) {
      char c = members.charAt(i);
      if (c == '^') {
        throw new IllegalArgumentException("a class of what is not in it");
      }
      if (c == '\\') {
        i++;
        all.append(members.charAt(i) == 'd' ? "0123456789" : "abcdefgh");
      } else if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
        for (char d = c; d <= members.charAt(i + 2); d++) {
          all.append(d);
        }
        i += 2;
      } else {
        all.append(c);
      }
    }
    return all.charAt(draw.below(all.length()));
  }
}
