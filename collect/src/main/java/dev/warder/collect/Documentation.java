package dev.warder.collect;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What documentation beside logs is called. Only asked of text that no reader knows, so that no
/// log is passed over because of its name.
final class Documentation {
  private static final Set<String> NAMES =
      Set.of("readme", "license", "notice", "changelog", "copying", "authors", "contributing");
  private static final List<String> EXTENSIONS = List.of(".md", ".markdown", ".rst", ".adoc");

  private Documentation() {}

  /// Whether a file of this name is meant for people: `README`, `docs/format.md`.
  static boolean isNameOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    for (String extension : EXTENSIONS) {
      if (name.endsWith(extension)) {
        return true;
      }
    }
    return NAMES.contains(name.endsWith(".txt") ? name.substring(0, name.length() - 4) : name);
  }
}
