package dev.warder.engine.inventory;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;

/// The template of an operation whose name the framework tells, worked out from the paths it is
/// called by: a segment that differs between two calls is a parameter.
final class NamedTemplate {
  private final String[] segments;
  private String lastPath;

  NamedTemplate(String path) {
    segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      SegmentKind kind = SegmentKind.of(segments[i]);
      if (kind != SegmentKind.WORD) {
        segments[i] = parameter(kind);
      }
    }
    lastPath = path;
  }

  private NamedTemplate(String[] segments, String lastPath) {
    this.segments = segments;
    this.lastPath = lastPath;
  }

  /// Makes the template fit one more path; says whether that changed it.
  ///
  /// A path with another number of segments belongs to an optional part and changes nothing.
  boolean widen(String path) {
    if (path.equals(lastPath)) {
      return false;
    }
    lastPath = path;
    boolean changed = false;
    int start = 0;
    for (int i = 0; i < segments.length; i++) {
      int asKnown = endAsKnown(path, start, segments[i]);
      int end = asKnown < 0 ? end(path, start) : asKnown;
      if ((i == segments.length - 1) != (end == path.length())) {
        return changed;
      }
      if (asKnown < 0 && !isParameter(segments[i])) {
        segments[i] = parameter(SegmentKind.of(path.substring(start, end)));
        changed = true;
      }
      start = end + 1;
    }
    return changed;
  }

  /// Where the segment ends that starts at `start`, if it is the known one; -1 if it is another.
  private static int endAsKnown(String path, int start, String known) {
    int end = start + known.length();
    boolean ends = end == path.length() || (end < path.length() && path.charAt(end) == '/');
    return ends && path.startsWith(known, start) ? end : -1;
  }

  private static int end(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? path.length() : slash;
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  private static String parameter(SegmentKind kind) {
    return switch (kind) {
      case WORD, TEXT -> "{name}";
      case DATE -> "{date}";
      case EMAIL -> "{email}";
      case NUMBER -> "{number}";
      case INTEGER, UUID, HEX, OPAQUE -> "{id}";
    };
  }

  /// The template with every parameter named differently.
  @Override
  public String toString() {
    StringBuilder template = new StringBuilder();
    for (int i = 0; i < segments.length; i++) {
      int n = 1;
      for (int j = 0; j < i; j++) {
        n += isParameter(segments[i]) && segments[j].equals(segments[i]) ? 1 : 0;
      }
      String segment = segments[i];
      template
          .append(i == 0 ? "" : "/")
          .append(n == 1 ? segment : segment.substring(0, segment.length() - 1) + n + "}");
    }
    return template.isEmpty() ? "/" : template.toString();
  }

  void save(StateWriter out) {
    out.texts(Arrays.asList(segments));
    out.text(lastPath);
  }

  static NamedTemplate restore(StateReader in) throws StateException {
    String[] segments = in.texts().toArray(String[]::new);
    in.require(segments.length > 0, "a path without segments");
    return new NamedTemplate(segments, in.text());
  }
}
