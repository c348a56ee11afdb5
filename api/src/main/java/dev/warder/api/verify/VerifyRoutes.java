package dev.warder.api.verify;

import dev.warder.api.http.Answer;
import dev.warder.api.http.Call;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.BodyException;
import dev.warder.api.json.JsonObject;
import dev.warder.api.json.JsonText;
import dev.warder.api.verify.Judge.Asked;
import dev.warder.api.wire.Refusals;
import dev.warder.keys.Presented;
import dev.warder.keys.Scheduled;
import dev.warder.keys.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// `POST /v1/verify` and `POST /v1/verify/batch`: verdicts for whoever asks in JSON. What is
/// refused is an answer, too: 200 with `"allowed": false`. `POST /v1/verify/scheduled`, a right of
/// its own, asks by a key's id about work that it set up earlier.
///
/// Bounds a batch of at most 1,000
public final class VerifyRoutes {
  private static final int MOST_IN_BATCH = 1_000;

  /// A signed token is longer than any key.
  private static final int KEY = 8_192;

  private static final int ID = 128;
  private static final int METHOD = 32;
  private static final int PATH = 8_192;
  private static final int HOST = 256;
  private static final int ADDRESS = 64;
  private static final int AGENT = 8_192;
  private static final Set<Integer> STATUSES = Set.of(200, 400, 401, 403, 415, 429);

  private final Judge judge;

  public VerifyRoutes(Judge judge) {
    this.judge = judge;
  }

  public List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/verify", Entry.CREDENTIAL, Runs.AT_ONCE, STATUSES, this::one),
        new Route(
            "POST", "/v1/verify/batch", Entry.CREDENTIAL, Runs.AT_ONCE, STATUSES, this::batch),
        new Route(
            "POST",
            "/v1/verify/scheduled",
            Entry.CREDENTIAL,
            Runs.AT_ONCE,
            STATUSES,
            this::scheduled));
  }

  private Answer one(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    Wanted wanted = Refusals.translated(() -> wanted(Refusals.body(call)));
    return Said.of(
        judge(wanted),
        verdict -> Reply.json(200, JsonText.of(json -> VerdictJson.write(json, verdict))));
  }

  private Answer scheduled(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    Verdict verdict =
        Refusals.translated(() -> {
          JsonObject body = Refusals.body(call);
          Scheduled work = new Scheduled(body.text("key_id", ID), body.text("verdict", ID));
          String api = body.text("api", "", HOST);
          String method = body.text("method", METHOD);
          String path = body.text("path", PATH);
          body.end();
          return judge.judge(work, api, method, path);
        });
    return Reply.json(200, JsonText.of(json -> VerdictJson.write(json, verdict)));
  }

  private CompletableFuture<Verdict> judge(Wanted wanted) {
    return judge.judge("verify", wanted.asked(), wanted.query()).toCompletableFuture();
  }

  private Answer batch(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    List<Wanted> all = Refusals.translated(() -> all(Refusals.body(call)));
    List<CompletableFuture<Verdict>> verdicts = new ArrayList<>(all.size());
    for (Wanted wanted : all) {
      verdicts.add(judge(wanted));
    }
    return Said.of(
        CompletableFuture.allOf(verdicts.toArray(CompletableFuture<?>[]::new)),
        _ -> reply(verdicts.stream().map(CompletableFuture::join).toList()));
  }

  private static Reply reply(List<Verdict> verdicts) {
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("verdicts");
          verdicts.forEach(verdict -> VerdictJson.write(json, verdict));
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  /// All of a batch are read before the first is decided about: a mistake in one refuses the batch.
  private static List<Wanted> all(JsonObject body) throws BodyException {
    List<Wanted> all = new ArrayList<>();
    for (JsonObject call : body.objects("calls", MOST_IN_BATCH)) {
      all.add(wanted(call));
    }
    body.end();
    if (all.isEmpty()) {
      throw body.refused("calls", "is needed, and must not be empty");
    }
    return all;
  }

  private static Wanted wanted(JsonObject body) throws BodyException {
    String key = body.text("key", "", KEY);
    String method = body.text("method", METHOD);
    Optional<JsonObject> message = body.object("message");
    Asked asked =
        new Asked(
            message.isEmpty() ? Presented.of(key) : Message.read(key, method, message.get()),
            body.text("api", "", HOST),
            method,
            body.text("path", PATH),
            body.text("address", "", ADDRESS),
            body.text("user_agent", "", AGENT));
    Wanted wanted = new Wanted(asked, body.text("query", "", PATH));
    body.end();
    return wanted;
  }

  /// A call, and its query.
  private record Wanted(Asked asked, String query) {}
}
