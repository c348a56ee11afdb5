package dev.warder.api.authorize;

import static java.util.Objects.requireNonNull;

import com.google.rpc.Status;
import dev.warder.api.access.KeyAuthenticator;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.verify.Judge;
import dev.warder.api.verify.Judge.Asked;
import dev.warder.api.verify.Message;
import dev.warder.api.verify.VerdictWords;
import dev.warder.keys.Verdict;
import dev.warder.keys.proof.Scheme;
import dev.warder.model.HeaderText;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpcio.server.GrpcIoServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Envoy's `ext_authz` over gRPC. Envoy itself has to be known: its service shows a credential of
/// Warder's own as initial metadata `x-warder-token`.
///
/// Guarantees the same verdict from the same code as every other door; headers by which Warder
/// tells the upstream who calls replace those that a caller may have sent under the same names
///
/// Source `envoy.service.auth.v3.Authorization`
public final class EnvoyDoor {
  private static final String DOOR = "/v1/ext-authz";
  private static final int OK = 0;
  private static final int PERMISSION_DENIED = 7;
  private static final int UNAUTHENTICATED = 16;

  private final Judge judge;
  private final KeyAuthenticator authenticator;
  private final PresentedKey keys;

  public EnvoyDoor(Judge judge, KeyAuthenticator authenticator, ProxySettings settings) {
    this.judge = requireNonNull(judge, "judge is null");
    this.authenticator = requireNonNull(authenticator, "authenticator is null");
    this.keys = new PresentedKey(settings.keyHeaders());
  }

  /// What answers requests that are gRPC.
  ///
  /// @param messageBytes the largest message taken
  public Handler<HttpServerRequest> on(Vertx vertx, int messageBytes) {
    return GrpcIoServer.server(vertx, new GrpcServerOptions().setMaxMessageSize(messageBytes))
        .callHandler(AuthorizationGrpc.getCheckMethod(), this::take);
  }

  private void take(GrpcServerRequest<CheckRequest, CheckResponse> call) {
    String token = call.headers().get(KeyAuthenticator.PROXY_HEADER);
    String peer = call.connection().remoteAddress().hostAddress();
    try {
      authenticator.proxy(token == null ? "" : token, DOOR, peer == null ? "" : peer);
    } catch (ProblemException e) {
      GrpcStatus status =
          e.problem().status() == 401 ? GrpcStatus.UNAUTHENTICATED : GrpcStatus.PERMISSION_DENIED;
      call.response().status(status).statusMessage(e.problem().detail()).end();
      return;
    }
    call.handler(check -> answer(call, check.getAttributes()));
  }

  private void answer(
      GrpcServerRequest<CheckRequest, CheckResponse> call, AttributeContext attributes) {
    String path = attributes.getRequest().getHttp().getPath();
    int question = path.indexOf('?');
    CompletableFuture<Verdict> verdict =
        judge
            .judge("ext_authz", asked(attributes), question < 0 ? "" : path.substring(question + 1))
            .toCompletableFuture();
    if (verdict.isDone()) {
      call.response().end(answer(verdict.join()));
      return;
    }
    Context context = requireNonNull(Vertx.currentContext(), "not on an event loop");
    var _ =
        verdict.thenAccept(
            said -> context.runOnContext(nothing -> call.response().end(answer(said))));
  }

  private static CheckResponse answer(Verdict verdict) {
    return verdict.isAllowed() ? allowed(verdict) : denied(verdict);
  }

  private Asked asked(AttributeContext attributes) {
    AttributeContext.HttpRequest http = attributes.getRequest().getHttp();
    String path = http.getPath();
    int question = path.indexOf('?');
    Map<String, String> headers = http.getHeadersMap();
    // Envoy joins what was given twice with a comma, which no key has.
    String key =
        keys.in(name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of());
    Scheme scheme = http.getScheme().equals("http") ? Scheme.HTTP : Scheme.HTTPS;
    return new Asked(
        Message.presented(
            key,
            new Message.Line(http.getMethod(), scheme, http.getHost(), path),
            List.copyOf(headers.entrySet())),
        http.getHost(),
        http.getMethod().toUpperCase(Locale.ROOT),
        question < 0 ? path : path.substring(0, question),
        attributes.getSource().getAddress().getSocketAddress().getAddress(),
        headers.getOrDefault("user-agent", ""));
  }

  private static CheckResponse allowed(Verdict verdict) {
    return CheckResponse.newBuilder()
        .setStatus(Status.newBuilder().setCode(OK))
        .setOkResponse(
            OkHttpResponse.newBuilder()
                .addHeaders(header("x-warder-verdict", verdict.id().toString()))
                .addHeaders(header("x-warder-key", verdict.keyId()))
                .addHeaders(header("x-warder-tenant", HeaderText.of(verdict.tenant())))
                .addHeaders(header("x-warder-principal", HeaderText.of(verdict.principal()))))
        .build();
  }

  private static CheckResponse denied(Verdict verdict) {
    Reply refusal = VerdictWords.refusal(verdict);
    DeniedHttpResponse.Builder denied =
        DeniedHttpResponse.newBuilder()
            .setStatus(HttpStatus.newBuilder().setCode(StatusCode.forNumber(refusal.status())))
            .addHeaders(header("content-type", refusal.mediaType()))
            .setBody(new String(refusal.body(), StandardCharsets.UTF_8));
    for (Reply.Header header : refusal.headers()) {
      denied.addHeaders(header(header.name(), header.value()));
    }
    int code = refusal.status() == 401 ? UNAUTHENTICATED : PERMISSION_DENIED;
    return CheckResponse.newBuilder()
        .setStatus(Status.newBuilder().setCode(code))
        .setDeniedResponse(denied)
        .build();
  }

  private static HeaderValueOption header(String name, String value) {
    return HeaderValueOption.newBuilder()
        .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
        .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
        .build();
  }
}
