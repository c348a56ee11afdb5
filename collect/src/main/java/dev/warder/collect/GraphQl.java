package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.JsonReader;
import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Secrets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Names GraphQL operations, which all share one path: `mutation createUser`, `query users`, or
/// `graphql users` where nothing tells which of the two it is. Confined to one thread.
///
/// The name is the caller's choice and proves nothing; the kind stands in the document.
///
/// Bounds names of at most [#MAX_NAME] characters, letters, digits and underscores; all others are
/// none
final class GraphQl {
  private static final int MAX_NAME = 100;
  private static final int DOCUMENT_CHARS = 8_192;
  private static final List<String> KINDS = List.of("mutation", "subscription", "query");
  private static final Set<String> PATHS = Set.of("graphql", "gql");
  private static final FieldNames NAMES = new FieldNames(List.of("operationName", "query"));

  private final JsonReader inner;

  GraphQl(CollectOptions.Limits limits) {
    inner = new JsonReader(limits.nesting(), limits.recordBytes());
  }

  /// The action of an operation that the log names; empty if it names none.
  static String action(String kind, String name) {
    String lower = kind.toLowerCase(Locale.ROOT);
    return isName(name) ? (KINDS.contains(lower) ? lower : "graphql") + " " + name : "";
  }

  /// The action that a query string names, on a path that is one of GraphQL; a GET can only query.
  static String inQuery(String method, String path, String query) {
    String last = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (query.isEmpty() || !PATHS.contains(last)) {
      return "";
    }
    String name = Secrets.valueInQuery(query, Set.of("operationname"));
    return action(method.equals("GET") ? "query" : "", name);
  }

  /// The action that a request body names, if it is a GraphQL document in JSON.
  String inBody(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && bytes[start] <= ' ') {
      start++;
    }
    while (end > start && bytes[end - 1] <= ' ') {
      end--;
    }
    if (start == end || bytes[start] != '{' || inner.parse(bytes, start, end) != end) {
      return "";
    }
    Tape body = inner.tape();
    int query = body.find(0, NAMES, 1);
    int named = body.find(0, NAMES, 0);
    String document = query == 0 ? "" : body.text(query, DOCUMENT_CHARS);
    String name = named == 0 ? firstName(document) : body.text(named, MAX_NAME + 1);
    return isName(name) ? action(kind(document, name), name) : "";
  }

  /// The kind of the operation of that name in a document, empty if it has none.
  private static String kind(String document, String name) {
    for (String kind : KINDS) {
      for (int at = document.indexOf(kind); at >= 0; at = document.indexOf(kind, at + 1)) {
        if (nameAfter(document, at + kind.length()).equals(name)) {
          return kind;
        }
      }
    }
    return "";
  }

  private static String firstName(String document) {
    int first = document.length();
    String name = "";
    for (String kind : KINDS) {
      int at = document.indexOf(kind);
      if (at >= 0 && at < first) {
        first = at;
        name = nameAfter(document, at + kind.length());
      }
    }
    return name;
  }

  /// The name that follows blanks, empty if none does.
  private static String nameAfter(String document, int from) {
    int start = from;
    while (start < document.length() && document.charAt(start) <= ' ') {
      start++;
    }
    int end = start;
    while (end < document.length() && isNameCharacter(document.charAt(end))) {
      end++;
    }
    return start > from ? document.substring(start, end) : "";
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isNameCharacter(name.charAt(i))) {
        return false;
      }
    }
    return name.charAt(0) > '9';
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
