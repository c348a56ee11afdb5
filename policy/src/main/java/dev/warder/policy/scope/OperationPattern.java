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

  /// Whether every operation that another means is meant by this one, too.
  public boolean covers(OperationPattern other) {
    if (!method.equals(EVERY) && !method.equals(other.method)) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean ends = i >= other.segments.size();
      if (segment.equals(REST)) {
        return !ends;
      }
      String theirs = ends ? REST : other.segments.get(i);
      boolean holds =
          isParameter(segment) ? !theirs.equals(REST) && !theirs.isEmpty() : segment.equals(theirs);
      if (!holds) {
        return false;
      }
    }
    return segments.size() == other.segments.size();
  }

  /// Whether some operation is meant by both.
  public boolean overlaps(OperationPattern other) {
    if (!method.equals(EVERY) && !other.method.equals(EVERY) && !method.equals(other.method)) {
      return false;
    }
    int both = Math.min(segments.size(), other.segments.size());
    for (int i = 0; i < both; i++) {
      String ours = segments.get(i);
      String theirs = other.segments.get(i);
      if (ours.equals(REST) || theirs.equals(REST)) {
        return true;
      }
      boolean same =
          isParameter(ours)
              ? !theirs.isEmpty()
              : isParameter(theirs) ? !ours.isEmpty() : ours.equals(theirs);
      if (!same) {
        return false;
      }
    }
    return segments.size() == other.segments.size();
  }

  /// Whether it means operations that do more than look, whatever they are: no segment of it is
  /// spelled out, or it is every method of everything below a place.
  public boolean changesAnything() {
    boolean looks = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    return !looks
        && ((method.equals(EVERY) && segments.getLast().equals(REST))
            || segments.stream().allMatch(segment -> isParameter(segment) || segment.equals(REST)));
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
