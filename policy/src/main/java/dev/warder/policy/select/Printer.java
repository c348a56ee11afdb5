package dev.warder.policy.select;

import dev.warder.policy.scope.OperationPattern;
import java.util.List;
import java.util.stream.Collectors;

/// Writes selectors in their one spelling.
final class Printer {
  private Printer() {}

  static String print(Selector selector) {
    return switch (selector) {
      case Selector.All unused -> "all";
      case Selector.And(List<Selector> parts) -> joined(parts, " and ");
      case Selector.Or(List<Selector> parts) -> joined(parts, " or ");
      case Selector.Not(Selector part) -> "not " + inner(part);
      case Selector.Like(Attribute attribute, List<Glob> values) -> like(attribute, values);
      case Selector.Before(TimeAttribute attribute, Moment moment) ->
          attribute.word() + (moment instanceof Moment.Ahead ? " within " : " before ") + moment;
      case Selector.After(TimeAttribute attribute, Moment moment) ->
          attribute.word() + " after " + moment;
      case Selector.Never(TimeAttribute attribute) -> attribute.word() + " never";
      case Selector.DescendantOf(String id) -> "descendant-of " + new Glob(id);
      case Selector.UsedFrom used -> "used-from " + list(used.places()) + used.span();
      case Selector.Touched(OperationPattern operation, Span span) ->
          "touched " + operation(operation) + span;
    };
  }

  /// Parts of `or` stand in `and` in parentheses, as both do in `not`.
  private static String joined(List<Selector> parts, String word) {
    return parts.stream()
        .map(
            part -> word.equals(" and ") && part instanceof Selector.Or ? inner(part) : print(part))
        .collect(Collectors.joining(word));
  }

  private static String inner(Selector part) {
    boolean compound = part instanceof Selector.And || part instanceof Selector.Or;
    return compound ? "(" + print(part) + ")" : print(part);
  }

  private static String like(Attribute attribute, List<Glob> values) {
    boolean privileged =
        attribute == Attribute.PRIVILEGE && values.equals(List.of(new Glob("privileged")));
    if (privileged) {
      return "privileged";
    }
    return attribute.word() + (values.size() == 1 ? " = " : " in ") + list(values);
  }

  private static String list(List<?> values) {
    return values.size() == 1
        ? values.getFirst().toString()
        : values.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String operation(OperationPattern operation) {
    String text = operation.toString();
    boolean bare = operation.path().chars().allMatch(c -> Lexer.isWordCharacter((char) c));
    return bare ? text : "\"" + text + "\"";
  }
}
