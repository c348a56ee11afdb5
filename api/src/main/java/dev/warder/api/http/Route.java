package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/// One thing that can be asked of a door.
///
/// @param method upper-case HTTP method, `*` for any
/// @param template path with `{name}` for what varies, such as `/v1/keys/{id}:rotate`; a last `/**`
///   takes any rest, as it came
/// @param entry who may ask
/// @param runs on which kind of thread it is answered
/// @param statuses what it answers by itself; every route may also give those of [#SHARED]
/// @param endpoint what answers
public record Route(
    String method,
    String template,
    Entry entry,
    Runs runs,
    Set<Integer> statuses,
    Endpoint endpoint) {
  /// What the door itself may answer on any route.
  public static final Set<Integer> SHARED = Set.of(400, 413, 414, 431, 500, 503);

  public Route {
    requireNonNull(method, "method is null");
    requireNonNull(template, "template is null");
    requireNonNull(entry, "entry is null");
    requireNonNull(runs, "runs is null");
    statuses = Set.copyOf(statuses);
    requireNonNull(endpoint, "endpoint is null");
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("template does not begin with /: " + template);
    }
  }

  /// Who may ask.
  public enum Entry {
    /// Anybody who reaches the door.
    OPEN,
    /// Peers that the configuration names as watchers.
    WATCHERS,
    /// Whoever has a credential whose scope names the route, in `Authorization`.
    CREDENTIAL,
    /// The same for proxies that ask about somebody else's call: a peer that the configuration
    /// names, with its credential in a header of its own.
    PROXY
  }

  /// On which kind of thread a route is answered.
  public enum Runs {
    /// On the event loop; never waits.
    AT_ONCE,
    /// On a virtual thread; may wait for the disk.
    ASIDE
  }
}
