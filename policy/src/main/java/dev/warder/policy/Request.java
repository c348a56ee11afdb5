package dev.warder.policy;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Source;

/// A call to be decided about, as far as policies look at it.
///
/// @param timeMicros when, by the server's own clock, microseconds since the epoch, UTC
/// @param api host the call is for; empty if the asker does not tell
/// @param method upper-case HTTP method
/// @param path path without query, as it will be forwarded: nobody puts it right on the way, and
///   one that is not in normal form ([dev.warder.policy.scope.NormalPath]) is in no scope
/// @param source where it comes from
public record Request(long timeMicros, String api, String method, String path, Source source) {
  public Request {
    requireNonNull(api, "api is null");
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(source, "source is null");
  }
}
