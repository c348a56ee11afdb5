package dev.warder.content.sigma;

import com.google.re2j.PatternSyntaxException;
import dev.warder.content.YamlNode;
import dev.warder.content.sigma.Expression.Match;
import dev.warder.content.sigma.LeftOut.Kind;
import dev.warder.content.sigma.Modifiers.Join;
import dev.warder.content.sigma.Modifiers.Use;
import dev.warder.content.sigma.TextPattern.Anchor;
import dev.warder.model.Activity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Compiles the named parts of a rule's detection.
///
/// Shape mapping: every field holds; list: some entry holds; text: a word that stands anywhere
///
/// Source Sigma specification 2.1, "Detection"
final class SelectionReader {
  private final LogSource source;

  SelectionReader(LogSource source) {
    this.source = source;
  }

  Expression read(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> {
        List<Expression> parts = new ArrayList<>();
        mapping.fields().forEach((key, value) -> parts.add(field(key, value)));
        yield new Expression.All(some(parts, node));
      }
      case YamlNode.Sequence sequence -> {
        List<Expression> parts = new ArrayList<>();
        sequence.items().forEach(item -> parts.add(read(item)));
        yield new Expression.Any(some(parts, node));
      }
      case YamlNode.Scalar scalar -> field("|contains", scalar);
      case YamlNode.Nothing nothing -> throw invalid(nothing, "an empty selection");
    };
  }

  private static List<Expression> some(List<Expression> parts, YamlNode at) {
    if (parts.isEmpty()) {
      throw invalid(at, "an empty selection");
    }
    return parts;
  }

  private Expression field(String key, YamlNode node) {
    List<String> parts = Arrays.asList(key.split("\\|", -1));
    boolean keywords = parts.getFirst().isEmpty();
    LogField field = keywords ? source.keywords() : source.field(parts.getFirst(), node);
    Modifiers modifiers = Modifiers.of(parts.subList(1, parts.size()), node);
    if (keywords && modifiers.use() == Use.WHOLE) {
      modifiers = new Modifiers(Use.CONTAINS, modifiers.join(), modifiers.letters(), 0);
    }
    return join(field, modifiers, values(node), node);
  }

  private static List<YamlNode> values(YamlNode node) {
    List<YamlNode> values =
        node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    if (values.isEmpty()) {
      throw invalid(node, "a field without values");
    }
    return values;
  }

  private Expression join(LogField field, Modifiers modifiers, List<YamlNode> values, YamlNode at) {
    List<Expression> parts = new ArrayList<>();
    List<Predicate<String>> tests = new ArrayList<>();
    for (YamlNode value : values) {
      if (value instanceof YamlNode.Scalar scalar && isTest(modifiers, scalar)) {
        tests.add(test(field, modifiers, scalar));
      } else {
        parts.add(special(field, modifiers, value));
      }
    }
    if (modifiers.join() == Join.ALL) {
      tests.forEach(test -> parts.add(new Match(field, test)));
      return new Expression.All(some(parts, at));
    }
    if (!tests.isEmpty()) {
      parts.add(new Match(field, tests.size() == 1 ? tests.getFirst() : new AnyText(tests)));
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.Any(parts);
  }

  private static boolean isTest(Modifiers modifiers, YamlNode.Scalar scalar) {
    return modifiers.use() != Use.EXISTS
        && modifiers.use() != Use.FIELDREF
        && !(modifiers.use() == Use.WHOLE && scalar.text().isEmpty());
  }

  /// Values that are no test of a text: absence, presence, another field.
  private Expression special(LogField field, Modifiers modifiers, YamlNode value) {
    Expression present = new Match(field, text -> true);
    if (modifiers.use() == Use.WHOLE) {
      if (value instanceof YamlNode.Nothing || value instanceof YamlNode.Scalar) {
        return new Expression.Not(present);
      }
    } else if (value instanceof YamlNode.Scalar scalar) {
      if (modifiers.use() == Use.FIELDREF) {
        return new Expression.Same(field, source.field(scalar.text(), value));
      }
      if (scalar.text().equals("true")) {
        return present;
      }
      if (scalar.text().equals("false")) {
        return new Expression.Not(present);
      }
    }
    throw invalid(value, "value of " + field.name());
  }

  private static Predicate<String> test(
      LogField field, Modifiers modifiers, YamlNode.Scalar scalar) {
    if (scalar.text().length() > Activity.MAX_TEXT) {
      throw invalid(scalar, "a value of over " + Activity.MAX_TEXT + " characters");
    }
    return switch (modifiers.use()) {
      case WHOLE -> text(field, modifiers, scalar, Anchor.WHOLE);
      case STARTSWITH -> text(field, modifiers, scalar, Anchor.START);
      case ENDSWITH -> text(field, modifiers, scalar, Anchor.END);
      case CONTAINS -> text(field, modifiers, scalar, Anchor.ANYWHERE);
      case RE -> pattern(modifiers, scalar);
      case CIDR -> block(scalar);
      case GT -> number(scalar, NumberTest.Order.GT);
      case GTE -> number(scalar, NumberTest.Order.GTE);
      case LT -> number(scalar, NumberTest.Order.LT);
      case LTE -> number(scalar, NumberTest.Order.LTE);
      case EXISTS, FIELDREF -> throw invalid(scalar, "value of " + field.name());
    };
  }

  private static Predicate<String> text(
      LogField field, Modifiers modifiers, YamlNode.Scalar scalar, Anchor anchor) {
    String spelled = field.spelling().apply(scalar.text());
    TextPattern pattern = TextPattern.of(spelled, anchor, modifiers.letters());
    for (int i = 0; i < field.never().length(); i++) {
      if (pattern.holds(field.never().charAt(i))) {
        throw new Refusal(
            Kind.FIELD_NOT_KEPT, scalar, field.name() + " with '" + field.never().charAt(i) + "'");
      }
    }
    return pattern;
  }

  private static Predicate<String> pattern(Modifiers modifiers, YamlNode.Scalar scalar) {
    try {
      return new PatternTest(scalar.text(), modifiers.flags());
    } catch (PatternSyntaxException e) {
      throw new Refusal(Kind.UNSUPPORTED, scalar, "re that is not RE2: " + e.getDescription());
    }
  }

  private static Predicate<String> block(YamlNode.Scalar scalar) {
    Cidr block = Cidr.of(scalar.text());
    if (block == null) {
      throw invalid(scalar, "cidr");
    }
    return block;
  }

  private static Predicate<String> number(YamlNode.Scalar scalar, NumberTest.Order order) {
    BigDecimal limit = NumberTest.number(scalar.text());
    if (limit == null) {
      throw invalid(scalar, "number");
    }
    return new NumberTest(limit, order);
  }

  private static Refusal invalid(YamlNode at, String what) {
    return new Refusal(Kind.INVALID, at, what);
  }
}
