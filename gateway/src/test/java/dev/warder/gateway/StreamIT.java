package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.model.Times;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Calls that stay open: events, WebSockets, and what cuts them.
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class StreamIT {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static String get(String key) {
    return "GET /events HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + key + "\r\n\r\n";
  }

  /// Sends an event, then waits until the other side ends.
  private static void events(Socket socket, Semaphore ended) throws java.io.IOException {
    try {
      RawHead.read(socket.getInputStream());
      socket
          .getOutputStream()
          .write(
              TestUpstream.bytes(
                  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                      + "transfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n"));
      var _ = socket.getInputStream().read();
    } finally {
      ended.release();
    }
  }

  @Test
  void openCallsOfAKeyAreCutOnBothSidesWhenCutIsDoneAndNoOthers() throws Exception {
    Semaphore ended = new Semaphore(0);
    try (TestUpstream upstream = TestUpstream.serving((socket, number) -> events(socket, ended));
        TestGate gate = TestGate.before(upstream);
        RawClient first = gate.client();
        RawClient second = gate.client();
        RawClient other = gate.client()) {
      for (RawClient client : new RawClient[] {first, second}) {
        client.send(get("good-thief"));
        assertThat(client.head()).contains(" 200 ");
        assertThat(client.line()).isEqualTo("9");
        assertThat(client.line()).isEqualTo("data: 1");
      }
      other.send(get("good-owner"));
      assertThat(other.head()).contains(" 200 ");
      gate.gateway().cut("id-good-thief").get(5, TimeUnit.SECONDS);
      assertThat(ended.tryAcquire(2, 5, TimeUnit.SECONDS)).isTrue();
      first.line();
      first.line();
      assertThat(first.isEnded()).isTrue();
      assertThat(gate.gateway().counters().cut()).isEqualTo(2);
      assertThat(gate.activity().outcome().error()).isEqualTo("cut");
      assertThat(ended.tryAcquire()).as("the other key's call has ended").isFalse();
      assertThat(other.line()).isEqualTo("9");
      gate.gateway().cut(key -> key.startsWith("id-good")).get(5, TimeUnit.SECONDS);
      assertThat(ended.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void openCallsEndWithWhatTheirCallersShowedAndNoOthers() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    long end = Times.micros(now.get().plusSeconds(60));
    Duration later = Duration.ofMinutes(10);
    GateSettings.Times times = new GateSettings.Times(later, later, later, later, later, later);
    Semaphore ended = new Semaphore(0);
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              // The first connection is the WebSocket's.
              if (number == 1) {
                echo(socket);
              } else {
                events(socket, ended);
              }
            });
        TestGate gate =
            TestGate.judging(
                upstream,
                s -> TestGate.with(s, times),
                asked -> {
                  String key = asked.expose();
                  Ruling passed = Ruling.passed("v-" + key, "allowed", "id-" + key, "acme", "z");
                  return key.equals("brief") ? passed.ending(end) : passed;
                },
                now::get);
        RawClient brief = gate.client();
        RawClient other = gate.client();
        HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<Integer> over = new CompletableFuture<>();
      WebSocket _ =
          http.newWebSocketBuilder()
              .header("X-Api-Key", "brief")
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + gate.port() + "/chat"),
                  new Listening(new CompletableFuture<>(), over))
              .get(60, TimeUnit.SECONDS);
      for (RawClient client : List.of(brief, other)) {
        client.send(get(client == brief ? "brief" : "lasting"));
        assertThat(client.head()).contains(" 200 ");
        assertThat(client.line()).isEqualTo("9");
        assertThat(client.line()).isEqualTo("data: 1");
      }

      now.set(now.get().plusSeconds(60));

      assertThat(over.get(60, TimeUnit.SECONDS)).isEqualTo(1006);
      assertThat(ended.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      brief.line();
      brief.line();
      assertThat(brief.isEnded()).isTrue();
      assertThat(ended.tryAcquire()).as("the other's call has ended").isFalse();
      assertThat(gate.gateway().counters().cut()).isEqualTo(2);
    }
  }

  @Test
  void whoStopsReadingWhileItStillSendsIsGivenUp() throws Exception {
    AtomicLong sent = new AtomicLong();
    Duration later = Duration.ofMinutes(10);
    GateSettings.Times times =
        new GateSettings.Times(later, later, later, later, Duration.ofSeconds(2), later);
    try (TestUpstream upstream = TestUpstream.endless(sent);
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, times));
        RawClient client = gate.client()) {
      client.send("POST /a HTTP/1.1\r\nHost: a\r\nX-Api-Key: good\r\nContent-Length: 2\r\n\r\n1");
      awaitFull(sent);
      client.send("2");
      assertThat(gate.activities.poll(60, TimeUnit.SECONDS))
          .isNotNull()
          .satisfies(seen -> assertThat(seen.outcome().error()).isEqualTo("client_late"));
    }
  }

  /// Waits until nothing more is taken of what is sent.
  static void awaitFull(AtomicLong sent) throws InterruptedException {
    long before = -1;
    CountDownLatch never = new CountDownLatch(1);
    while (sent.get() == 0 || sent.get() != before) {
      before = sent.get();
      boolean _ = never.await(500, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void callsThatAreOverAreNotHeld() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      client.send(get("good"));
      assertThat(client.answer().status()).isEqualTo(200);
      gate.gateway().cut("id-good").get(5, TimeUnit.SECONDS);
      assertThat(gate.gateway().counters().cut()).isZero();
      client.send(get("good"));
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aWebSocketPassesBothWaysAndIsCutWithItsKey() throws Exception {
    try (TestUpstream upstream = TestUpstream.serving((socket, number) -> echo(socket));
        TestGate gate = TestGate.before(upstream);
        HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<String> echoed = new CompletableFuture<>();
      CompletableFuture<Integer> ended = new CompletableFuture<>();
      WebSocket socket =
          http.newWebSocketBuilder()
              .header("X-Api-Key", "good-ws")
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + gate.port() + "/chat"),
                  new Listening(echoed, ended))
              .get(5, TimeUnit.SECONDS);
      socket.sendText("hello", true).get(5, TimeUnit.SECONDS);
      assertThat(echoed.get(5, TimeUnit.SECONDS)).isEqualTo("hello");
      gate.gateway().cut("id-good-ws").get(5, TimeUnit.SECONDS);
      assertThat(ended.get(5, TimeUnit.SECONDS)).isEqualTo(1006);
      assertThat(gate.activity().outcome().status()).isEqualTo(101);
    }
  }

  @Test
  void aWebSocketWithoutAKeyIsRefusedBeforeTheUpstreamHearsOfIt() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<WebSocket> refused =
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + gate.port() + "/chat"),
                  new Listening(new CompletableFuture<>(), new CompletableFuture<>()));
      assertThat(refused)
          .failsWithin(5, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class);
      assertThat(upstream.connections()).isZero();
    }
  }

  record Listening(CompletableFuture<String> echoed, CompletableFuture<Integer> ended)
      implements WebSocket.Listener {
    @Override
    public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
        WebSocket socket, CharSequence text, boolean last) {
      echoed.complete(text.toString());
      socket.request(1);
      return null;
    }

    @Override
    public @org.jspecify.annotations.Nullable CompletionStage<?> onClose(
        WebSocket socket, int status, String reason) {
      ended.complete(status);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ended.complete(1006);
    }
  }

  /// Agrees to a WebSocket and sends each text frame back.
  static void echo(Socket socket) throws java.io.IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    String head = RawHead.read(in);
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("sec-websocket-key: ") + 19;
    String key = head.substring(at, head.indexOf('\r', at));
    out.write(
        TestUpstream.bytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accept(key)
                + "\r\n\r\n"));
    while (in.read() >= 0) {
      int length = in.read() & 0x7f;
      byte[] mask = in.readNBytes(4);
      byte[] text = in.readNBytes(length);
      for (int i = 0; i < text.length; i++) {
        text[i] ^= mask[i & 3];
      }
      out.write(0x81);
      out.write(length);
      out.write(text);
    }
  }

  private static String accept(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
