package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// How a call ended.
///
/// @param result in one word
/// @param status HTTP status, 0 if the log has none
/// @param error provider's error code (`AccessDenied`), empty if none
public record Outcome(Result result, int status, String error) {

  public static final Outcome SUCCESS = new Outcome(Result.SUCCESS, 0, "");

  public Outcome {
    requireNonNull(result, "result is null");
    requireNonNull(error, "error is null");
  }

  public boolean succeeded() {
    return result == Result.SUCCESS;
  }

  /// The outcome that an HTTP status tells; 1xx to 3xx succeed, 401 and 403 are denials.
  public static Outcome ofStatus(int status) {
    Result result;
    if (status <= 0) {
      result = Result.UNKNOWN;
    } else if (status < 400) {
      result = Result.SUCCESS;
    } else if (status == 401 || status == 403) {
      result = Result.DENIED;
    } else if (status == 404) {
      result = Result.NOT_FOUND;
    } else if (status == 429) {
      result = Result.THROTTLED;
    } else {
      result = Result.FAILED;
    }
    return new Outcome(result, status, "");
  }

  /// How a call ended, in one word.
  public enum Result {
    UNKNOWN,
    SUCCESS,
    /// The caller is not who it should be, or may not do this.
    DENIED,
    NOT_FOUND,
    THROTTLED,
    FAILED
  }
}
