package dev.warder.api.verdicts;

import dev.warder.api.http.Call;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.KeyJson;
import dev.warder.api.wire.Share;
import dev.warder.keys.Explanation;
import dev.warder.keys.Keys;
import java.util.List;
import java.util.Set;

/// `GET /v1/verdicts/{id}`: why a verdict was given; the true reason, even where its caller was
/// told another.
public final class VerdictRoutes {
  private final Keys keys;
  private final Share searches;

  public VerdictRoutes(Keys keys, Share searches) {
    this.keys = keys;
    this.searches = searches;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/verdicts/{id}",
            Entry.CREDENTIAL,
            Runs.ASIDE,
            Set.of(200, 401, 403, 404, 429, 504),
            this::show));
  }

  private Reply show(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    Explanation why = searches.of(call.caller(), () -> keys.explain(call.parameter("id")));
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeStringProperty("verdict", why.verdictId());
          JsonText.time(json, "time", why.timeMicros());
          json.writeStringProperty("told", KeyJson.word(why.told()));
          JsonText.optional(json, "key", why.keyId());
          JsonText.optional(json, "tenant", why.tenant());
          JsonText.optional(json, "operation", why.operation());
          JsonText.optional(json, "source", why.source());
          json.writeArrayPropertyStart("why");
          why.sentences().forEach(json::writeString);
          json.writeEndArray();
          json.writeEndObject();
        }));
  }
}
