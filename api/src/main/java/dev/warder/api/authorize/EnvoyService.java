package dev.warder.api.authorize;

import static java.util.Objects.requireNonNull;

import com.google.rpc.Status;
import dev.warder.api.access.KeyAuthenticator;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.verify.Judge;
import dev.warder.api.verify.Judge.Asked;
import dev.warder.api.verify.VerdictWords;
import dev.warder.keys.Verdict;
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
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Envoy's `ext_authz` over gRPC. Envoy itself has to be known: its service shows a credential of
/// Warder's own as initial metadata `x-warder-token`.
///
/// Guarantees the same verdict from the same code as every other door; headers by which Warder tells
/// the upstream who calls replace those that a caller may have sent under the same names
///
/// Source `envoy.service.auth.v3.Authorization`
public final class EnvoyService extends AuthorizationGrpc.AuthorizationImplBase {
  private static final String METHOD = "POST";
  private static final String PATH = "/envoy.service.auth.v3.Authorization/Check";
  private static final int PERMISSION_DENIED = 7;
  private static final int UNAUTHENTICATED = 16;

  private final Judge judge;
  private final KeyAuthenticator authenticator;
  private final PresentedKey keys;

  public EnvoyService(Judge judge, KeyAuthenticator authenticator, ProxySettings settings) {
    this.judge = requireNonNull(judge, "judge is null");
    this.authenticator = requireNonNull(authenticator, "authenticator is null");
    this.keys = new PresentedKey(settings.keyHeaders());
  }

  @Override
  public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
    GrpcPeer peer = GrpcPeer.current();
    try {
      authenticator.proxy(peer.token(), METHOD, PATH, peer.address());
    } catch (ProblemException e) {
      io.grpc.Status status =
          e.problem().status() == 401
              ? io.grpc.Status.UNAUTHENTICATED
              : io.grpc.Status.PERMISSION_DENIED;
      observer.onError(status.withDescription(e.problem().detail()).asRuntimeException());
      return;
    }
    observer.onNext(answer(judge.judge("ext_authz", asked(request.getAttributes()))));
    observer.onCompleted();
  }

  private Asked asked(AttributeContext attributes) {
    AttributeContext.HttpRequest http = attributes.getRequest().getHttp();
    String path = http.getPath();
    int question = path.indexOf('?');
    Map<String, String> headers = http.getHeadersMap();
    return new Asked(
        // Envoy joins what was given twice with a comma, which no key has.
        keys.in(name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of()),
        http.getHost(),
        http.getMethod().toUpperCase(Locale.ROOT),
        question < 0 ? path : path.substring(0, question),
        attributes.getSource().getAddress().getSocketAddress().getAddress());
  }

  private static CheckResponse answer(Verdict verdict) {
    return verdict.isAllowed() ? allowed(verdict) : denied(verdict);
  }

  private static CheckResponse allowed(Verdict verdict) {
    return CheckResponse.newBuilder()
        .setStatus(Status.newBuilder().setCode(0))
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
