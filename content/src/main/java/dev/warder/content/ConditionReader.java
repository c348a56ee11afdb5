package dev.warder.content;

import dev.warder.engine.detection.Condition;
import dev.warder.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Turns the `when` of a detection into a condition. A mapping names one test; `all`, `any` and
/// `not` join them.
final class ConditionReader {
  private static final List<String> TESTS =
      List.of(
          "all",
          "any",
          "not",
          "attribute",
          "outcome",
          "target",
          "names-another",
          "foreign-account",
          "policy");

  private ConditionReader() {}

  static Condition read(Fields in) {
    Condition condition = test(in.oneOf(TESTS), in);
    in.end();
    return condition;
  }

  private static Condition test(String name, Fields in) {
    return switch (name) {
      case "all" -> all(parts(in, name));
      case "any" -> any(parts(in, name));
      case "not" -> {
        Condition inner = read(in.fields(name));
        yield activity -> !inner.test(activity);
      }
      case "attribute" -> attribute(in);
      case "outcome" -> {
        Set<Outcome.Result> results = Set.copyOf(in.constants(name, Outcome.Result.class));
        yield activity -> results.contains(activity.outcome().result());
      }
      case "target" -> {
        Glob glob = new Glob(in.prose(name));
        yield activity -> activity.targets().stream().anyMatch(glob::matches);
      }
      case "names-another" -> new NamesAnother(path(in, name));
      case "foreign-account" -> foreignAccount(in);
      default -> policy(in);
    };
  }

  private static List<Condition> parts(Fields in, String name) {
    List<Condition> parts = in.list(name).stream().map(ConditionReader::read).toList();
    if (parts.size() < 2) {
      throw in.problem(name, "must join at least two tests");
    }
    return parts;
  }

  private static Condition all(List<Condition> parts) {
    return activity -> {
      for (Condition part : parts) {
        if (!part.test(activity)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Condition any(List<Condition> parts) {
    return activity -> {
      for (Condition part : parts) {
        if (part.test(activity)) {
          return true;
        }
      }
      return false;
    };
  }

  private static AttributePath path(Fields in, String field) {
    return AttributePath.of(in, field, in.text(field));
  }

  private static Condition attribute(Fields in) {
    AttributePath path = path(in, "attribute");
    Predicate<String> value = ValueTest.read(in);
    return activity -> path.any(activity.attributes(), value);
  }

  private static Condition foreignAccount(Fields in) {
    List<AttributePath> paths =
        in.someTexts("foreign-account").stream()
            .map(text -> AttributePath.of(in, "foreign-account", text))
            .toList();
    return new ForeignAccount(paths, Set.copyOf(in.texts("except")));
  }

  private static Condition policy(Fields in) {
    PolicyTest.Lets lets =
        in.choice(
            "lets",
            Map.of(
                "anybody", PolicyTest.Lets.ANYBODY,
                "foreign-account", PolicyTest.Lets.FOREIGN_ACCOUNT,
                "everything", PolicyTest.Lets.EVERYTHING));
    String prefix = in.prose("policy");
    return new PolicyTest(prefix, lets, Set.copyOf(in.texts("except")));
  }
}
