package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Asks over gRPC as Envoy does: HTTP/2 with prior knowledge, its protos, initial metadata.
class EnvoyDoorIT {
  private static final int PREFIX = 5;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));
  private OpenDoors doors;

  @BeforeEach
  void open() throws Exception {
    doors = OpenDoors.open();
    doors.keys.tell("good", Reason.ALLOWED, "k1", "acme");
    doors.keys.tell("narrow", Reason.OUT_OF_SCOPE, "k1", "acme");
    doors.keys.tell("hasty", Reason.TOO_FAST, "k1", "acme");
  }

  @AfterEach
  void close() throws Exception {
    doors.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  /// What came back: the message, if there was one, and the status of the call.
  private record Came(CheckResponse response, String status) {}

  private Came check(String token, String key) throws Exception {
    byte[] message =
        CheckRequest.newBuilder()
            .setAttributes(
                AttributeContext.newBuilder()
                    .setSource(
                        AttributeContext.Peer.newBuilder()
                            .setAddress(
                                Address.newBuilder()
                                    .setSocketAddress(
                                        SocketAddress.newBuilder().setAddress("203.0.113.9"))))
                    .setRequest(
                        AttributeContext.Request.newBuilder()
                            .setHttp(
                                AttributeContext.HttpRequest.newBuilder()
                                    .setMethod("GET")
                                    .setHost("api.example.com")
                                    .setPath("/a/b?c=d")
                                    .putAllHeaders(
                                        Map.of("x-api-key", key, "user-agent", "curl/8.1")))))
            .build()
            .toByteArray();
    Buffer body =
        Buffer.buffer().appendByte((byte) 0).appendInt(message.length).appendBytes(message);
    return client
        .request(
            HttpMethod.POST,
            doors.port(),
            "127.0.0.1",
            "/envoy.service.auth.v3.Authorization/Check")
        .compose(request -> {
          request.putHeader("content-type", "application/grpc");
          request.putHeader("te", "trailers");
          if (!token.isEmpty()) {
            request.putHeader("x-warder-token", token);
          }
          // The answer is taken where it arrives: attached from the test's own thread, its reader
          // may
          // come after its last byte, and would wait for it in vain.
          return request
              .send(body)
              .compose(response ->
                  response
                      .body()
                      .map(bytes -> {
                        String head = String.valueOf(response.getHeader("grpc-status"));
                        String tail = String.valueOf(response.getTrailer("grpc-status"));
                        return new Came(parsed(bytes), head.equals("null") ? tail : head);
                      }));
        })
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static CheckResponse parsed(Buffer bytes) {
    try {
      return bytes.length() < PREFIX
          ? CheckResponse.getDefaultInstance()
          : CheckResponse.parseFrom(bytes.getBytes(PREFIX, bytes.length()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSignedTokenIsJudgedHereAsAtEveryDoorAndOpensNoneOfOurOwn() throws Exception {
    Came came = check("admin-token", OpenDoors.TOKEN);
    assertThat(came.response().getStatus().getCode()).isZero();
    assertThat(came.response().getOkResponse().getHeadersList())
        .anySatisfy(header -> {
          assertThat(header.getHeader().getKey()).isEqualTo("x-warder-key");
          assertThat(header.getHeader().getValue()).isEqualTo("jwt:7");
        });
    assertThat(check(OpenDoors.TOKEN, "good").status()).isNotEqualTo("0");
    assertThat(
            doors
                .bare("GET", "/v1/keys", "", "authorization", "Bearer " + OpenDoors.TOKEN)
                .status())
        .isEqualTo(401);
  }

  @Test
  void aHeldCallIsAnsweredWhenItIsKnownWhetherItWasApproved() throws Exception {
    doors.keys.tell("held", Reason.HELD, "k1", "acme");
    Came came = check("admin-token", "held");
    assertThat(came.response().getDeniedResponse().getStatus().getCode())
        .isEqualTo(StatusCode.Forbidden);
    assertThat(came.response().getDeniedResponse().getBody()).contains("call-c=d");
  }

  @Test
  void anAllowedCallPassesWithWhoItIsInHeadersThatReplaceTheCallersOwn() throws Exception {
    Came came = check("admin-token", "good");
    assertThat(came.status()).isEqualTo("0");
    assertThat(came.response().getStatus().getCode()).isZero();
    assertThat(came.response().getOkResponse().getHeadersList())
        .anyMatch(header ->
            header.getHeader().getKey().equals("x-warder-tenant")
                && header.getHeader().getValue().equals("acme")
                && header.getAppendActionValue() == 2);
    Request asked = doors.keys.asked.stream().reduce((a, b) -> b).orElseThrow();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.path()).isEqualTo("/a/b");
    assertThat(asked.api()).isEqualTo("api.example.com");
    assertThat(asked.userAgent()).isEqualTo("curl/8.1");
    assertThat(asked.door()).isEqualTo("ext_authz");
  }

  @Test
  void aRefusedCallGetsTheProblemThatEveryDoorGives() throws Exception {
    assertThat(check("admin-token", "bad").response().getDeniedResponse().getStatus().getCode())
        .isEqualTo(StatusCode.Unauthorized);
    assertThat(check("admin-token", "hasty").response().getDeniedResponse().getStatus().getCode())
        .isEqualTo(StatusCode.TooManyRequests);
    CheckResponse narrow = check("admin-token", "narrow").response();
    assertThat(narrow.getStatus().getCode()).isEqualTo(7);
    assertThat(narrow.getDeniedResponse().getStatus().getCode()).isEqualTo(StatusCode.Forbidden);
    String body = narrow.getDeniedResponse().getBody();
    assertThat(body).contains("\"code\":\"out_of_scope\"").doesNotContain("k1");

    String http =
        doors
            .bare(
                "GET",
                "/v1/ext-authz/a/b",
                "",
                "x-warder-token",
                "admin-token",
                "x-api-key",
                "narrow")
            .body();
    assertThat(withoutVerdict(body)).isEqualTo(withoutVerdict(http));
  }

  /// Every verdict has an id of its own.
  private static String withoutVerdict(String body) {
    int from = body.indexOf("\"verdict\"");
    return body.substring(0, from) + body.substring(body.indexOf('}', from));
  }

  @Test
  void aProxyThatNobodyKnowsIsRefusedByItsCallNotByAVerdict() throws Exception {
    assertThat(check("", "good").status()).isEqualTo("16");
    assertThat(check("stranger", "good").status()).isEqualTo("16");
    doors.keys.tell("other", Reason.OUT_OF_SCOPE, "admin", "warder");
    assertThat(check("other", "good").status()).isEqualTo("7");
  }
}
