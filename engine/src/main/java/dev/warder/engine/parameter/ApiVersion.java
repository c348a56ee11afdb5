package dev.warder.engine.parameter;

import dev.warder.model.Operation;

/// The version of an API as its path or host tells it: `v1`, `v2.1`, `v1beta1`, `2024-01-01`.
public final class ApiVersion {
  private static final int LONGEST = 16;

  private ApiVersion() {}

  /// The first segment of the template that is a version, else a label of the host; empty if there
  /// is none.
  public static String of(Operation operation) {
    if (operation.template().startsWith("/")) {
      String inPath = first(operation.template(), '/');
      return inPath.isEmpty() ? first(operation.api().replace('-', '.'), '.') : inPath;
    }
    return "";
  }

  private static String first(String text, char separator) {
    int from = 0;
    while (from <= text.length()) {
      int next = text.indexOf(separator, from);
      int to = next < 0 ? text.length() : next;
      if (to - from >= 2 && to - from <= LONGEST && isVersion(text, from, to)) {
        return text.substring(from, to);
      }
      from = to + 1;
    }
    return "";
  }

  private static boolean isVersion(String text, int from, int to) {
    char first = text.charAt(from);
    if (first == 'v' || first == 'V') {
      return isNumbered(text, from + 1, to);
    }
    return to - from == 10
        && text.charAt(from + 4) == '-'
        && text.charAt(from + 7) == '-'
        && isDigits(text, from, from + 4)
        && isDigits(text, from + 5, from + 7)
        && isDigits(text, from + 8, to);
  }

  /// `1`, `2.1`, `1beta1`.
  private static boolean isNumbered(String text, int from, int to) {
    int i = from;
    while (i < to && (isDigit(text.charAt(i)) || (i > from && text.charAt(i) == '.'))) {
      i++;
    }
    if (i == from || i == to) {
      return i == to && i > from;
    }
    int stage = i;
    while (i < to && Character.isLetter(text.charAt(i))) {
      i++;
    }
    String word = text.substring(stage, i);
    return (word.equals("alpha") || word.equals("beta") || word.equals("rc"))
        && isDigits(text, i, to);
  }

  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
