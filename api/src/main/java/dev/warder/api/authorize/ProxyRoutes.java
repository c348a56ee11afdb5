package dev.warder.api.authorize;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.Answer;
import dev.warder.api.http.Call;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.verify.Judge;
import dev.warder.api.verify.Judge.Asked;
import dev.warder.api.verify.Message;
import dev.warder.api.verify.Said;
import dev.warder.api.verify.VerdictWords;
import dev.warder.keys.Verdict;
import dev.warder.keys.proof.Scheme;
import dev.warder.model.HeaderText;
import java.util.List;
import java.util.Set;

/// Verdicts for proxies that ask over HTTP: nginx `auth_request` at `/v1/auth-request`, Envoy's
/// `ext_authz` at `/v1/ext-authz/` with the call's own method and path behind it.
///
/// nginx knows 401 and 403 as refusals and takes any other status for a failure of ours: there a
/// call that comes too fast is 403, with `X-Warder-Status: 429` for the configuration to turn back.
///
/// Source ngx_http_auth_request_module; Envoy `envoy.extensions.filters.http.ext_authz.v3`
public final class ProxyRoutes {
  private static final String ENVOY = "/v1/ext-authz";

  private final Judge judge;
  private final ProxySettings settings;
  private final PresentedKey keys;

  public ProxyRoutes(Judge judge, ProxySettings settings) {
    this.judge = requireNonNull(judge, "judge is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.keys = new PresentedKey(settings.keyHeaders());
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/auth-request",
            Entry.PROXY,
            Runs.AT_ONCE,
            Set.of(204, 400, 401, 403, 429),
            this::nginx),
        new Route(
            "*",
            ENVOY + "/**",
            Entry.PROXY,
            Runs.AT_ONCE,
            Set.of(200, 400, 401, 403, 429),
            this::envoy));
  }

  private Answer nginx(Call call) throws ProblemException {
    String method = call.header("x-original-method");
    String uri = call.header("x-original-uri");
    if (method.isEmpty() || !uri.startsWith("/")) {
      throw new ProblemException(
          ProblemCode.INVALID_REQUEST,
          "The proxy must send X-Original-Method and X-Original-URI of the call it asks about.");
    }
    Original original = new Original(method, call.header("x-original-host"), uri);
    return Said.of(
        judge.judge("auth_request", asked(call, original), query(uri)), ProxyRoutes::toNginx);
  }

  private static Reply toNginx(Verdict verdict) {
    if (verdict.isAllowed()) {
      return allowed(Reply.empty(204), verdict);
    }
    Reply refusal = VerdictWords.refusal(verdict);
    if (refusal.status() != 429) {
      return refusal;
    }
    return VerdictWords.headed(Reply.of(403, refusal.mediaType(), refusal.body()), verdict)
        .with("x-warder-status", "429");
  }

  private Answer envoy(Call call) throws ProblemException {
    String path = call.path().substring(ENVOY.length());
    String target = call.rawQuery().isEmpty() ? path : path + "?" + call.rawQuery();
    return Said.of(
        judge.judge(
            "ext_authz",
            asked(call, new Original(call.method(), call.header("host"), target)),
            call.rawQuery()),
        verdict ->
            verdict.isAllowed()
                ? allowed(Reply.empty(200), verdict)
                : VerdictWords.refusal(verdict));
  }

  private Asked asked(Call call, Original original) throws ProblemException {
    Scheme scheme =
        call.header("x-original-scheme").equalsIgnoreCase("http")
                || call.header("x-forwarded-proto").equalsIgnoreCase("http")
            ? Scheme.HTTP
            : Scheme.HTTPS;
    return new Asked(
        Message.presented(
            keys.in(call.headers()::all),
            new Message.Line(original.method(), scheme, original.host(), original.target()),
            call.headers().lines()),
        original.host(),
        original.method(),
        withoutQuery(original.target()),
        call.header(settings.addressHeader()),
        agent(call));
  }

  /// What software made the call. One that says two things is no reason to refuse it, as two
  /// addresses are.
  private static String agent(Call call) {
    List<String> values = call.headers("user-agent");
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static Reply allowed(Reply reply, Verdict verdict) {
    return reply
        .with("x-warder-verdict", verdict.id().toString())
        .with("x-warder-code", VerdictWords.code(verdict.reason()))
        .with("x-warder-key", verdict.keyId())
        .with("x-warder-tenant", HeaderText.of(verdict.tenant()))
        .with("x-warder-principal", HeaderText.of(verdict.principal()));
  }

  private static String withoutQuery(String uri) {
    int question = uri.indexOf('?');
    return question < 0 ? uri : uri.substring(0, question);
  }

  private static String query(String uri) {
    int question = uri.indexOf('?');
    return question < 0 ? "" : uri.substring(question + 1);
  }

  /// The call that is asked about.
  private record Original(String method, String host, String target) {}
}
