package dev.warder.collect;

import dev.warder.collect.text.RequestPath;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The URL or request target of one request, taken apart. Reused from request to request; confined
/// to one thread.
///
/// Guarantees the query is kept no longer than the record, and a secret of the path not at all.
final class HttpRequest {
  private final Nouns nouns;

  /// Host without user and port, in lower case; empty if the target has none.
  String host = "";

  String path = "";
  String marks = "";

  /// Without the question mark. May hold secrets: never to be put into an activity.
  String query = "";

  HttpRequest(Nouns nouns) {
    this.nouns = nouns;
  }

  void start() {
    host = path = marks = query = "";
  }

  /// Reads `https://host/path?query`, `/path?query` or `/path`.
  void read(String target) {
    int hash = target.indexOf('#');
    String whole = hash < 0 ? target : target.substring(0, hash);
    int mark = whole.indexOf('?');
    String before = mark < 0 ? whole : whole.substring(0, mark);
    if (mark >= 0) {
      query = whole.substring(mark + 1);
    }
    int scheme = before.indexOf("://");
    if (scheme > 0 && scheme < 8) {
      int slash = before.indexOf('/', scheme + 3);
      host = host(before.substring(scheme + 3, slash < 0 ? before.length() : slash));
      before = slash < 0 ? "/" : before.substring(slash);
    }
    byte[] bytes = before.getBytes(StandardCharsets.UTF_8);
    RequestPath found = nouns.path(bytes, 0, bytes.length);
    path = found.path();
    marks = found.marks();
  }

  private static String host(String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = host.lastIndexOf(':');
    boolean port = colon > 0 && host.indexOf(']', colon) < 0 && colon + 1 < host.length();
    return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }
}
