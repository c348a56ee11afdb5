package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.Word;
import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.Slices;
import dev.warder.model.Activity;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What a mapped record says was requested, whichever way it says so: a request line, a target with
/// query, a URL, or parts. Reused from record to record and confined to one thread.
///
/// What the client sent (target, URL, request line) goes before what the server made of it (path).
///
/// Bounds no allocation but texts not seen before; never throws
final class MappedRequest {
  private static final RequestPath NO_PATH = new RequestPath("", "");
  private static final byte[] ROOT = {'/'};
  private static final byte[] NOTHING = new byte[0];
  private static final Word[] TARGETS = {Word.TARGET, Word.URL, Word.REQUEST, Word.PATH};
  private static final int MAX_SCHEME = 10;

  private final Nouns nouns;
  private final Mapping mapping;

  String method = "";
  String host = "";
  RequestPath path = NO_PATH;

  /// The query, of which only [#queryFrom] to [#queryTo] counts.
  byte[] query = NOTHING;

  int queryFrom;
  int queryTo;

  MappedRequest(Nouns nouns, Mapping mapping) {
    this.nouns = nouns;
    this.mapping = mapping;
  }

  void read(Tape tape, int[] found) {
    method = "";
    host = "";
    path = NO_PATH;
    queryFrom = queryTo = 0;
    int methodNode = mapping.value(Word.METHOD, tape, found);
    if (methodNode > 0) {
      readMethod(tape.bytes(), tape.start(methodNode), tape.end(methodNode));
    } else {
      method = mapping.constant(Word.METHOD).toUpperCase(Locale.ROOT);
    }
    for (Word word : TARGETS) {
      int node = mapping.value(word, tape, found);
      if (node > 0) {
        readWord(word, tape, node, found);
        break;
      }
    }
    int queryNode = mapping.value(Word.QUERY, tape, found);
    if (queryNode > 0) {
      setQuery(tape.bytes(), tape.start(queryNode), tape.end(queryNode));
    }
    int requestNode = method.isEmpty() ? mapping.value(Word.REQUEST, tape, found) : 0;
    if (requestNode > 0) {
      readMethodOf(tape.bytes(), tape.start(requestNode), tape.end(requestNode));
    }
  }

  private void readWord(Word word, Tape tape, int node, int[] found) {
    byte[] b = tape.bytes();
    int from = tape.start(node);
    int to = tape.end(node);
    if (word == Word.REQUEST) {
      int blank = blank(b, from, to);
      if (blank == to || !CombinedFormat.isMethod(b, from, blank)) {
        return;
      }
      to = CombinedFormat.beforeProtocol(b, blank + 1, to);
      from = blank + 1;
    }
    readTarget(b, from, to, base(tape, found));
  }

  private void readMethodOf(byte[] b, int from, int to) {
    readMethod(b, from, blank(b, from, to));
  }

  private void readMethod(byte[] b, int from, int to) {
    if (CombinedFormat.isMethod(b, from, to)) {
      method = nouns.text(b, from, to).toUpperCase(Locale.ROOT);
    }
  }

  private static int blank(byte[] b, int from, int to) {
    int i = from;
    while (i < to && b[i] != ' ') {
      i++;
    }
    return i;
  }

  /// `/path?query#fragment`, with or without `scheme://user@host:port` before it.
  private void readTarget(byte[] b, int from, int to, String base) {
    int start = from;
    int authority = authority(b, from, to);
    if (authority > 0) {
      start = authority;
      while (start < to && b[start] != '/' && b[start] != '?' && b[start] != '#') {
        start++;
      }
      int at = authority;
      for (int i = authority; i < start; i++) {
        at = b[i] == '@' ? i + 1 : at;
      }
      host = hostName(nouns.text(b, at, start));
    }
    int end = start;
    while (end < to && b[end] != '?' && b[end] != '#') {
      end++;
    }
    if (start == end && authority > 0) {
      path = nouns.path(ROOT, 0, 1);
    } else {
      int cut = start + lengthOf(base, b, start, end);
      path = cut == end ? nouns.path(ROOT, 0, 1) : nouns.path(b, cut, end);
    }
    if (end < to && b[end] == '?') {
      int fragment = end;
      while (fragment < to && b[fragment] != '#') {
        fragment++;
      }
      setQuery(b, end + 1, fragment);
    }
  }

  /// Where the host of an absolute URL starts, 0 if it is none.
  private static int authority(byte[] b, int from, int to) {
    int limit = Math.min(to - 2, from + MAX_SCHEME);
    for (int i = from + 1; i < limit; i++) {
      if (b[i] == ':' && b[i + 1] == '/' && b[i + 2] == '/') {
        return i + 3;
      }
      if (b[i] == '/' || b[i] == '?') {
        return 0;
      }
    }
    return 0;
  }

  private void setQuery(byte[] b, int from, int to) {
    query = b;
    queryFrom = from < to && b[from] == '?' ? from + 1 : from;
    queryTo = to;
  }

  String queryText() {
    return queryFrom == queryTo ? "" : Slices.text(query, queryFrom, queryTo, Activity.MAX_TEXT);
  }

  private String base(Tape tape, int[] found) {
    int node = mapping.value(Word.BASE, tape, found);
    String base =
        node > 0
            ? nouns.text(tape.bytes(), tape.start(node), tape.end(node))
            : mapping.constant(Word.BASE);
    int from = base.startsWith("/") ? 1 : 0;
    int to = base.endsWith("/") && base.length() > from ? base.length() - 1 : base.length();
    return from == 0 && to == base.length() ? base : base.substring(from, to);
  }

  /// How much of a path is its base: whole segments only.
  private static int lengthOf(String base, byte[] b, int from, int to) {
    if (base.isEmpty()) {
      return 0;
    }
    byte[] prefix = base.getBytes(StandardCharsets.UTF_8);
    int end = from + 1 + prefix.length;
    if (end > to || b[from] != '/' || (end < to && b[end] != '/')) {
      return 0;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (b[from + 1 + i] != prefix[i]) {
        return 0;
      }
    }
    return prefix.length + 1;
  }

  /// A host without port, in lower case.
  static String hostName(String text) {
    int colon = text.lastIndexOf(':');
    boolean port = colon > 0 && colon + 1 < text.length() && text.charAt(colon - 1) != ':';
    for (int i = colon + 1; port && i < text.length(); i++) {
      port = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    boolean bareIpv6 = text.indexOf(':') != colon && !text.startsWith("[");
    return (port && !bareIpv6 ? text.substring(0, colon) : text).toLowerCase(Locale.ROOT);
  }
}
