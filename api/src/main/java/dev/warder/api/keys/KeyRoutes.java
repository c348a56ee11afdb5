package dev.warder.api.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.Call;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.JsonObject;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.Actors;
import dev.warder.api.wire.ApprovalJson;
import dev.warder.api.wire.KeyJson;
import dev.warder.api.wire.KeyWish;
import dev.warder.api.wire.MintedJson;
import dev.warder.api.wire.Own;
import dev.warder.api.wire.PageLimit;
import dev.warder.api.wire.ReachJson;
import dev.warder.api.wire.Refusals;
import dev.warder.api.wire.Share;
import dev.warder.api.wire.Versions;
import dev.warder.keys.Approval;
import dev.warder.keys.ChangeOutcome;
import dev.warder.keys.KeyPage;
import dev.warder.keys.Keys;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.MintRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// `/v1/keys`: mint, list, show, change, rotate, fence, unfence, revoke.
public final class KeyRoutes {
  private static final Set<Integer> ONE = Set.of(200, 401, 403, 404, 415, 429, 504, 409);
  private static final int NOTE = 2_000;
  private static final Duration USUAL_OVERLAP = Duration.ofDays(7);

  private final Keys keys;
  private final Share searches;
  private final Own own;
  private final InstantSource clock;

  public KeyRoutes(Keys keys, Share searches, InstantSource clock) {
    this.keys = requireNonNull(keys, "keys is null");
    this.searches = requireNonNull(searches, "searches is null");
    this.own = new Own(keys);
    this.clock = requireNonNull(clock, "clock is null");
  }

  public List<Route> routes() {
    return List.of(
        route("POST", "/v1/keys", Set.of(200, 201, 202, 401, 403, 409, 415, 429, 504), this::mint),
        route("GET", "/v1/keys", Set.of(200, 401, 403, 429, 504), this::list),
        route("GET", "/v1/keys/{id}", Set.of(200, 304, 401, 403, 404, 429, 504), this::show),
        route(
            "PATCH",
            "/v1/keys/{id}",
            Set.of(200, 202, 401, 403, 404, 409, 412, 415, 428, 429, 504),
            this::change),
        route(
            "POST",
            "/v1/keys/{id}:rotate",
            Set.of(201, 202, 401, 403, 404, 409, 415, 429, 504),
            this::rotate),
        route("POST", "/v1/keys/{id}:fence", ONE, call -> noted(call, keys::fence)),
        route(
            "POST",
            "/v1/keys/{id}:unfence",
            Set.of(200, 202, 401, 403, 404, 409, 415, 429, 504),
            call -> noted(call, keys::unfence)),
        route("POST", "/v1/keys/{id}:revoke", ONE, call -> noted(call, keys::revoke)));
  }

  private static Route route(
      String method,
      String template,
      Set<Integer> statuses,
      dev.warder.api.http.Endpoint endpoint) {
    return new Route(method, template, Entry.CREDENTIAL, Runs.ASIDE, statuses, endpoint);
  }

  private Reply mint(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    String once = call.header("idempotency-key");
    return Refusals.translated(() -> {
      MintRequest request = KeyWish.mint(Refusals.body(call), once, clock);
      own.admit(call.caller(), request.tenant());
      if (!request.parentId().isEmpty()) {
        own.find(call.caller(), request.parentId());
      }
      return MintedJson.reply(keys.mint(Actors.of(call), request));
    });
  }

  private Reply list(Call call) throws ProblemException {
    call.allowQuery(Set.of("where", "cursor", "limit"));
    String where = call.query("where");
    int limit = PageLimit.read(call.query("limit"));
    return searches.of(
        call.caller(),
        () -> {
          KeyPage page = keys.list(visible(call, where), call.query("cursor"), limit);
          return Reply.json(200, document(page));
        });
  }

  private String visible(Call call, String where) throws dev.warder.keys.KeysException {
    if (own.mayTouchOwn(call.caller())) {
      return where;
    }
    return where.isEmpty() ? "not tenant = " + Own.TENANT : Own.sparing(where);
  }

  private static byte[] document(KeyPage page) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeArrayPropertyStart("keys");
      page.keys().forEach(key -> KeyJson.write(json, key));
      json.writeEndArray();
      JsonText.optional(json, "next", page.next());
      ReachJson.write(json, page.reach());
      json.writeEndObject();
    });
  }

  private Reply show(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    ManagedKey key = Refusals.translated(() -> own.find(call.caller(), call.parameter("id")));
    if (Versions.isKnown(call, key.version())) {
      return Reply.empty(304).with("etag", Versions.tag(key.version()));
    }
    return tagged(key);
  }

  private Reply change(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    long version = Versions.required(call);
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      ManagedKey now = own.find(call.caller(), call.parameter("id"));
      return reply(
          keys.change(
              Actors.of(call), now.id(), version, KeyWish.change(body, now.grant(), clock)));
    });
  }

  private Reply rotate(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      Duration overlap = body.duration("overlap", USUAL_OVERLAP);
      body.end();
      ManagedKey old = own.find(call.caller(), call.parameter("id"));
      return MintedJson.reply(keys.rotate(Actors.of(call), old.id(), overlap));
    });
  }

  private Reply noted(Call call, Noted what) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      String note = body.text("note", "", NOTE);
      body.end();
      ManagedKey key = own.find(call.caller(), call.parameter("id"));
      return reply(what.on(Actors.of(call), key.id(), note));
    });
  }

  private static Reply reply(ChangeOutcome outcome) {
    return switch (outcome) {
      case ManagedKey key -> tagged(key);
      case Approval approval -> ApprovalJson.waiting(approval);
    };
  }

  private static Reply tagged(ManagedKey key) {
    return Reply.json(200, KeyJson.document(key)).with("etag", Versions.tag(key.version()));
  }

  /// A change of one key that needs no more than a note.
  @FunctionalInterface
  private interface Noted {
    ChangeOutcome on(dev.warder.keys.Actor actor, String id, String note)
        throws dev.warder.keys.KeysException;
  }
}
