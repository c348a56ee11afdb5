package dev.warder.content.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A compiled rule says what a plain reading of the same rule says, on rules and calls drawn at
/// random.
class CompiledRulesTest {
  private static final long SEED = 20_261_121;
  private static final int RULES = 1_500;
  private static final int CALLS = 40;
  private static final String[] FIELDS = {
    "eventName",
    "eventSource",
    "errorCode",
    "userAgent",
    "requestParameters.a",
    "requestParameters.b"
  };
  private static final String[] MODIFIERS = {
    "",
    "|contains",
    "|startswith",
    "|endswith",
    "|cased",
    "|contains|all",
    "|contains|cased",
    "|re",
    "|gt",
    "|lte",
    "|exists",
    "|fieldref"
  };

  private final Random random = new Random(SEED);

  /// One field of a selection.
  private record Asked(String field, String modifiers, List<String> values) {}

  /// A condition as a tree, and as a rule has it.
  private sealed interface Tree {
    boolean holds(Map<String, Boolean> selections);

    record Name(String name) implements Tree {
      @Override
      public boolean holds(Map<String, Boolean> selections) {
        return selections.getOrDefault(name, false);
      }

      @Override
      public String toString() {
        return name;
      }
    }

    record Join(String word, Tree left, Tree right) implements Tree {
      @Override
      public boolean holds(Map<String, Boolean> selections) {
        return word.equals("and")
            ? left.holds(selections) && right.holds(selections)
            : left.holds(selections) || right.holds(selections);
      }

      @Override
      public String toString() {
        return "(" + left + " " + word + " " + right + ")";
      }
    }

    record Negation(Tree part) implements Tree {
      @Override
      public boolean holds(Map<String, Boolean> selections) {
        return !part.holds(selections);
      }

      @Override
      public String toString() {
        return "not " + part;
      }
    }

    record Quantified(String text, String prefix, boolean all) implements Tree {
      @Override
      public boolean holds(Map<String, Boolean> selections) {
        var meant = selections.entrySet().stream().filter(e -> e.getKey().startsWith(prefix));
        return all ? meant.allMatch(Map.Entry::getValue) : meant.anyMatch(Map.Entry::getValue);
      }

      @Override
      public String toString() {
        return text;
      }
    }
  }

  @Test
  void compiledRuleSaysWhatAPlainReadingSays() {
    int matched = 0;
    for (int i = 0; i < RULES; i++) {
      Map<String, List<Asked>> selections = selections();
      Tree condition = tree(3, List.copyOf(selections.keySet()));
      String text = text(selections, condition);
      SigmaRule rule = RuleText.cloudTrail(text);
      for (int j = 0; j < CALLS; j++) {
        Map<String, List<String>> event = event();
        boolean expected = naive(selections, condition, event);
        matched += expected ? 1 : 0;
        assertThat(call(event).match(rule))
            .as("seed %d, rule %d:%n%s%non %s", SEED, i, text, event)
            .isEqualTo(expected);
      }
    }
    assertThat(matched).isBetween(RULES * CALLS / 10, RULES * CALLS * 9 / 10);
  }

