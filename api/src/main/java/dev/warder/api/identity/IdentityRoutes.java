package dev.warder.api.identity;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import java.util.List;
import java.util.Set;

/// `/.well-known/jwks.json`: with what tokens of this installation are verified. Open to anybody;
/// whoever verifies may keep them for five minutes, since a key is published long before it signs.
///
/// Source RFC 7517
public final class IdentityRoutes {
  private static final String KEPT = "public, max-age=300";

  private final PublishedKeys keys;

  public IdentityRoutes(PublishedKeys keys) {
    this.keys = requireNonNull(keys, "keys is null");
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/.well-known/jwks.json",
            Entry.OPEN,
            Runs.AT_ONCE,
            Set.of(200),
            call -> Reply.json(200, keys.json()).with("cache-control", KEPT)));
  }
}
