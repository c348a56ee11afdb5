package dev.warder.store.journal.activity;

import dev.warder.model.Call;

/// What a call is found by where nobody resolved its operation: a pattern that names nobody.
///
/// Shape `GET /api/users/4711/keys` -> `GET /api/users/{}/keys`; a part of a path with a digit,
/// `@`, `%` or more than 32 characters is left out
public final class Operations {
  private static final int MAX_PART = 32;
  private static final int MAX_PATH = 512;

  private Operations() {}

  /// The provider's action, the method and route, or the method and a pattern of the path.
  public static String of(Call call) {
    if (!call.action().isEmpty()) {
      return call.action();
    }
    String path = call.route().isEmpty() ? pattern(call.path()) : call.route();
    return call.method().isEmpty() ? path : call.method() + " " + path;
  }

  /// A path without the parts that may name somebody or something.
  static String pattern(String path) {
    StringBuilder pattern = new StringBuilder(path.length());
    int from = 0;
    while (from < path.length() && pattern.length() < MAX_PATH) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      pattern.append(isTelling(path, from, to) ? "{}" : path.substring(from, to));
      if (slash >= 0) {
        pattern.append('/');
      }
      from = to + 1;
    }
    return pattern.toString();
  }

  private static boolean isTelling(String path, int from, int to) {
    if (to - from > MAX_PART) {
      return true;
    }
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      boolean isVersion = i == from + 1 && to == from + 2 && path.charAt(from) == 'v';
      if (c == '@' || c == '%' || (c >= '0' && c <= '9' && !isVersion)) {
        return true;
      }
    }
    return false;
  }
}
