package dev.warder.api.invalidations;

import dev.warder.api.http.Call;
import dev.warder.api.http.Endpoint;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.JsonObject;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.Actors;
import dev.warder.api.wire.KeyJson;
import dev.warder.api.wire.Own;
import dev.warder.api.wire.ReachJson;
import dev.warder.api.wire.Refusals;
import dev.warder.api.wire.Share;
import dev.warder.keys.Invalidation;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.Preview;
import dev.warder.model.ErrorCode;
import dev.warder.policy.select.Selector;
import dev.warder.policy.select.Selectors;
import dev.warder.policy.text.Parsed;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// `/v1/invalidations`: first what it would hit, then the flip.
///
/// Guarantees keys of the tenant `warder` are never hit from here: the selector that was asked for
/// is narrowed, and both the preview and the invalidation say to what
public final class InvalidationRoutes {
  private static final int SELECTOR = 4_096;
  private static final Set<Integer> STATUSES = Set.of(201, 401, 403, 404, 409, 415, 429, 504);

  private static final Set<Integer> PREVIEWED = Set.of(201, 401, 403, 409, 415, 429, 504);

  private final Keys keys;
  private final Share searches;

  public InvalidationRoutes(Keys keys, Share searches) {
    this.keys = keys;
    this.searches = searches;
  }

  public List<Route> routes() {
    return List.of(
        route("POST", "/v1/invalidations/previews", PREVIEWED, this::preview),
        route("POST", "/v1/invalidations", STATUSES, this::commit),
        route("GET", "/v1/invalidations", Set.of(200, 401, 403, 429, 504), this::list));
  }

  private static Route route(
      String method, String template, Set<Integer> statuses, Endpoint endpoint) {
    return new Route(method, template, Entry.CREDENTIAL, Runs.ASIDE, statuses, endpoint);
  }

  private Reply preview(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return searches.of(
        call.caller(),
        () -> {
          JsonObject body = Refusals.body(call);
          String where = body.text("where", SELECTOR);
          body.end();
          requireReadable(where);
          Preview preview = keys.preview(Actors.of(call), Own.sparing(where));
          return Reply.json(201, JsonText.of(json -> write(json, preview)));
        });
  }

  private Reply commit(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      String where = body.text("where", SELECTOR);
      String preview = body.text("preview", "", 128);
      body.end();
      requireReadable(where);
      Invalidation done =
          keys.invalidate(Actors.of(call), Own.sparing(where), preview.isEmpty() ? null : preview);
      return Reply.json(201, JsonText.of(json -> write(json, done)));
    });
  }

  /// Reads a selector by itself first, so that an objection names the column that was typed.
  private static void requireReadable(String where) throws KeysException {
    if (Selectors.parse(where) instanceof Parsed.Problem<Selector>(int column, String message)) {
      throw new KeysException(
          ErrorCode.SELECTOR_INVALID, "the selector, column " + column + ": " + message);
    }
  }

  private Reply list(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("invalidations");
          keys.invalidations().forEach(done -> write(json, done));
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  private static void write(JsonGenerator json, Preview preview) {
    json.writeStartObject();
    json.writeStringProperty("preview", preview.id());
    json.writeStringProperty("selector", preview.selector());
    JsonText.time(json, "taken", preview.takenMicros());
    json.writeBooleanProperty("frozen", preview.frozen());
    hit(json, "would_hit", preview.count());
    KeyJson.texts(json, "worst", preview.worst());
    ReachJson.write(json, preview.reach());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Invalidation done) {
    json.writeStartObject();
    json.writeStringProperty("id", done.id());
    json.writeNumberProperty("number", done.number());
    json.writeStringProperty("selector", done.selector());
    json.writeStringProperty("committed_by", done.committedBy());
    JsonText.time(json, "committed", done.committedMicros());
    json.writeNumberProperty("keys", done.keys());
    hit(json, "counted", done.counted());
    if (!done.previewId().isEmpty()) {
      json.writeStringProperty("preview", done.previewId());
      json.writeNumberProperty("new_since_preview", done.newSince());
      json.writeNumberProperty("gone_since_preview", done.goneSince());
    }
    json.writeEndObject();
  }

  private static void hit(JsonGenerator json, String name, Preview.Hit hit) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("keys", hit.keys());
    json.writeNumberProperty("tenants", hit.tenants());
    json.writeNumberProperty("privileged", hit.privileged());
    json.writeNumberProperty("used_last_hour", hit.lastHour());
    json.writeNumberProperty("used_last_day", hit.lastDay());
    json.writeNumberProperty("used_last_month", hit.lastMonth());
    json.writeEndObject();
  }
}
