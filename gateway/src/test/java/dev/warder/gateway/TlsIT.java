package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.proxy.GateSettings.Endpoint;
import dev.warder.gateway.proxy.GateSettings.Tls;
import dev.warder.gateway.tls.CertificateFiles;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS on both sides of the gate.
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class TlsIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\nX-Api-Key: good\r\n\r\n";

  /// The first handshake of a process takes long.
  private static final GateSettings.Times TIMES =
      new GateSettings.Times(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE);

  @TempDir private Path folder;
  private Path certificate;
  private Path key;
  private Certificates.Contexts contexts;

  @BeforeEach
  void make() throws Exception {
    certificate = folder.resolve("certificate.pem");
    key = folder.resolve("key.pem");
    contexts = Certificates.make(folder, "first", certificate, key);
  }

  private GateSettings shown(GateSettings old) {
    return TestGate.with(
        TestGate.with(old, TIMES),
        old.upstream(),
        new Tls(Optional.of(new CertificateFiles(certificate, key)), false, Optional.empty()));
  }

  private GateSettings trusting(GateSettings old, String host, Path authorities) {
    return TestGate.with(
        TestGate.with(old, TIMES),
        new Endpoint(host, old.upstream().port()),
        new Tls(Optional.empty(), true, Optional.of(authorities)));
  }

  private static TestUpstream saying(Certificates.Contexts shown, String answer)
      throws IOException {
    return TestUpstream.secure(
        shown.serving(),
        (socket, number) -> {
          RawHead.read(socket.getInputStream());
          socket.getOutputStream().write(TestUpstream.bytes(answer));
          socket.getOutputStream().flush();
        });
  }

  @Test
  void callsOverTlsPassAsOthersDoAndTheirSoftwareIsKnownByItsFirstWords() throws Exception {
    byte[] large = new byte[3 << 20];
    Arrays.fill(large, (byte) 'x');
    try (TestUpstream upstream =
            TestUpstream.answering(request ->
                TestUpstream.bytes(
                    "HTTP/1.1 200 OK\r\ncontent-length: "
                        + request.body().length
                        + "\r\n\r\n"
                        + request.text()));
        TestGate gate = TestGate.before(upstream, this::shown);
        HttpClient http = HttpClient.newBuilder().sslContext(contexts.trusting()).build()) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<byte[]> answer =
            http.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + gate.port() + "/a"))
                    .header("x-api-key", "good")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(large))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).isEqualTo(large);
        assertThat(upstream.next().has("x-forwarded-proto: https")).isTrue();
        assertThat(gate.activity().client().ja4())
            .matches("t13i[0-9]{4}h2_[0-9a-f]{12}_[0-9a-f]{12}");
      }
      assertThat(gate.gateway().counters().handshakesFailed()).isZero();
    }
  }

  @Test
  void callersAndGateSpeakWhatBothAgreeOn() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate both = TestGate.before(upstream, this::shown);
        TestGate old = TestGate.before(upstream, s -> TestGate.withoutHttp2(shown(s)))) {
      assertThat(spoken(both, HttpClient.Version.HTTP_2)).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(spoken(both, HttpClient.Version.HTTP_1_1)).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(spoken(old, HttpClient.Version.HTTP_2)).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  private HttpClient.Version spoken(TestGate gate, HttpClient.Version wanted) throws Exception {
    try (HttpClient http =
        HttpClient.newBuilder().sslContext(contexts.trusting()).version(wanted).build()) {
      HttpResponse<String> answer =
          http.send(get(gate, "/a"), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("ok");
      return answer.version();
    }
  }

  private static HttpRequest get(TestGate gate, String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + gate.port() + path))
        .header("x-api-key", "good")
        .build();
  }

  @Test
  void manyCallsShareOneConnectionOfTls() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.answering(request ->
                TestUpstream.bytes(
                    "HTTP/1.1 200 OK\r\ncontent-length: 50003\r\n\r\n"
                        + "x".repeat(50_000)
                        + request.target().substring(1)));
        TestGate gate = TestGate.before(upstream, this::shown);
        HttpClient http = HttpClient.newBuilder().sslContext(contexts.trusting()).build()) {
      // The first one makes the connection that the others share.
      http.send(get(gate, "/100"), HttpResponse.BodyHandlers.ofString());
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 101; i < 181; i++) {
        answers.add(http.sendAsync(get(gate, "/" + i), HttpResponse.BodyHandlers.ofString()));
      }
      for (int i = 101; i < 181; i++) {
        assertThat(answers.get(i - 101).get(60, TimeUnit.SECONDS).body()).endsWith("x" + i);
      }
      assertThat(gate.gateway().counters().clients()).isEqualTo(1);
    }
  }

  @Test
  void aRefusedRequestIsAnsweredBeforeTheConnectionEndsWell() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream, this::shown);
        RawClient client = RawClient.secure(gate.port(), contexts.trusting())) {
      client.send(
          "GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc");
      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void whoSpeaksSomethingElseIsNotAnsweredAndHarmsNobody() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream, this::shown);
        RawClient good = RawClient.secure(gate.port(), contexts.trusting())) {
      try (RawClient plain = gate.client()) {
        plain.send(GET);
        assertThat(plain.answer().status()).isZero();
      }
      try (Socket old =
          contexts
              .trusting()
              .getSocketFactory()
              .createSocket(InetAddress.getLoopbackAddress(), gate.port())) {
        SSLSocket socket = (SSLSocket) old;
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        // Wants a certificate of another kind than the gate has.
        socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
      }
      good.send(GET);
      assertThat(good.answer().status()).isEqualTo(200);
      awaitFailedHandshakes(gate, 2);
      assertThat(upstream.all()).hasSize(1);
    }
  }

  /// Each look is behind what the loops had to do before it.
  private static void awaitFailedHandshakes(TestGate gate, long expected) throws Exception {
    long begun = System.nanoTime();
    while (gate.gateway().counters().handshakesFailed() < expected
        && System.nanoTime() - begun < Duration.ofSeconds(20).toNanos()) {
      gate.gateway().cut("nobody").get(20, TimeUnit.SECONDS);
    }
    gate.gateway().cut("nobody").get(20, TimeUnit.SECONDS);
    assertThat(gate.gateway().counters().handshakesFailed()).isEqualTo(expected);
  }

  @Test
  void aNewCertificateIsTakenUpForNewConnectionsAndABrokenOneChangesNothing() throws Exception {
    Path newCertificate = folder.resolve("second.pem");
    Path newKey = folder.resolve("second-key.pem");
    Certificates.Contexts second = Certificates.make(folder, "second", newCertificate, newKey);
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream, this::shown);
        RawClient standing = RawClient.secure(gate.port(), contexts.trusting())) {
      standing.send(GET);
      assertThat(standing.answer().status()).isEqualTo(200);
      Files.copy(newCertificate, certificate, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(newKey, key, StandardCopyOption.REPLACE_EXISTING);
      gate.gateway().reload();
      Files.writeString(key, "no key");
      assertThatThrownBy(() -> gate.gateway().reload()).isInstanceOf(GatewayException.class);
      try (RawClient next = RawClient.secure(gate.port(), second.trusting())) {
        next.send(GET);
        assertThat(next.answer().status()).isEqualTo(200);
      }
      assertThatThrownBy(() -> RawClient.secure(gate.port(), contexts.trusting()))
          .isInstanceOf(SSLHandshakeException.class);
      standing.send(GET);
      assertThat(standing.answer().status()).as("what stood goes on").isEqualTo(200);
    }
  }

  @Test
  void certificateAndKeyThatDoNotBelongTogetherOpenNoGate() throws Exception {
    Certificates.make(folder, "other", folder.resolve("other.pem"), key);
    try (TestUpstream upstream = TestUpstream.ok()) {
      assertThatThrownBy(() -> TestGate.before(upstream, this::shown))
          .isInstanceOf(GatewayException.class)
          .hasMessageContaining("belong together");
    }
  }

  @Test
  void anUpstreamOfATrustedNameIsReachedOverTlsAndItsConnectionsAreUsedAgain() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.secure(
                contexts.serving(),
                (socket, number) -> {
                  for (int i = 0; i < 2; i++) {
                    RawHead.read(socket.getInputStream());
                    socket
                        .getOutputStream()
                        .write(
                            TestUpstream.bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
                  }
                });
        TestGate gate = TestGate.before(upstream, old -> trusting(old, "127.0.0.1", certificate));
        RawClient client = gate.client()) {
      for (int i = 0; i < 2; i++) {
        client.send(GET);
        assertThat(client.answer().text()).endsWith("ok");
      }
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void nothingIsSentToAnUpstreamOfAnotherNameOrOfNobodyTrusted() throws Exception {
    Path other = folder.resolve("other.pem");
    Certificates.Contexts elsewhere =
        Certificates.make(folder, "other", "dns:elsewhere.example", other, key);
    for (Path trusted : new Path[] {other, certificate}) {
      AtomicBoolean heard = new AtomicBoolean();
      Semaphore over = new Semaphore(0);
      try (TestUpstream upstream = listening(elsewhere, heard, over);
          TestGate gate = TestGate.before(upstream, old -> trusting(old, "127.0.0.1", trusted));
          RawClient client = gate.client()) {
        client.send(GET);
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).contains("upstream_unreachable");
        assertThat(over.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).as("the upstream heard something").isFalse();
        assertThat(gate.gateway().counters().upstreamHandshakesFailed()).isEqualTo(1);
      }
    }
  }

  /// Answers nothing, and keeps whether it heard anything.
  private static TestUpstream listening(
      Certificates.Contexts shown, AtomicBoolean heard, Semaphore over) throws IOException {
    return TestUpstream.secure(
        shown.serving(),
        (socket, number) -> {
          try {
            heard.set(socket.getInputStream().read() >= 0);
          } finally {
            over.release();
          }
        });
  }

  @Test
  void anAnswerWhoseEndAnybodyOnTheWayCouldHaveMadeIsNotPassedOnAsWhole() throws Exception {
    String open = "HTTP/1.1 200 OK\r\n\r\nhalf";
    try (TestUpstream upstream = saying(contexts, open);
        TestGate gate = TestGate.before(upstream, old -> trusting(old, "127.0.0.1", certificate));
        RawClient client = gate.client()) {
      client.send(GET);
      assertThat(client.answer().text()).as("ended by who sent it").isEqualTo("half");
    }
    try (TestUpstream upstream = cut(open);
        TestGate gate = TestGate.before(upstream, old -> trusting(old, "127.0.0.1", certificate));
        RawClient client = gate.client()) {
      client.send(GET);
      assertThatThrownBy(client::answer).as("ended by anybody").isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAnswerCutShortOverTlsDoesNotEndWell() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              socket
                  .getOutputStream()
                  .write(TestUpstream.bytes("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"));
            });
        TestGate gate = TestGate.before(upstream, this::shown);
        RawClient client = RawClient.secure(gate.port(), contexts.trusting())) {
      client.send("GET /a HTTP/1.0\r\nHost: a\r\nX-Api-Key: good\r\n\r\n");
      assertThat(client.head()).contains(" 200 ");
      assertThat(client.isReset()).isTrue();
    }
  }

  @Test
  void aCallerThatDoesNotReadHoldsNoCutUp() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (TestUpstream upstream = TestUpstream.endless(sent);
        TestGate gate = TestGate.before(upstream, this::shown);
        RawClient client = RawClient.secure(gate.port(), contexts.trusting())) {
      client.send(GET);
      StreamIT.awaitFull(sent);
      // Telling a caller that the connection ends may take three seconds.
      gate.gateway().cut("id-good").get(2_500, TimeUnit.MILLISECONDS);
      assertThat(client.isReset()).isTrue();
    }
  }

  /// Its connection is ended by somebody on the way.
  private TestUpstream cut(String answer) throws IOException {
    return TestUpstream.serving((socket, number) -> {
      SSLSocket tls =
          (SSLSocket)
              contexts
                  .serving()
                  .getSocketFactory()
                  .createSocket(socket, "127.0.0.1", socket.getPort(), false);
      tls.setUseClientMode(false);
      RawHead.read(tls.getInputStream());
      tls.getOutputStream().write(TestUpstream.bytes(answer));
      tls.getOutputStream().flush();
      socket.close();
    });
  }
}
