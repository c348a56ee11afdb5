package dev.warder.policy.scope;

import dev.warder.policy.text.Parsed;
import dev.warder.policy.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one operation pattern; lives for one text.
final class PatternReader {
  static final int LONGEST = 1_024;
  static final int MOST_SEGMENTS = 64;
  private static final int LONGEST_METHOD = 20;
  private static final int LONGEST_NAME = 64;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private final String text;
  private final List<String> segments = new ArrayList<>();

  PatternReader(String text) {
    this.text = text;
  }

  Parsed<OperationPattern> read() {
    if (text.length() > LONGEST) {
      return problem(LONGEST, "a pattern has at most " + LONGEST + " characters");
    }
    int blank = text.indexOf(' ');
    if (blank < 0) {
      return text.startsWith("/")
          ? problem(0, "the method is missing: write `GET`, or `*` for every method, and a blank")
          : problem(text.length(), "the path is missing: write for example `GET /api/systems`");
    }
    String method = text.substring(0, blank);
    Parsed.Problem<OperationPattern> refused = methodProblem(method);
    if (refused == null) {
      refused = path(blank + 1);
    }
    return refused != null ? refused : new Parsed.Value<>(new OperationPattern(method, segments));
  }

  private Parsed.@Nullable Problem<OperationPattern> methodProblem(String method) {
    if (method.equals(OperationPattern.EVERY)) {
      return null;
    }
    if (method.isEmpty()) {
      return problem(0, "the method is missing before the blank: write for example `GET`, or `*`");
    }
    for (int i = 0; i < method.length(); i++) {
      char character = method.charAt(i);
      if (i >= LONGEST_METHOD || !isMethodCharacter(character)) {
        String upper = method.toUpperCase(Locale.ROOT);
        return METHODS.contains(upper)
            ? problem(0, "methods are written in capitals: " + upper)
            : problem(
                i,
                Words.quoted(method)
                    + " is no method: write one in capitals, or `*` for every method"
                    + Words.didYouMean(upper, METHODS));
      }
    }
    return null;
  }

  private static boolean isMethodCharacter(char character) {
    return (character >= 'A' && character <= 'Z') || character == '-' || character == '_';
  }

  private Parsed.@Nullable Problem<OperationPattern> path(int from) {
    if (from == text.length() || text.charAt(from) != '/') {
      return problem(from, "a path begins with `/`, one blank after the method");
    }
    for (int at = from; at < text.length(); ) {
      int slash = text.indexOf('/', at + 1);
      int end = slash < 0 ? text.length() : slash;
      if (segments.size() == MOST_SEGMENTS) {
        return problem(at, "a pattern has at most " + MOST_SEGMENTS + " segments");
      }
      Parsed.Problem<OperationPattern> refused = segment(at + 1, end);
      if (refused != null) {
        return refused;
      }
      at = end;
    }
    return null;
  }

  private Parsed.@Nullable Problem<OperationPattern> segment(int from, int to) {
    String segment = text.substring(from, to);
    boolean last = to == text.length();
    if (segment.equals(OperationPattern.REST)) {
      return last
          ? add(segment)
          : problem(from, "`**` may only end a pattern: write `{name}` for one segment");
    }
    if (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0) {
      return isName(segment)
          ? add(segment)
          : problem(
              from,
              "a parameter is a whole segment, `{name}` with letters, digits, `_`, `-` or `.`");
    }
    int star = segment.indexOf('*');
    if (star >= 0) {
      return problem(
          from + star,
          "`*` means nothing here: write `{name}` for one segment, `/**` for the rest");
    }
    return literal(segment, from, last);
  }

  private Parsed.@Nullable Problem<OperationPattern> literal(
      String segment, int from, boolean last) {
    if (segment.isEmpty()) {
      return last
          ? add(segment)
          : problem(from, "an empty segment never matches: write one `/` only");
    }
    int fault = NormalPath.firstFault("/" + segment);
    return fault < 0
        ? add(segment)
        : problem(
            from + fault - 1,
            "this never matches, because paths are matched in normal form only: "
                + NormalForm.hint(segment, fault - 1));
  }

  private Parsed.@Nullable Problem<OperationPattern> add(String segment) {
    segments.add(segment);
    return null;
  }

  private static boolean isName(String segment) {
    int end = segment.length() - 1;
    if (end < 2 || end > LONGEST_NAME || segment.charAt(0) != '{' || segment.charAt(end) != '}') {
      return false;
    }
    for (int i = 1; i < end; i++) {
      char character = segment.charAt(i);
      boolean letter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
      boolean digit = character >= '0' && character <= '9';
      if (!letter && !digit && "_-.".indexOf(character) < 0) {
        return false;
      }
    }
    return true;
  }

  private static Parsed.Problem<OperationPattern> problem(int offset, String message) {
    return new Parsed.Problem<>(offset + 1, message);
  }
}
