package dev.warder.api.wire;

import dev.warder.api.http.Call;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;

/// Versions of a resource as entity tags.
///
/// Shape version 3 -> `"3"`
///
/// Source RFC 9110, section 8.8.3 and 13.1
public final class Versions {
  private Versions() {}

  public static String tag(long version) {
    return "\"" + version + "\"";
  }

  /// The version that a change was made for.
  public static long required(Call call) throws ProblemException {
    String given = call.header("if-match");
    if (given.isEmpty()) {
      throw new ProblemException(
          ProblemCode.VERSION_REQUIRED,
          "Read it first, and send its ETag along: 'If-Match: \"3\"'.");
    }
    boolean quoted = given.length() > 2 && given.startsWith("\"") && given.endsWith("\"");
    String digits = quoted ? given.substring(1, given.length() - 1) : "";
    if (digits.isEmpty()
        || digits.length() > 18
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new ProblemException(
          ProblemCode.INVALID_REQUEST, "If-Match must be one ETag as it was given, such as \"3\".");
    }
    return Long.parseLong(digits);
  }

  /// Whether the caller has the version already.
  public static boolean isKnown(Call call, long version) throws ProblemException {
    return call.header("if-none-match").equals(tag(version));
  }
}
