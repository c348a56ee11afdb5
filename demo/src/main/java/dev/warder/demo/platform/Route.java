package dev.warder.demo.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An operation of the platform.
///
/// @param method of HTTP
/// @param template path with `{}` for each id
/// @param handler what is done
record Route(String method, String template, Handler handler) {
  /// Does what is asked.
  @FunctionalInterface
  interface Handler {
    Reply handle(Call call) throws IOException;
  }

  /// The ids in a path that this is the template of; null if it is not.
  @Nullable List<String> ids(String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return null;
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("{}") && !given[i].isEmpty()) {
        ids.add(given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return null;
      }
    }
    return ids;
  }
}
