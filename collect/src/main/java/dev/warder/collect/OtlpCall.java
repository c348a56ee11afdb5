package dev.warder.collect;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes an activity of the attributes of one request. Confined to one thread.
///
/// Shape HTTP -> method, path and the framework's route; gRPC -> `POST /pkg.Service/Method`;
/// GraphQL -> the operation's name beside method and path
///
/// No convention names the API key. Read are `app.api_key.id` and `api_key.id` (public ids), then
/// `app.api_key.hash` and `api_key.hash` (a hash that the application made), then captured headers
/// (`http.request.header.x-api-key`, `http.request.header.authorization`), which are secrets and
/// hashed, then a key in the query. The tenant is `tenant.id` or `app.tenant.id`.
final class OtlpCall {
  private static final int ATTRIBUTE_CHARS = 256;

  private final Nouns nouns;
  private final OtlpAttributes from;
  private final String keyField;
  private final HttpRequest target;
  private final KeyHeaders headers = new KeyHeaders("");
  private final Attributes attributes;
  private String service = "";
  private String environment = "";
  private String resourceTenant = "";

  OtlpCall(Nouns nouns, OtlpAttributes from, String keyField) {
    this.nouns = nouns;
    this.from = from;
    this.keyField = keyField;
    target = new HttpRequest(nouns);
    attributes = new Attributes(nouns);
  }

  /// Notes what the resource at hand says of all its records.
  void startResource() {
    service = from.text(OtlpKey.SERVICE);
    environment = from.text(OtlpKey.ENVIRONMENT);
    resourceTenant = from.text(OtlpKey.TENANT, OtlpKey.OWN_TENANT);
  }

  boolean isRequest() {
    return from.has(OtlpKey.METHOD) || from.has(OtlpKey.OLD_METHOD) || isRpc();
  }

  private boolean isRpc() {
    return (from.has(OtlpKey.RPC_SYSTEM) || from.has(OtlpKey.RPC_SYSTEM_NAME))
        && from.has(OtlpKey.RPC_METHOD);
  }

  /// @param micros when the request came
  /// @param latencyMicros -1 if the record does not say
  /// @param failed whether the record itself says that it failed
  void deliver(String uid, long micros, long latencyMicros, boolean failed, RecordSink sink) {
    readTarget();
    String tenant = from.text(OtlpKey.TENANT, OtlpKey.OWN_TENANT);
    Outcome outcome = outcome(failed);
    String address =
        from.text(
            OtlpKey.CLIENT, OtlpKey.OLD_CLIENT, OtlpKey.PEER, OtlpKey.OLD_PEER, OtlpKey.OLDER_PEER);
    sink.deliver(
        new Activity(
            micros,
            uid,
            tenant.isEmpty() ? resourceTenant : tenant,
            caller(),
            nouns.source(address, ""),
            nouns.client(from.agent(OtlpKey.AGENT, OtlpKey.OLD_AGENT), ""),
            call(outcome),
            outcome,
            from.number(Activity.UNKNOWN, OtlpKey.REQUEST_SIZE, OtlpKey.OLD_REQUEST_SIZE),
            from.number(Activity.UNKNOWN, OtlpKey.RESPONSE_SIZE, OtlpKey.OLD_RESPONSE_SIZE),
            latencyMicros < 0 ? Activity.UNKNOWN : latencyMicros,
            List.of(),
            List.of(),
            "",
            nouns.parameters(target.query),
            facts(micros)));
  }

  private void readTarget() {
    target.start();
    target.read(from.secretText(OtlpKey.PATH, OtlpKey.OLD_TARGET, OtlpKey.FULL, OtlpKey.OLD_URL));
    String query = from.secretText(OtlpKey.QUERY);
    if (!query.isEmpty()) {
      target.query = query.startsWith("?") ? query.substring(1) : query;
    }
  }

  private Call call(Outcome outcome) {
    if (isRpc() && !from.has(OtlpKey.METHOD) && !from.has(OtlpKey.OLD_METHOD)) {
      return rpc(api(), outcome);
    }
    String method = from.text(OtlpKey.METHOD, OtlpKey.OLD_METHOD);
    if (method.equals("_OTHER")) {
      method = from.text(OtlpKey.METHOD_ORIGINAL, OtlpKey.METHOD);
    }
    method = method.toUpperCase(Locale.ROOT);
    String action =
        GraphQl.action(from.text(OtlpKey.GRAPHQL_KIND), from.secretText(OtlpKey.GRAPHQL_NAME));
    if (action.isEmpty()) {
      action = GraphQl.inQuery(method, target.path, target.query);
    }
    return nouns.call(api(), method, target.path, from.text(OtlpKey.ROUTE), action);
  }

