package dev.warder.benchmarks.routes;

import java.util.ArrayList;
import java.util.List;

/// One operation of a published list: the truth that the learner never sees.
///
/// @param provider whose API it is; figures are averaged over providers
/// @param host the API and version it belongs to, as a name to call it by
/// @param method upper case
/// @param template starts with `/`, with `{name}` for each parameter, without query and fragment
/// @param parameters what the list declares of them, in any order
record TrueOperation(
    String provider,
    String host,
    String method,
    String template,
    List<DeclaredParameter> parameters) {

  TrueOperation {
    parameters = List.copyOf(parameters);
  }

  /// What a list says of one parameter; empty where it says nothing.
  record DeclaredParameter(
      String name,
      String type,
      String format,
      String pattern,
      String example,
      List<String> values) {

    DeclaredParameter {
      values = List.copyOf(values);
    }

    static DeclaredParameter undeclared(String name) {
      return new DeclaredParameter(name, "", "", "", "", List.of());
    }
  }

  DeclaredParameter parameter(String name) {
    for (DeclaredParameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter;
      }
    }
    return DeclaredParameter.undeclared(name);
  }

  List<String> segments() {
    List<String> segments = new ArrayList<>();
    for (String segment : template.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  /// Method and template without the names of parameters: lists that say no more than that twice
  /// mean one operation.
  String identity() {
    StringBuilder plain = new StringBuilder(method);
    for (String segment : segments()) {
      plain.append('/').append(withoutNames(segment));
    }
    return plain.toString();
  }

  static String withoutNames(String segment) {
    StringBuilder plain = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      inside |= c == '{';
      if (!inside || c == '{' || c == '}') {
        plain.append(c);
      }
      inside &= c != '}';
    }
    return plain.toString();
  }

  /// Whether one path can belong to both, as `/users/me` can to `/users/{id}`.
  boolean overlaps(TrueOperation other) {
    if (!method.equals(other.method) || !host.equals(other.host)) {
      return false;
    }
    List<String> mine = segments();
    List<String> theirs = other.segments();
    if (mine.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      if (!canMeet(mine.get(i), theirs.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean canMeet(String one, String other) {
    boolean oneOpen = one.indexOf('{') >= 0;
    boolean otherOpen = other.indexOf('{') >= 0;
    if (oneOpen && otherOpen) {
      return true;
    }
    if (!oneOpen && !otherOpen) {
      return one.equals(other);
    }
    return oneOpen ? matches(one, other) : matches(other, one);
  }

  private static boolean matches(String open, String text) {
    String head = open.substring(0, open.indexOf('{'));
    String tail = open.substring(open.lastIndexOf('}') + 1);
    return text.length() > head.length() + tail.length()
        && text.startsWith(head)
        && text.endsWith(tail);
  }

  /// Whether a path is one of this operation's.
  boolean accepts(String path) {
    String[] parts = path.substring(1).split("/", -1);
    List<String> segments = segments();
    if (parts.length != segments.size()) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      String segment = segments.get(i);
      boolean open = segment.indexOf('{') >= 0;
      if (open ? !matches(segment, parts[i]) : !segment.equals(parts[i])) {
        return false;
      }
    }
    return true;
  }

  /// Literal segments; where two accept a path, the one with more of them has it.
  int literals() {
    int literals = 0;
    for (String segment : segments()) {
      literals += segment.indexOf('{') < 0 ? 1 : 0;
    }
    return literals;
  }
}
