package dev.warder.engine.inventory;

/// Routes as frameworks report them.
final class FrameworkRoute {
  private FrameworkRoute() {}

  /// Frameworks write `:id`, `*path` and `<int:id>` for what everybody else writes `{id}`.
  static String template(String route) {
    StringBuilder template = new StringBuilder();
    for (String segment : route.split("/", -1)) {
      if (segment.isEmpty()) {
        continue;
      }
      template.append('/');
      if (segment.length() > 1 && (segment.charAt(0) == ':' || segment.charAt(0) == '*')) {
        template.append('{').append(segment, 1, segment.length()).append('}');
      } else if (segment.startsWith("<") && segment.endsWith(">")) {
        int start = Math.max(segment.indexOf(':') + 1, 1);
        template.append('{').append(segment, start, segment.length() - 1).append('}');
      } else {
        template.append(segment);
      }
    }
    return template.isEmpty() ? "/" : template.toString();
  }
}
