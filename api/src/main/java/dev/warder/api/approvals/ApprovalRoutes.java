package dev.warder.api.approvals;

import dev.warder.api.http.Call;
import dev.warder.api.http.Endpoint;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.Actors;
import dev.warder.api.wire.ApprovalJson;
import dev.warder.api.wire.MintedJson;
import dev.warder.api.wire.Own;
import dev.warder.api.wire.Refusals;
import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.Management;
import java.util.List;
import java.util.Set;

/// `/v1/approvals`: wishes for what gives keys power, and calls that are held. Another person than
/// who asked approves; who asked collects, so that who approves never sees a secret.
public final class ApprovalRoutes {
  private static final Set<Integer> ONE = Set.of(200, 401, 403, 404, 409, 415, 429, 504);

  private final Keys keys;
  private final Own own;

  public ApprovalRoutes(Keys keys) {
    this.keys = keys;
    this.own = new Own(keys);
  }

  public List<Route> routes() {
    return List.of(
        route("GET", "/v1/approvals", Set.of(200, 401, 403, 429, 504), this::list),
        route("GET", "/v1/approvals/{id}", Set.of(200, 401, 403, 404, 429, 504), this::show),
        route("POST", Management.APPROVING, ONE, call -> decide(call, keys::approve)),
        route("POST", "/v1/approvals/{id}:refuse", ONE, call -> decide(call, keys::refuse)),
        route(
            "POST",
            "/v1/approvals/{id}:collect",
            Set.of(200, 201, 401, 403, 404, 409, 415, 429, 504),
            this::collect));
  }

  private static Route route(
      String method, String template, Set<Integer> statuses, Endpoint endpoint) {
    return new Route(method, template, Entry.CREDENTIAL, Runs.ASIDE, statuses, endpoint);
  }

  private Reply list(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      List<Approval> visible =
          own.mayTouchOwn(call.caller())
              ? keys.approvals()
              : keys.approvals().stream()
                  .filter(approval -> !approval.tenant().equals(Own.TENANT))
                  .toList();
      return Reply.json(
          200,
          JsonText.of(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("approvals");
            visible.forEach(approval -> ApprovalJson.write(json, approval));
            json.writeEndArray();
            json.writeEndObject();
          }));
    });
  }

  private Reply show(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      Approval approval = visible(call);
      return Reply.json(200, JsonText.of(json -> ApprovalJson.write(json, approval)));
    });
  }

  private Reply decide(Call call, Decision decision) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      Refusals.body(call).end();
      Approval approval = decision.on(Actors.of(call), visible(call).id());
      return Reply.json(200, JsonText.of(json -> ApprovalJson.write(json, approval)));
    });
  }

  private Reply collect(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      Refusals.body(call).end();
      return MintedJson.reply(keys.collect(Actors.of(call), visible(call).id()));
    });
  }

  /// An approval that the caller may know of.
  private Approval visible(Call call) throws KeysException, ProblemException {
    String id = call.parameter("id");
    for (Approval approval : keys.approvals()) {
      if (approval.id().equals(id)
          && (!approval.tenant().equals(Own.TENANT) || own.mayTouchOwn(call.caller()))) {
        return approval;
      }
    }
    throw new ProblemException(ProblemCode.NOT_FOUND, "No such approval.");
  }

  /// What somebody says to a wish.
  @FunctionalInterface
  private interface Decision {
    Approval on(Actor actor, String id) throws KeysException;
  }
}