  private String api() {
    String host =
        from.text(OtlpKey.SERVER, OtlpKey.OLD_HOST, OtlpKey.OLDER_HOST, OtlpKey.SERVER_NAME);
    if (!host.isEmpty()) {
      return host;
    }
    String named = target.host.isEmpty() ? service : target.host;
    return named.isEmpty() ? "otlp" : named;
  }

  /// Without service, the method is the full name (`pkg.Service/Method`). A method that does not
  /// exist is no route.
  private Call rpc(String api, Outcome outcome) {
    String method = from.text(OtlpKey.RPC_METHOD);
    String rpcService = from.text(OtlpKey.RPC_SERVICE);
    String full = rpcService.isEmpty() ? method : rpcService + "/" + method;
    target.read("/" + full);
    boolean exists = outcome.result() != Outcome.Result.NOT_FOUND;
    return nouns.call(api, "POST", target.path, exists ? target.path : "", "");
  }

  private Outcome outcome(boolean failed) {
    int status = Math.clamp(from.number(0, OtlpKey.STATUS, OtlpKey.OLD_STATUS), 0, 999);
    String code = from.text(OtlpKey.GRPC_STATUS, OtlpKey.RPC_STATUS);
    if (!code.isEmpty() && isRpc()) {
      return new Outcome(grpc(code), status, code.equals("0") || code.equals("OK") ? "" : code);
    }
    if (status > 0) {
      return nouns.outcome(status);
    }
    return failed
        ? new Outcome(Outcome.Result.FAILED, 0, from.text(OtlpKey.ERROR))
        : nouns.outcome(0);
  }

  /// Source gRPC status codes
  private static Outcome.Result grpc(String code) {
    return switch (code) {
      case "0", "OK" -> Outcome.Result.SUCCESS;
      case "5", "NOT_FOUND", "12", "UNIMPLEMENTED" -> Outcome.Result.NOT_FOUND;
      case "7", "PERMISSION_DENIED", "16", "UNAUTHENTICATED" -> Outcome.Result.DENIED;
      case "8", "RESOURCE_EXHAUSTED" -> Outcome.Result.THROTTLED;
      default -> Outcome.Result.FAILED;
    };
  }

  private Caller caller() {
    String user = from.text(OtlpKey.USER, OtlpKey.OLD_USER);
    String name = from.text(OtlpKey.USER_NAME);
    String shown = name.isEmpty() ? user : name;
    String credential = credential();
    if (!credential.isEmpty()) {
      return headers.isShortLived()
          ? nouns.caller(credential, CredentialKind.SESSION, user, shown, user)
          : nouns.caller(credential, CredentialKind.API_KEY, user, shown, "");
    }
    return user.isEmpty()
        ? Caller.ANONYMOUS
        : nouns.caller(user, CredentialKind.PRINCIPAL, user, shown, "");
  }

  private String credential() {
    headers.start();
    String asked = from.askedKey();
    if (!asked.isEmpty()) {
      return nouns.secrets().hash(asked);
    }
    String id =
        from.text(OtlpKey.KEY_ID, OtlpKey.PLAIN_KEY_ID, OtlpKey.KEY_HASH, OtlpKey.PLAIN_KEY_HASH);
    if (!id.isEmpty()) {
      return id;
    }
    headers.header("authorization", from.secretText(OtlpKey.AUTHORIZATION));
    headers.header("x-api-key", from.secretText(OtlpKey.KEY_HEADER, OtlpKey.OLD_KEY_HEADER));
    if (!headers.publicId.isEmpty()) {
      return nouns.secrets().scrubId(headers.publicId);
    }
    String secret =
        headers.secret.isEmpty()
            ? nouns.secrets().keyInQuery(target.query, keyField)
            : headers.secret;
    return secret.isEmpty() ? "" : nouns.secrets().hash(secret);
  }

  private Map<String, String> facts(long micros) {
    attributes.start(ATTRIBUTE_CHARS);
    attributes.noteTime(micros);
    attributes.put("path.marks", target.marks);
    attributes.put("request.id", from.text(OtlpKey.REQUEST_ID, OtlpKey.OLD_REQUEST_ID));
    attributes.put("service.name", service);
    attributes.put("deployment.environment.name", environment);
    return attributes.toMap();
  }
}
