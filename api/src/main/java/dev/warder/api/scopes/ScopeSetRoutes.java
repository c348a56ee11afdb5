package dev.warder.api.scopes;

import dev.warder.api.http.Call;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.JsonObject;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.Actors;
import dev.warder.api.wire.Refusals;
import dev.warder.keys.Keys;
import java.util.List;
import java.util.Set;

/// `/v1/scope-sets/{name}`: what a name opens for all keys that carry it.
public final class ScopeSetRoutes {
  private static final int MOST_SCOPES = 256;
  private static final int SCOPE = 512;

  private final Keys keys;

  public ScopeSetRoutes(Keys keys) {
    this.keys = keys;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/scope-sets/{name}",
            Entry.CREDENTIAL,
            Runs.ASIDE,
            Set.of(200, 401, 403, 404, 429, 504),
            this::show),
        new Route(
            "PUT",
            "/v1/scope-sets/{name}",
            Entry.CREDENTIAL,
            Runs.ASIDE,
            Set.of(200, 401, 403, 409, 415, 429, 504),
            this::define));
  }

  private Reply show(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    String name = call.parameter("name");
    return document(name, Refusals.translated(() -> keys.scopeSet(name)));
  }

  private Reply define(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    String name = call.parameter("name");
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      List<String> scopes = body.texts("scopes", MOST_SCOPES, SCOPE);
      body.end();
      keys.defineScopeSet(Actors.of(call), name, scopes);
      return document(name, keys.scopeSet(name));
    });
  }

  private static Reply document(String name, List<String> scopes) {
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeStringProperty("name", name);
          json.writeArrayPropertyStart("scopes");
          scopes.forEach(json::writeString);
          json.writeEndArray();
          json.writeEndObject();
        }));
  }
}
