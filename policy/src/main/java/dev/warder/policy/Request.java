package dev.warder.policy;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Source;

/// A call to be decided about, as far as policies look at it, and what else is to be known of it
/// afterwards.
///
/// Bounds a user agent of at most [#MAX_AGENT] characters; longer ones are cut
///
/// @param timeMicros when, by the server's own clock, microseconds since the epoch, UTC
/// @param api host the call is for; empty if the asker does not tell
/// @param method upper-case HTTP method
/// @param path path without query, as it will be forwarded: nobody puts it right on the way, and
///   one that is not in normal form ([dev.warder.policy.scope.NormalPath]) is in no scope
/// @param source where it comes from
/// @param userAgent what software its caller says to be; empty if it says nothing. No policy looks
///   at it: it is for the record
/// @param door which door asks, one word from a closed list; empty if none does. For the record,
///   too
public record Request(
    long timeMicros,
    String api,
    String method,
    String path,
    Source source,
    String userAgent,
    String door) {
  /// The longest user agent that is kept, in characters.
  public static final int MAX_AGENT = 512;

  public Request {
    requireNonNull(api, "api is null");
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(source, "source is null");
    requireNonNull(userAgent, "userAgent is null");
    requireNonNull(door, "door is null");
    if (userAgent.length() > MAX_AGENT) {
      userAgent = userAgent.substring(0, MAX_AGENT);
    }
  }

  /// A call of which nobody tells what software made it, and no door asks.
  public Request(long timeMicros, String api, String method, String path, Source source) {
    this(timeMicros, api, method, path, source, "", "");
  }
}
