package dev.warder.engine.inventory;

import java.util.Set;

/// Segments that stand before the resources of an API and name none: `api`, `rest`, `v2`; and
/// plurals below which stand kinds of things rather than things: `/reports/usage`.
final class Prefixes {
  private static final Set<String> NAMES =
      Set.of("api", "apis", "rest", "restapi", "svc", "gateway", "odata");

  private static final Set<String> NAMESPACES =
      Set.of(
          "settings",
          "preferences",
          "statistics",
          "stats",
          "analytics",
          "metrics",
          "reports",
          "tools",
          "options",
          "utils",
          "insights",
          "details");

  private Prefixes() {}

  static boolean isPrefix(String segment) {
    return NAMES.contains(segment) || SegmentKind.isVersion(segment);
  }

  /// Whether a number behind it may be the version of the API: `/api/2/users`, `/api/v/2/users`.
  static boolean isBeforeVersion(String segment) {
    return NAMES.contains(segment) || segment.equals("v") || segment.equals("version");
  }

  static boolean isNamespace(String word) {
    return NAMESPACES.contains(word);
  }
}
