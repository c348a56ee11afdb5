package dev.warder.policy.scope;

/// Says what is wrong with a segment that is not in normal form.
final class NormalForm {
  private NormalForm() {}

  /// What to write instead of the character at a place.
  static String hint(String segment, int at) {
    if (segment.equals(".") || segment.equals("..")) {
      return "write the path without `" + segment + "`";
    }
    char character = segment.charAt(at);
    return switch (character) {
      case '%' ->
          "encode only what must be, as UTF-8 in capitals (`%20`), never `/`, `\\`, `%`, `;`";
      case ';' -> "leave out `;` and what follows it";
      case '\\' -> "write `/`";
      case '?', '#' -> "leave out the query, paths are matched without it";
      case ' ' -> "write a blank as `%20`";
      default ->
          character > 127
              ? "write it percent-encoded as UTF-8 (`%C3%BC`)"
              : "write it percent-encoded, in capitals";
    };
  }
}
