package dev.warder.api.forgettings;

import dev.warder.api.http.Call;
import dev.warder.api.http.Endpoint;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.JsonObject;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.Actors;
import dev.warder.api.wire.Own;
import dev.warder.api.wire.Refusals;
import dev.warder.keys.Forgetting;
import dev.warder.keys.Keys;
import java.util.List;
import java.util.Set;

/// `/v1/forgettings`: first what it would take away, then it is gone.
///
/// Guarantees the tenant `warder` is never forgotten from here, and none whose name was not given
/// twice
public final class ForgettingRoutes {
  private static final int TENANT = 256;
  private static final Set<Integer> STATUSES = Set.of(200, 401, 403, 404, 409, 415, 429, 504);

  private final Keys keys;

  public ForgettingRoutes(Keys keys) {
    this.keys = keys;
  }

  public List<Route> routes() {
    return List.of(
        route("/v1/forgettings/previews", this::preview), route("/v1/forgettings", this::forget));
  }

  private static Route route(String template, Endpoint endpoint) {
    return new Route("POST", template, Entry.CREDENTIAL, Runs.ASIDE, STATUSES, endpoint);
  }

  private Reply preview(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      String tenant = body.text("tenant", TENANT);
      body.end();
      refuseOwn(tenant);
      return reply(keys.forgetting(tenant));
    });
  }

  private Reply forget(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      String tenant = body.text("tenant", TENANT);
      String confirm = body.text("confirm", TENANT);
      body.end();
      refuseOwn(tenant);
      if (!confirm.equals(tenant)) {
        throw new ProblemException(
            ProblemCode.INVALID_BODY,
            "It cannot be undone: name the tenant once more, as 'confirm'. Nothing was done.");
      }
      return reply(keys.forget(Actors.of(call), tenant));
    });
  }

  private static void refuseOwn(String tenant) throws ProblemException {
    if (tenant.equals(Own.TENANT)) {
      throw new ProblemException(
          ProblemCode.NOT_ALLOWED,
          "Keys of the tenant 'warder' are Warder's own credentials; it is never forgotten.");
    }
  }

  private static Reply reply(Forgetting told) {
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeStringProperty("tenant", told.tenant());
          json.writeNumberProperty("keys", told.keys());
          json.writeNumberProperty("open_keys", told.open());
          json.writeNumberProperty("wishes", told.wishes());
          if (told.isForgotten()) {
            JsonText.time(json, "forgotten", told.forgottenMicros());
          }
          JsonText.optional(json, "rows_behind", told.behind());
          json.writeEndObject();
        }));
  }
}
