package dev.warder.policy.scope;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.text.Parsed;
import java.util.List;

/// A declared set of operations: a method, and a pattern of paths.
///
/// - Shape: `GET /api/systems/{id}`: `{name}` stands for exactly one segment that is not empty,
///   `/**` at the end for everything beneath (not for the path before it), `*` instead of a method
///   for every method; nothing else is special, and case counts. `HEAD` does not follow from `GET`.
/// - Bounds: at most 64 segments and 1,024 characters
///
/// @param method upper-case HTTP method, or `*`
/// @param segments what stands between slashes, `{name}` for parameters and `**` for the rest;
///   `/a/` has an empty last one
public record OperationPattern(String method, List<String> segments) {
  /// Every method.
  static final String EVERY = "*";

  /// Everything beneath.
  static final String REST = "**";

  public OperationPattern {
    requireNonNull(method, "method is null");
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("segments are empty");
    }
  }

  /// Reads `METHOD /path`, strictly: one blank between them and none elsewhere.
  public static Parsed<OperationPattern> parse(String text) {
    return new PatternReader(text).read();
  }

  /// Whether an operation is among those meant; paths that are not in normal form never are.
  public boolean matches(String requestMethod, String path) {
    return (method.equals(EVERY) || method.equals(requestMethod))
        && NormalPath.is(path)
        && matchesFrom(path);
  }

  private boolean matchesFrom(String path) {
    int start = 1;
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.equals(REST)) {
        return true;
      }
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      boolean same =
          isParameter(segment)
              ? end > start
              : end - start == segment.length() && path.startsWith(segment, start);
      boolean last = i == segments.size() - 1;
      if (!same || last != slash < 0) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  /// Whether it means every operation.
  public boolean isEverything() {
    return method.equals(EVERY) && segments.getFirst().equals(REST);
  }

  /// The path pattern alone: `/api/systems/{id}`.
  public String path() {
    return "/" + String.join("/", segments);
  }

  /// The text that reads back as this pattern.
  @Override
  public String toString() {
    return method + " " + path();
  }
}