  private Map<String, List<Asked>> selections() {
    Map<String, List<Asked>> selections = new LinkedHashMap<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      List<Asked> tests = new ArrayList<>();
      Map<String, Boolean> used = new HashMap<>();
      for (int j = 0; j < 1 + random.nextInt(2); j++) {
        Asked test = test();
        if (used.put(test.field() + test.modifiers(), true) == null) {
          tests.add(test);
        }
      }
      selections.put((i == 0 ? "x" : "sel") + i, tests);
    }
    return selections;
  }

  private Asked test() {
    String field = FIELDS[random.nextInt(FIELDS.length)];
    String modifiers = MODIFIERS[random.nextInt(MODIFIERS.length)];
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      values.add(
          switch (modifiers) {
            case "|re" ->
                new String[] {"^a", "b+$", "[bc].", ".", "ab?b", "a+b*a", "ba{1,2}"}
                    [random.nextInt(7)];
            case "|gt", "|lte" -> Integer.toString(random.nextInt(30));
            case "|exists" -> random.nextBoolean() ? "true" : "false";
            case "|fieldref" -> FIELDS[random.nextInt(FIELDS.length)];
            case "", "|cased" -> random.nextInt(6) == 0 ? "" : word("abAB*?\\.");
            default -> word("abAB*?\\.");
          });
    }
    return new Asked(field, modifiers, values);
  }

  private Tree tree(int depth, List<String> names) {
    return switch (depth == 0 ? 0 : random.nextInt(5)) {
      case 1 -> new Tree.Join("and", tree(depth - 1, names), tree(depth - 1, names));
      case 2 -> new Tree.Join("or", tree(depth - 1, names), tree(depth - 1, names));
      case 3 -> new Tree.Negation(tree(depth - 1, names));
      case 4 ->
          switch (random.nextInt(3)) {
            case 0 -> new Tree.Quantified("1 of them", "", false);
            case 1 -> new Tree.Quantified("all of them", "", true);
            default -> new Tree.Quantified("1 of x*", "x", false);
          };
      default -> new Tree.Name(names.get(random.nextInt(names.size())));
    };
  }

  private String word(String alphabet) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }

  private static String text(Map<String, List<Asked>> selections, Tree condition) {
    StringBuilder text = new StringBuilder();
    selections.forEach((name, tests) -> {
      text.append(name).append(":\n");
      for (Asked test : tests) {
        text.append("  ").append(test.field()).append(test.modifiers()).append(":\n");
        test.values().forEach(value -> text.append("    - '").append(value).append("'\n"));
      }
    });
    return text.append("condition: ").append(condition).append('\n').toString();
  }

  /// Fields by name, each with its values.
  private Map<String, List<String>> event() {
    Map<String, List<String>> event = new LinkedHashMap<>();
    event.put("eventName", List.of(word("abAB")));
    event.put("eventSource", List.of(word("ab") + ".amazonaws.com"));
    if (random.nextBoolean()) {
      event.put("errorCode", List.of(word("abAB.")));
    }
    if (random.nextBoolean()) {
      event.put("userAgent", List.of(word("abAB.*\\?")));
    }
    if (random.nextBoolean()) {
      event.put("requestParameters.a", List.of(Integer.toString(random.nextInt(30))));
    }
    if (random.nextBoolean()) {
      event.put("requestParameters.b", List.of(word("abAB"), word("abAB.")));
    }
    return event;
  }

  private static Calls call(Map<String, List<String>> event) {
    String source = event.getOrDefault("eventSource", List.of("")).getFirst();
    String service = source.substring(0, source.indexOf('.'));
    Map<String, String> attributes = new HashMap<>();
    if (event.containsKey("requestParameters.a")) {
      attributes.put("requestParameters.a", first(event, "requestParameters.a"));
    }
    if (event.containsKey("requestParameters.b")) {
      attributes.put(
          "requestParameters.b[]",
          String.join("\n", event.getOrDefault("requestParameters.b", List.of())));
    }
    return Calls.cloudTrail(service, first(event, "eventName"))
        .error(first(event, "errorCode"))
        .agent(first(event, "userAgent"))
        .with(attributes);
  }

  private static String first(Map<String, List<String>> event, String field) {
    return event.getOrDefault(field, List.of("")).getFirst();
  }

  private static boolean naive(
      Map<String, List<Asked>> selections, Tree condition, Map<String, List<String>> event) {
    Map<String, Boolean> held = new LinkedHashMap<>();
    selections.forEach(
        (name, tests) -> held.put(name, tests.stream().allMatch(test -> naive(test, event))));
    return condition.holds(held);
  }

  private static boolean naive(Asked test, Map<String, List<String>> event) {
    List<String> of = event.getOrDefault(test.field(), List.of());
    return test.modifiers().endsWith("|all")
        ? test.values().stream().allMatch(value -> naive(test.modifiers(), value, of, event))
        : test.values().stream().anyMatch(value -> naive(test.modifiers(), value, of, event));
  }

  private static boolean naive(
      String modifiers, String wanted, List<String> of, Map<String, List<String>> event) {
    return switch (modifiers) {
      case "|exists" -> of.isEmpty() == wanted.equals("false");
      case "|fieldref" -> {
        List<String> other = event.getOrDefault(wanted, List.of());
        yield of.stream().anyMatch(value -> other.stream().anyMatch(value::equalsIgnoreCase));
      }
      case "|gt" -> of.stream().anyMatch(v -> isNumber(v) && number(v) > number(wanted));
      case "|lte" -> of.stream().anyMatch(v -> isNumber(v) && number(v) <= number(wanted));
      case "|re" -> of.stream().anyMatch(value -> Pattern.compile(wanted).matcher(value).find());
      default ->
          wanted.isEmpty()
              ? of.isEmpty()
              : of.stream().anyMatch(value -> glob(modifiers, wanted, value));
    };
  }

  private static boolean isNumber(String value) {
    return value.matches("[0-9]+");
  }

  private static int number(String value) {
    return Integer.parseInt(value);
  }

  /// The wanted text as a regular expression, character by character.
  private static boolean glob(String modifiers, String wanted, String value) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < wanted.length(); i++) {
      String c = wanted.substring(i, i + 1);
      if (c.equals("\\")
          && i + 1 < wanted.length()
          && "*?\\".contains(wanted.substring(i + 1, i + 2))) {
        expression.append(Pattern.quote(wanted.substring(i + 1, i + 2)));
        i++;
      } else {
        expression.append(c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c));
      }
    }
    String before = modifiers.contains("contains") || modifiers.contains("endswith") ? ".*" : "";
    String after = modifiers.contains("contains") || modifiers.contains("startswith") ? ".*" : "";
    boolean cased = modifiers.contains("cased");
    String pattern = before + expression + after;
    return cased
        ? value.matches(pattern)
        : value.toLowerCase(Locale.ROOT).matches("(?i)" + pattern);
  }
}
