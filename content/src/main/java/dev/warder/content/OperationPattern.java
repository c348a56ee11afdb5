package dev.warder.content;

import dev.warder.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Names operations: `POST /**/commands`, `PUT|PATCH /settings`, `iam:Create*`, `commands_create`.
sealed interface OperationPattern {

  /// Whether the operation is meant, by its method and template or by either of its names.
  boolean matches(Operation operation, String action);

  static OperationPattern of(Fields in, String field, String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      return named(in, field, text);
    }
    Set<String> methods = Set.of(text.substring(0, space).split("\\|"));
    String path = text.substring(space + 1);
    if (!methods.stream().allMatch(m -> m.equals("*") || HTTP_METHODS.contains(m))) {
      throw in.problem(field, "has '" + text + "': methods are " + HTTP_METHODS + " or *");
    }
    if (!path.startsWith("/") || path.contains("***") || path.contains(" ")) {
      throw in.problem(field, "has '" + text + "': a path starts with / and has * or ** segments");
    }
    return new Route(methods, new SegmentPattern(segments(path)));
  }

  private static OperationPattern named(Fields in, String field, String text) {
    if (text.isEmpty() || text.contains("**") || text.startsWith("/")) {
      throw in.problem(
          field, "has '" + text + "': names are like iam:Create*, routes like 'POST /**/users'");
    }
    return new Named(new Glob(text));
  }

  List<String> HTTP_METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

  /// Segments of a path or template, without the query.
  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int from = 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      if (from < to) {
        segments.add(path.substring(from, to));
      }
      from = to + 1;
    }
    return segments;
  }

  /// Method and path.
  record Route(Set<String> methods, SegmentPattern path) implements OperationPattern {
    @Override
    public boolean matches(Operation operation, String action) {
      return !operation.method().equals(Operation.ACTION)
          && (methods.contains("*") || methods.contains(operation.method()))
          && path.mayEnd(operation.template())
          && path.matches(segments(operation.template()));
    }
  }

  /// A provider's action, or a framework's own name for an operation.
  record Named(Glob name) implements OperationPattern {
    @Override
    public boolean matches(Operation operation, String action) {
      return (operation.method().equals(Operation.ACTION) && name.matches(operation.template()))
          || (!action.isEmpty() && name.matches(action));
    }
  }
}
