package dev.warder.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Operations that nobody calls any more, or never did, as the operator declares them: switched off,
/// or laid out as a trap.
///
///     DELETE /api/v1/users/{id}    one method; {} or * is any one segment
///     /api/internal/backup.sql     whatever the method
///     /old-admin/**                and everything below
///     iam:DeleteAccountAlias       a provider's action, or a framework's name; no case
///
/// Paths are those of the calls, not templates; case counts, a slash at the end does not.
///
/// Bounds [#MAX] of at most [Activity#MAX_TEXT] characters; without placeholders one look-up a call
public final class DeadOperations {
  private static final int MAX = 10_000;

  /// None are declared.
  public static final DeadOperations NONE = new DeadOperations(List.of());

  private final Map<String, List<Declared>> exact = new HashMap<>();
  private final List<Declared> patterns = new ArrayList<>();

  /// One of them.
  ///
  /// @param text as declared
  /// @param method upper case, empty for any
  /// @param segments of its path
  private record Declared(String text, String method, List<String> segments, boolean below) {

    boolean covers(Call call) {
      return (method.isEmpty() || method.equals(call.method())) && covers(call.path());
    }

    private boolean covers(String path) {
      int at = 0;
      for (String segment : segments) {
        if (at >= path.length()) {
          return false;
        }
        int end = path.indexOf('/', at + 1);
        end = end < 0 ? path.length() : end;
        boolean any = isAny(segment);
        if (!any
            && !path.regionMatches(at + 1, segment, 0, Math.max(segment.length(), end - at - 1))) {
          return false;
        }
        at = end;
      }
      return below || at >= path.length() - 1;
    }

    private static boolean isAny(String segment) {
      return segment.equals("*") || (segment.startsWith("{") && segment.endsWith("}"));
    }

    boolean isPlain() {
      return !below && segments.stream().noneMatch(Declared::isAny);
    }
  }

  /// @throws IllegalArgumentException if one cannot be understood; the message says which
  public DeadOperations(Collection<String> declared) {
    if (declared.size() > MAX) {
      throw new IllegalArgumentException("more than " + MAX + " dead operations");
    }
    for (String text : declared) {
      add(text.strip());
    }
  }

  private void add(String text) {
    if (text.isEmpty() || text.length() > Activity.MAX_TEXT) {
      throw new IllegalArgumentException("a dead operation is empty or too long");
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      put(text.toLowerCase(Locale.ROOT), new Declared(text, "", List.of(), false));
      return;
    }
    String method = text.substring(0, slash).strip().toUpperCase(Locale.ROOT);
    String path = text.substring(slash);
    if (!method.chars().allMatch(Character::isLetter) || path.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(
          "dead operation '" + text + "' is neither a path, nor a method and a path, nor a name");
    }
    boolean below = path.endsWith("/**");
    Declared declared = new Declared(text, method, segments(path, below), below);
    if (declared.segments.contains("**")) {
      throw new IllegalArgumentException("dead operation '" + text + "': ** only at the end");
    }
    if (declared.isPlain()) {
      put(withoutSlash(path), declared);
    } else {
      patterns.add(declared);
    }
  }

  private void put(String key, Declared declared) {
    exact.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(declared);
  }

  private static List<String> segments(String path, boolean below) {
    String inner = below ? path.substring(0, path.length() - 3) : withoutSlash(path);
    return inner.length() < 2 ? List.of() : List.of(inner.substring(1).split("/", -1));
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /// The declaration that covers a call, as it was given; empty if there is none.
  public String covering(Call call) {
    if (exact.isEmpty() && patterns.isEmpty()) {
      return "";
    }
    if (!call.path().isEmpty()) {
      for (Declared declared : exact.getOrDefault(withoutSlash(call.path()), List.of())) {
        if (declared.method.isEmpty() || declared.method.equals(call.method())) {
          return declared.text;
        }
      }
      for (Declared declared : patterns) {
        if (declared.covers(call)) {
          return declared.text;
        }
      }
    }
    return call.action().isEmpty()
        ? ""
        : exact.getOrDefault(call.action().toLowerCase(Locale.ROOT), List.of()).stream()
            .map(Declared::text)
            .findFirst()
            .orElse("");
  }
}
