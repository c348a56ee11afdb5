package dev.warder.engine.inventory;

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
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      boolean last = i == segments.length - 1;
      if (last != slash < 0) {
        return changed;
      }
      String known = segments[i];
      boolean same = isParameter(known) || sameText(path, start, end, known);
      if (!same) {
        segments[i] = parameter(SegmentKind.of(path.substring(start, end)));
        changed = true;
      }
      start = end + 1;
    }
    return changed;
  }

  private static boolean sameText(String path, int start, int end, String known) {
    return end - start == known.length() && path.startsWith(known, start);
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
}
