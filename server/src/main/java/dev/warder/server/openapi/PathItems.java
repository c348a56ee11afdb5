package dev.warder.server.openapi;

import dev.warder.model.Operation;
import dev.warder.model.Parameter.Place;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.ParameterSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Operations by path. Templates that differ only in the names of their parameters are one path in
/// OpenAPI; it takes the names of the operation that is called most.
final class PathItems {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private PathItems() {}

  /// An operation as it goes below a path.
  ///
  /// @param method lower case
  /// @param pathParameters in the order of the path, named as the path names them
  record Item(String method, OperationSummary operation, List<ParameterSummary> pathParameters) {}

  /// Whether OpenAPI has a place for the operation.
  static boolean isUsable(Operation operation) {
    return operation.template().startsWith("/")
        && METHODS.contains(operation.method().toLowerCase(Locale.ROOT));
  }

  /// Operations by path, both in the order of calls.
  static Map<String, List<Item>> of(List<OperationSummary> operations) {
    Map<String, String> pathByForm = new LinkedHashMap<>();
    Map<String, List<Item>> items = new LinkedHashMap<>();
    for (OperationSummary operation : operations) {
      if (!isUsable(operation.operation())) {
        continue;
      }
      Template template = Template.of(operation.operation().template());
      String path = pathByForm.computeIfAbsent(template.form(), form -> template.path());
      String method = operation.operation().method().toLowerCase(Locale.ROOT);
      List<Item> below = items.computeIfAbsent(path, absent -> new ArrayList<>(2));
      if (below.stream().noneMatch(item -> item.method().equals(method))) {
        below.add(new Item(method, operation, named(operation, template, Template.of(path))));
      }
    }
    return items;
  }

  private static List<ParameterSummary> named(
      OperationSummary operation, Template own, Template shown) {
    List<ParameterSummary> named = new ArrayList<>();
    for (int i = 0; i < shown.names().size(); i++) {
      String ownName = own.original().get(i);
      ParameterSummary seen =
          operation.parameters().stream()
              .filter(p -> p.place() == Place.PATH && p.name().equals(ownName))
              .findFirst()
              .orElse(
                  new ParameterSummary(Place.PATH, ownName, "string", "", 0, 0, true, List.of()));
      named.add(
          new ParameterSummary(
              Place.PATH,
              shown.names().get(i),
              seen.type(),
              seen.format(),
              seen.calls(),
              seen.values(),
              true,
              seen.sensitive()));
    }
    return named;
  }

  /// A template of traffic made valid: braces that pair with nothing are encoded, parameters have
  /// names of letters, digits and `_-.`, each once.
  ///
  /// @param path as OpenAPI has it
  /// @param form the path with all names erased
  /// @param names of the parameters in `path`
  /// @param original names that traffic's template has for them
  record Template(String path, String form, List<String> names, List<String> original) {

    static Template of(String template) {
      StringBuilder path = new StringBuilder();
      StringBuilder form = new StringBuilder();
      List<String> names = new ArrayList<>();
      List<String> original = new ArrayList<>();
      int i = 0;
      while (i < template.length()) {
        char c = template.charAt(i);
        int close = c == '{' ? close(template, i) : -1;
        if (close > 0) {
          String raw = template.substring(i + 1, close);
          String name = unused(identifier(raw), names);
          names.add(name);
          original.add(raw);
          path.append('{').append(name).append('}');
          form.append("{}");
          i = close + 1;
        } else {
          String literal = c == '{' ? "%7B" : c == '}' ? "%7D" : String.valueOf(c);
          path.append(literal);
          form.append(literal);
          i++;
        }
      }
      return new Template(path.toString(), form.toString(), names, original);
    }

    /// Where the brace at `open` closes within its segment, -1 if it encloses no name.
    private static int close(String template, int open) {
      for (int i = open + 1; i < template.length(); i++) {
        char c = template.charAt(i);
        if (c == '/' || c == '{') {
          return -1;
        }
        if (c == '}') {
          return i > open + 1 ? i : -1;
        }
      }
      return -1;
    }

    private static String identifier(String raw) {
      StringBuilder name = new StringBuilder(raw.length());
      for (int i = 0; i < raw.length(); i++) {
        char c = raw.charAt(i);
        boolean plain =
            (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.';
        name.append(plain ? c : '_');
      }
      return name.toString();
    }

    private static String unused(String name, List<String> names) {
      Set<String> taken = new HashSet<>(names);
      String candidate = name;
      for (int n = 2; taken.contains(candidate); n++) {
        candidate = name + n;
      }
      return candidate;
    }
  }
}
