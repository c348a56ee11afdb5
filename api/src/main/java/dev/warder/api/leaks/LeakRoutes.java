package dev.warder.api.leaks;

import dev.warder.api.http.Call;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.JsonObject;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.Actors;
import dev.warder.api.wire.KeyJson;
import dev.warder.api.wire.Refusals;
import dev.warder.keys.Keys;
import dev.warder.keys.LeakReport;
import dev.warder.model.Secret;
import java.util.List;
import java.util.Set;

/// `POST /v1/leaks`: values that a scanner found where they should not be. Answers stand in the
/// order of the values and never repeat them.
public final class LeakRoutes {
  private static final int MOST_VALUES = 1_000;
  private static final int VALUE = 1_024;

  private final Keys keys;

  public LeakRoutes(Keys keys) {
    this.keys = keys;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            "/v1/leaks",
            Entry.CREDENTIAL,
            Runs.ASIDE,
            Set.of(200, 401, 403, 409, 415, 429, 504),
            this::take));
  }

  private Reply take(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      List<Secret> values =
          body.texts("values", MOST_VALUES, VALUE).stream().map(Secret::of).toList();
      body.end();
      return document(keys.leaked(Actors.of(call), values));
    });
  }

  private static Reply document(LeakReport report) {
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("values");
          for (LeakReport.Answer answer : report.values()) {
            json.writeStartObject();
            json.writeStringProperty("finding", KeyJson.word(answer.finding()));
            JsonText.optional(json, "key", answer.keyId());
            JsonText.optional(json, "done", answer.done());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        }));
  }
}
