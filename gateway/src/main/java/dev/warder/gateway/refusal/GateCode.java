package dev.warder.gateway.refusal;

import java.util.Locale;

/// Stable codes of what the gate refuses other than by a verdict; `docs/gateway.md` says of each
/// what to do.
public enum GateCode {
  INVALID_REQUEST(400, "The request cannot be read"),
  PATH_NOT_NORMAL(400, "The path can be read in more than one way"),
  BAD_CERTIFICATE(401, "The certificate does not hold here"),
  METHOD_NOT_ALLOWED(405, "The method does not exist here"),
  REQUEST_TIMEOUT(408, "The request did not arrive in time"),
  TARGET_TOO_LONG(414, "The request target is too long"),
  EXPECTATION_FAILED(417, "What is expected cannot be met"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  UPSTREAM_UNREACHABLE(502, "The API behind Warder cannot be reached"),
  UPSTREAM_INVALID(502, "The API behind Warder answered with something else than HTTP"),
  OVERLOADED(503, "Warder has too much to do"),
  UNAVAILABLE(503, "Something Warder depends on does not work"),
  UPSTREAM_TIMEOUT(504, "The API behind Warder takes too long"),
  VERSION_NOT_SUPPORTED(505, "This version of HTTP is not spoken here");

  private final int status;
  private final String title;

  GateCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /// As callers see it: `path_not_normal`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
