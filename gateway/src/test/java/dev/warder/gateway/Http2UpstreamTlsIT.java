package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.proxy.GateSettings.Endpoint;
import dev.warder.gateway.proxy.GateSettings.Tls;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTP/2 to an API that speaks TLS: chosen there, or not spoken.
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class Http2UpstreamTlsIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String HEAD = "Host: api.example\r\nX-Api-Key: good\r\n";
  private static final String GET = "GET /a HTTP/1.1\r\n" + HEAD + "\r\n";

  /// The first handshake of a process takes long.
  private static final GateSettings.Times TIMES =
      new GateSettings.Times(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE);

  @TempDir private Path folder;
  private Path certificate;
  private Certificates.Contexts contexts;

  @BeforeEach
  void make() throws Exception {
    certificate = folder.resolve("certificate.pem");
    contexts = Certificates.make(folder, "first", certificate, folder.resolve("key.pem"));
  }

  private TestGate before(TestUpstream upstream) throws GatewayException {
    return TestGate.before(
        upstream,
        old ->
            TestGate.http2Upstream(
                TestGate.with(
                    TestGate.with(old, TIMES),
                    new Endpoint("127.0.0.1", old.upstream().port()),
                    new Tls(Optional.empty(), true, Optional.of(certificate)))));
  }

  @Test
  void anApiThatChoosesHttp2IsSpokenToInIt() throws Exception {
    int size = 8 << 20;
    try (TestUpstream upstream =
            Http2Api.secure(
                contexts.serving(),
                (link, number) ->
                    Http2Api.answerAll(
                        link,
                        (same, stream, request) -> {
                          same.head(
                              stream,
                              0,
                              ":status",
                              "200",
                              "content-length",
                              Integer.toString(size),
                              "x-scheme",
                              request.head.getOrDefault(":scheme", ""),
                              "x-read",
                              Integer.toString(request.body.size()));
                          same.upload(stream, size, MINUTE);
                        }),
                "h2",
                "http/1.1");
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      for (int i = 0; i < 2; i++) {
        client.send("POST /a HTTP/1.1\r\n" + HEAD + "Content-Length: " + size + "\r\n\r\n");
        client.send(new byte[size]);
        RawClient.Answer answer = client.answer();
        assertThat(answer.raw()).hasSize(size);
        assertThat(answer.has("x-scheme: https")).isTrue();
        assertThat(answer.has("x-read: " + size)).isTrue();
      }
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  /// Chooses among protocols, and says whether it hears anything.
  private TestUpstream choosing(BlockingQueue<String> heard, String... protocols)
      throws IOException {
    return TestUpstream.secure(
        contexts.serving(),
        (socket, number) -> {
          int first = -1;
          try {
            first = Http2Api.agreed(socket, protocols).getInputStream().read();
          } finally {
            heard.add(first < 0 ? "nothing" : "something");
          }
        });
  }

  @Test
  void anApiThatChoosesSomethingElseIsSentNothing() throws Exception {
    for (String[] protocols : new String[][] {{}, {"http/1.1"}}) {
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      try (TestUpstream upstream = choosing(heard, protocols);
          TestGate gate = before(upstream);
          RawClient client = gate.client()) {
        RawClient.Answer answer = client.send(GET).answer();
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text())
            .contains("\"code\":\"upstream_invalid\"")
            .contains("It does not speak HTTP/2");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("nothing");
        assertThat(upstream.connections()).as("no second try").isEqualTo(1);
      }
    }
  }

  @Test
  void nothingIsSentToAnApiOfNobodyTrusted() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (TestUpstream upstream = choosing(heard, "h2")) {
      // Another one is trusted from here on.
      Certificates.make(folder, "other", certificate, folder.resolve("key.pem"));
      try (TestGate gate = before(upstream);
          RawClient client = gate.client()) {
        RawClient.Answer answer = client.send(GET).answer();
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).contains("upstream_unreachable");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("nothing");
        assertThat(gate.gateway().counters().upstreamHandshakesFailed()).isEqualTo(1);
      }
    }
  }

  @Test
  void aWebSocketGoesOverAConnectionWhereHttp2IsNotOffered() throws Exception {
    BlockingQueue<String> chosen = new LinkedBlockingQueue<>();
    try (TestUpstream upstream =
            TestUpstream.secure(
                contexts.serving(),
                (socket, number) -> {
                  SSLSocket tls = (SSLSocket) Http2Api.agreed(socket, "h2", "http/1.1");
                  chosen.add("chosen: " + tls.getApplicationProtocol());
                  StreamIT.echo(tls);
                });
        TestGate gate = before(upstream);
        HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<String> echoed = new CompletableFuture<>();
      WebSocket socket =
          http.newWebSocketBuilder()
              .header("X-Api-Key", "good")
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + gate.port() + "/chat"),
                  new StreamIT.Listening(echoed, new CompletableFuture<>()))
              .get(60, TimeUnit.SECONDS);
      socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
      assertThat(echoed.get(20, TimeUnit.SECONDS)).isEqualTo("hello");
      assertThat(chosen.poll(20, TimeUnit.SECONDS)).isEqualTo("chosen: ");
      socket.abort();
    }
  }
}
