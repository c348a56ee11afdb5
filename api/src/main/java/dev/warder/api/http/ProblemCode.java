package dev.warder.api.http;

import java.util.Locale;

/// Stable codes of what the doors refuse, other than by a verdict; `docs/errors.md` says of each
/// what to do.
public enum ProblemCode {
  INVALID_REQUEST(400, "The request cannot be read"),
  INVALID_BODY(400, "The body is not what is asked for"),
  INVALID_PARAMETER(400, "A parameter is not what is asked for"),
  INVALID_SELECTOR(400, "The selector cannot be read"),
  NO_CREDENTIAL(401, "No credential was presented"),
  BAD_CREDENTIAL(401, "The credential opens nothing here"),
  NOT_ALLOWED(403, "The credential does not open this"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "The method does not exist here"),
  CONFLICT(409, "The state does not allow this"),
  VERSION_MISMATCH(412, "It has changed since it was read"),
  BODY_TOO_LARGE(413, "The body is too large"),
  TARGET_TOO_LONG(414, "The request target is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body has another media type"),
  VERSION_REQUIRED(428, "Say which version is to be changed"),
  TOO_MANY_REQUESTS(429, "Too many calls with this credential"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  BUG(500, "A fault of Warder itself"),
  OVERLOADED(503, "Warder has too much to do"),
  STOPPING(503, "Warder is stopping"),
  UNAVAILABLE(503, "Something Warder depends on does not work"),
  TIMEOUT(504, "It takes too long");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /// As callers see it: `not_found`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
