package dev.warder.content;

import java.util.List;

/// A pattern over a list of segments: `*` stands for one segment, `**` for any number of them, and
/// a `*` inside a segment for any run of characters.
///
/// Bounds time is at most pattern length times list length, times the glob's own
final class SegmentPattern {
  private static final String MANY = "**";

  private final List<Glob> segments;

  SegmentPattern(List<String> segments) {
    this.segments = segments.stream().map(Glob::new).toList();
  }

  boolean matches(List<String> texts) {
    int p = 0;
    int t = 0;
    int many = -1;
    int mark = 0;
    while (t < texts.size()) {
      if (isMany(p)) {
        many = p++;
        mark = t;
      } else if (p < segments.size() && segments.get(p).matches(texts.get(t))) {
        p++;
        t++;
      } else if (many >= 0) {
        p = many + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (isMany(p)) {
      p++;
    }
    return p == segments.size();
  }

  /// False if the path cannot match because of its last segment; spares most patterns the split.
  boolean mayEnd(String path) {
    String last = segments.isEmpty() ? "" : segments.getLast().pattern();
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return last.indexOf('*') >= 0
        || path.regionMatches(true, end - last.length(), last, 0, last.length());
  }

  private boolean isMany(int p) {
    return p < segments.size() && segments.get(p).pattern().equals(MANY);
  }
}
