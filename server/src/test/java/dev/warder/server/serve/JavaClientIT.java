package dev.warder.server.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The JDK's own client through a started gate, as programs use it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class JavaClientIT {
  private static final int MANY = 400;
  private static final int AT_A_TIME = 60;
  private static final int LARGE = 3 << 20;

  private RealApi api;
  private RealGate plain;
  private RealGate secure;
  private RealGate shared;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    api = RealApi.start();
    plain = RealGate.Start.of(folder.resolve("plain"), api).plain();
    secure = RealGate.Start.of(folder.resolve("secure"), api).secure();
    shared = RealGate.Start.of(folder.resolve("shared"), api, "upstream_http: 2").secure();
  }

  @AfterAll
  void stop() {
    if (shared != null) {
      shared.close();
    }
    if (secure != null) {
      secure.close();
    }
    if (plain != null) {
      plain.close();
    }
    if (api != null) {
      api.close();
    }
  }

  /// How the client speaks; in plain HTTP it asks for an upgrade to HTTP/2, and goes on without.
  /// The gate speaks HTTP/1.1 to the API, or HTTP/2.
  enum Spoken {
    PLAIN(HttpClient.Version.HTTP_1_1),
    PLAIN_ASKING_FOR_2(HttpClient.Version.HTTP_2),
    TLS(HttpClient.Version.HTTP_1_1),
    TLS_2(HttpClient.Version.HTTP_2),
    TLS_TO_2(HttpClient.Version.HTTP_1_1),
    TLS_2_TO_2(HttpClient.Version.HTTP_2);

    private final HttpClient.Version asked;

    Spoken(HttpClient.Version asked) {
      this.asked = asked;
    }

    private HttpClient.Version expected() {
      return this == TLS_2 || this == TLS_2_TO_2
          ? HttpClient.Version.HTTP_2
          : HttpClient.Version.HTTP_1_1;
    }
  }

  private RealGate gate(Spoken spoken) {
    return switch (spoken) {
      case PLAIN, PLAIN_ASKING_FOR_2 -> plain;
      case TLS, TLS_2 -> secure;
      case TLS_TO_2, TLS_2_TO_2 -> shared;
    };
  }

  private HttpClient client(Spoken spoken) {
    return HttpClient.newBuilder()
        .version(spoken.asked)
        .sslContext(gate(spoken).trusted())
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(Duration.ofSeconds(20))
        .build();
  }

  private static HttpRequest.Builder request(RealGate gate, RealGate.Key key, String path) {
    return HttpRequest.newBuilder(URI.create(gate.url() + path))
        .timeout(Duration.ofSeconds(60))
        .header("authorization", "Bearer " + key.secret());
  }

  @ParameterizedTest
  @EnumSource
  void callsOfEachKindArriveAndAreAnswered(Spoken spoken) throws Exception {
    RealGate gate = gate(spoken);
    RealGate.Key key = gate.mint();
    byte[] large = new Blocks(LARGE).readAllBytes();
    try (HttpClient client = client(spoken)) {
      HttpResponse<String> hello =
          client.send(request(gate, key, "/hello").build(), BodyHandlers.ofString());
      assertThat(hello.statusCode()).isEqualTo(200);
      assertThat(hello.version()).isEqualTo(spoken.expected());
      assertThat(hello.body()).isEqualTo("hello, /hello\n");
      assertThat(hello.headers().firstValue("x-tenant")).contains("acme");
      assertThat(hello.headers().firstValue("x-credential")).contains("");
      assertThat(hello.headers().allValues("set-cookie")).containsExactly("a=1; Path=/", "b=2");

      HttpResponse<Void> head =
          client.send(request(gate, key, "/range").HEAD().build(), BodyHandlers.discarding());
      assertThat(head.headers().firstValueAsLong("content-length")).hasValue(1_000);
      HttpResponse<String> part =
          client.send(
              request(gate, key, "/range").header("range", "bytes=5-7").build(),
              BodyHandlers.ofString());
      assertThat(part.statusCode() + part.body()).isEqualTo("206567");
      assertThat(
              client
                  .send(request(gate, key, "/none").DELETE().build(), BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(204);
      assertThat(
              client.send(request(gate, key, "/trailers").build(), BodyHandlers.ofString()).body())
          .isEqualTo("one\ntwo\n");
      assertThat(client.send(request(gate, key, "/moved").build(), BodyHandlers.ofString()).body())
          .isEqualTo("hello, /hello\n");

      for (HttpRequest.BodyPublisher publisher :
          List.of(
              BodyPublishers.ofByteArray(large),
              BodyPublishers.ofInputStream(() -> new Blocks(LARGE)))) {
        HttpResponse<String> summed =
            client.send(
                request(gate, key, "/sum").POST(publisher).build(), BodyHandlers.ofString());
        assertThat(summed.body()).isEqualTo(Blocks.words(LARGE));
      }
      HttpResponse<String> continued =
          client.send(
              request(gate, key, "/echo")
                  .expectContinue(true)
                  .PUT(BodyPublishers.ofString("word"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(continued.body()).isEqualTo("word");
      try (InputStream down =
          client
              .send(
                  request(gate, key, "/stream?octets=" + LARGE + "&chunked").build(),
                  BodyHandlers.ofInputStream())
              .body()) {
        assertThat(Blocks.words(down)).isEqualTo(Blocks.words(LARGE));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyCallsAtATimeGetEachItsOwnAnswerUnderItsOwnKey(Spoken spoken) throws Exception {
    RealGate gate = gate(spoken);
    List<RealGate.Key> keys = List.of(gate.mint(), gate.mint(), gate.mint());
    Semaphore free = new Semaphore(AT_A_TIME);
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    try (HttpClient client = client(spoken)) {
      for (int i = 0; i < MANY; i++) {
        assertThat(free.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        HttpRequest.Builder request = request(gate, keys.get(i % 3), "/echo?n=" + i);
        answers.add(
            client
                .sendAsync(
                    request.POST(BodyPublishers.ofString("body " + i)).build(),
                    BodyHandlers.ofString(UTF_8))
                .whenComplete((_, _) -> free.release()));
      }
      for (int i = 0; i < MANY; i++) {
        HttpResponse<String> answer = answers.get(i).get(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode() + answer.body()).isEqualTo("200body " + i);
      }
    }
  }

  @Test
  void aKeyThatIsRevokedInTheMiddleOfManyCallsOpensNoneThatBeginsAfterwards() throws Exception {
    RealGate.Key key = secure.mint();
    try (HttpClient client = client(Spoken.TLS_2)) {
      List<CompletableFuture<HttpResponse<String>>> before = new ArrayList<>();
      for (int i = 0; i < AT_A_TIME; i++) {
        before.add(
            client.sendAsync(request(secure, key, "/hello").build(), BodyHandlers.ofString()));
      }
      secure.revoke(key);
      for (int i = 0; i < AT_A_TIME; i++) {
        HttpResponse<String> after =
            client.send(request(secure, key, "/hello").build(), BodyHandlers.ofString());
        assertThat(after.statusCode()).isEqualTo(401);
        assertThat(after.body()).contains("\"code\":\"revoked\"");
      }
      for (CompletableFuture<HttpResponse<String>> one : before) {
        // Answered, refused or cut: over in any case.
        assertThat(one.handle((answer, _) -> answer == null ? 0 : answer.statusCode()))
            .succeedsWithin(Duration.ofSeconds(60))
            .isIn(0, 200, 401);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "TLS_2", "TLS_2_TO_2"})
  void aWebSocketPassesBothWays(Spoken spoken) throws Exception {
    RealGate gate = gate(spoken);
    CompletableFuture<String> heard = new CompletableFuture<>();
    try (HttpClient client = client(spoken)) {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .header("x-api-key", gate.mint().secret())
              .buildAsync(
                  URI.create(gate.url().replaceFirst("http", "ws") + "/ws"),
                  new Hearing(heard::complete))
              .get(20, TimeUnit.SECONDS);
      socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
      assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("HELLO");
      socket.abort();
    }
  }

  private record Hearing(Consumer<String> heard) implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket socket, CharSequence text, boolean isLast) {
      heard.accept(text.toString());
      socket.request(1);
      return null;
    }
  }
}
