package dev.warder.demo.wire;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.JsonNode;

/// What a server said.
///
/// @param status of HTTP
/// @param body of JSON; missing if there is none
public record Answer(int status, JsonNode body) {
  public Answer {
    requireNonNull(body, "body is null");
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// Whether the caller may not do this: no key, not this, not so often.
  public boolean isRefusal() {
    return status == 401 || status == 403 || status == 429;
  }

  /// A text of the body; empty if there is none of that name.
  public String text(String field) {
    return body.path(field).asString("");
  }
}
