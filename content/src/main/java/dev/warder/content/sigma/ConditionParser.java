package dev.warder.content.sigma;

import dev.warder.content.YamlNode;
import dev.warder.content.sigma.LeftOut.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Compiles a rule's condition.
///
///     or    = and { "or" and }
///     and   = not { "and" not }
///     not   = "not" not | "(" or ")" | ("1" | "any" | "all") "of" ("them" | name*) | name
///
/// Bounds nesting at most [#MAX_DEPTH] Source Sigma specification 2.1, "Condition"
final class ConditionParser {
  private static final int MAX_DEPTH = 64;

  private final Map<String, YamlNode> selections;
  private final SelectionReader reader;
  private final YamlNode at;
  private final List<String> words;
  private final Map<String, Expression> compiled = new HashMap<>();
  private int next;
  private int depth;

  private ConditionParser(
      Map<String, YamlNode> selections, SelectionReader reader, YamlNode.Scalar condition) {
    this.selections = selections;
    this.reader = reader;
    this.at = condition;
    this.words = words(condition);
  }

  static Expression parse(
      Map<String, YamlNode> selections, SelectionReader reader, YamlNode.Scalar condition) {
    ConditionParser parser = new ConditionParser(selections, reader, condition);
    Expression expression = parser.or();
    if (parser.next < parser.words.size()) {
      throw parser.unexpected();
    }
    return expression;
  }

  private static List<String> words(YamlNode.Scalar condition) {
    List<String> words = new ArrayList<>();
    String text = condition.text();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c == '|') {
        throw new Refusal(Kind.UNSUPPORTED, condition, "aggregation in the condition");
      }
      boolean ends = c <= ' ' || c == '(' || c == ')';
      if (!ends) {
        start = start < 0 ? i : start;
        continue;
      }
      if (start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      }
      if (c > ' ') {
        words.add(Character.toString(c));
      }
    }
    return words;
  }

  private Expression or() {
    if (++depth > MAX_DEPTH) {
      throw new Refusal(Kind.INVALID, at, "a condition nested too deeply");
    }
    List<Expression> parts = new ArrayList<>(List.of(and()));
    while (takes("or")) {
      parts.add(and());
    }
    depth--;
    return parts.size() == 1 ? parts.getFirst() : new Expression.Any(parts);
  }

  private Expression and() {
    List<Expression> parts = new ArrayList<>(List.of(not()));
    while (takes("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.All(parts);
  }

  private Expression not() {
    boolean negated = false;
    while (takes("not")) {
      negated = !negated;
    }
    Expression part = primary();
    return negated ? new Expression.Not(part) : part;
  }

  private Expression primary() {
    if (takes("(")) {
      Expression inner = or();
      if (!takes(")")) {
        throw unexpected();
      }
      return inner;
    }
    if (next >= words.size()) {
      throw unexpected();
    }
    String word = words.get(next++);
    return takes("of") ? quantified(word.toLowerCase(Locale.ROOT)) : selection(word);
  }

  private Expression quantified(String quantity) {
    if (next >= words.size()) {
      throw unexpected();
    }
    String pattern = words.get(next++);
    List<Expression> parts = new ArrayList<>();
    for (String name : selections.keySet()) {
      if (isMeant(pattern, name)) {
        parts.add(selection(name));
      }
    }
    if (parts.isEmpty()) {
      throw new Refusal(Kind.INVALID, at, "no selection is named " + pattern);
    }
    return switch (quantity) {
      case "1", "any" -> new Expression.Any(parts);
      case "all" -> new Expression.All(parts);
      default -> throw new Refusal(Kind.UNSUPPORTED, at, quantity + " of in the condition");
    };
  }

  private static boolean isMeant(String pattern, String name) {
    return pattern.equalsIgnoreCase("them")
        ? !name.startsWith("_")
        : TextPattern.of(pattern, TextPattern.Anchor.WHOLE, TextPattern.Letters.EXACT).test(name);
  }

  private Expression selection(String name) {
    YamlNode node = selections.get(name);
    if (node == null) {
      throw new Refusal(Kind.INVALID, at, "no selection is named " + name);
    }
    Expression known = compiled.get(name);
    if (known == null) {
      known = reader.read(node);
      compiled.put(name, known);
    }
    return known;
  }

  private boolean takes(String word) {
    if (next < words.size() && words.get(next).equalsIgnoreCase(word)) {
      next++;
      return true;
    }
    return false;
  }

  private Refusal unexpected() {
    String what = next < words.size() ? "'" + words.get(next) + "'" : "the end";
    return new Refusal(Kind.INVALID, at, "a condition with " + what + " where it cannot be");
  }
}
