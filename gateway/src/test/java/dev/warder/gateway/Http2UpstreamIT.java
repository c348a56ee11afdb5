package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What an API that speaks HTTP/2 sees of calls, and callers of its answers, whatever they speak.
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class Http2UpstreamIT {
  private static final String KEY = "Host: api.example\r\nAuthorization: Bearer good\r\n";
  private static final String GET = "GET /a?b=c HTTP/1.1\r\n" + KEY + "\r\n";

  private static TestGate before(TestUpstream upstream) throws GatewayException {
    return TestGate.before(upstream, TestGate::http2Upstream);
  }

  /// Answers each stream, and keeps what it was.
  private static TestUpstream keeping(BlockingQueue<FrameClient.Answer> seen) throws Exception {
    return Http2Api.answering((link, stream, request) -> {
      seen.add(request);
      Http2Api.ok(link, stream);
    });
  }

  private static FrameClient.Answer next(BlockingQueue<FrameClient.Answer> seen)
      throws InterruptedException {
    FrameClient.Answer next = seen.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("the upstream saw no request");
    }
    return next;
  }

  @Test
  void oneConnectionServesCallAfterCallOfCallersOfEitherVersion() throws Exception {
    try (TestUpstream upstream = Http2Api.ok();
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      for (int i = 0; i < 20; i++) {
        RawClient.Answer answer = client.send(GET).answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ok");
      }
      assertThat(upstream.connections()).isEqualTo(1);
      try (FrameClient other = FrameClient.of(gate.port())) {
        for (int i = 0; i < 20; i++) {
          FrameClient.Answer answer = other.answer(other.call(FrameClient.get("/a")));
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.text()).isEqualTo("ok");
        }
      }
      assertThat(upstream.connections()).isLessThanOrEqualTo(2);
      Activity first = gate.activity();
      assertThat(first.outcome().status()).isEqualTo(200);
      assertThat(first.responseBytes()).isEqualTo(2);
    }
  }

  @Test
  void whatConcernsOneConnectionEndsThereAndWhoCallsIsSaidByTheGateAlone() throws Exception {
    BlockingQueue<FrameClient.Answer> seen = new LinkedBlockingQueue<>();
    try (TestUpstream upstream = keeping(seen);
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      client.send(
          "GET /a?api_key=good HTTP/1.1\r\nHost: api.example\r\n"
              + "Connection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 3\r\nProxy-Connection: k\r\n"
              + "X-Warder-Key: forged\r\nx_warder_tenant: forged\r\nX-Forwarded-For: 9.9.9.9\r\n"
              + "Forwarded: for=9.9.9.9\r\nX-Real-IP: 9.9.9.9\r\nX-Other: \t st ays \t\r\n"
              + "Cookie: a=1; b=2\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      Map<String, String> head = next(seen).head;
      assertThat(head)
          .containsEntry(":method", "GET")
          .containsEntry(":path", "/a")
          .containsEntry(":scheme", "http")
          .containsEntry(":authority", "api.example")
          .containsEntry("x-other", "st ays")
          .containsEntry("cookie", "a=1; b=2")
          .containsEntry("x-warder-key", "id-good")
          .containsEntry("x-warder-tenant", "acme")
          .containsEntry("x-warder-principal", "Zo%C3%AB")
          .containsEntry("x-forwarded-for", "127.0.0.1")
          .containsEntry("x-forwarded-proto", "http")
          .containsKey("x-warder-verdict")
          .hasSize(12);
    }
  }

  @Test
  void bodiesAndTrailersTravelBothWays() throws Exception {
    try (TestUpstream upstream =
            Http2Api.answering((link, stream, request) ->
                link.head(stream, 0, ":status", "200", "content-type", "text/plain")
                    .data(stream, request.head.getOrDefault("content-length", "none") + " ", false)
                    .data(stream, request.text() + " " + request.trailers, false)
                    .head(stream, FrameClient.END_STREAM, "x-sum", "7"));
        TestGate gate = before(upstream);
        RawClient client = gate.client();
        FrameClient other = FrameClient.of(gate.port())) {
      client.send(
          "POST /a HTTP/1.1\r\n" + KEY + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      client.send("1\r\n \r\n5\r");
      client.send("\nworld\r\n0\r\nx-t: 1\r\n\r\n");
      assertThat(client.answer().text()).isEqualTo("none hello world {x-t=1}[x-sum: 7]");
      client.send("POST /a HTTP/1.1\r\n" + KEY + "Content-Length: 3\r\n\r\nabc");
      assertThat(client.answer().text()).isEqualTo("3 abc {}[x-sum: 7]");
      client.send("POST /a HTTP/1.1\r\n" + KEY + "\r\n");
      assertThat(client.answer().text()).isEqualTo("0  {}[x-sum: 7]");
      int stream = other.open(FrameClient.with("POST", "/a"));
      other.data(stream, "hello", false).head(stream, FrameClient.END_STREAM, "x-t", "1");
      FrameClient.Answer answer = other.answer(stream);
      assertThat(answer.text()).isEqualTo("none hello {x-t=1}");
      assertThat(answer.trailers).isEqualTo(Map.of("x-sum", "7"));
    }
  }

  @Test
  void whoTakesTrailersIsSaidToAndTheEndOfAnAnswerIsWhereItWas() throws Exception {
    BlockingQueue<FrameClient.Answer> seen = new LinkedBlockingQueue<>();
    try (TestUpstream upstream =
            Http2Api.answering((link, stream, request) -> {
              seen.add(request);
              link.head(stream, FrameClient.END_STREAM, ":status", "200", "grpc-status", "5");
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port());
        RawClient other = gate.client()) {
      FrameClient.Answer answer =
          client.answer(client.call(FrameClient.with("POST", "/a", "te", "trailers")));
      assertThat(answer.head).containsEntry("grpc-status", "5").doesNotContainKey("content-length");
      assertThat(answer.trailers).isEmpty();
      assertThat(next(seen).head).containsEntry("te", "trailers");
      RawClient.Answer whole = other.send(GET).answer();
      assertThat(whole.has("content-length: 0")).isTrue();
      assertThat(next(seen).head).doesNotContainKey("te");
      assertThat(other.send(GET).answer().status()).as("goes on").isEqualTo(200);
    }
  }

  @Test
  void answersWithoutBodiesEndWhereTheyShould() throws Exception {
    try (TestUpstream upstream =
            Http2Api.answering((link, stream, request) -> {
              int end = FrameClient.END_STREAM;
              switch (request.head.getOrDefault(":path", "")) {
                case "/head" -> link.head(stream, end, ":status", "200", "content-length", "5000");
                case "/204" -> link.head(stream, end, ":status", "204");
                case "/304" ->
                    link.head(stream, 0, ":status", "304", "content-length", "9")
                        .data(stream, "", true);
                case "/early" ->
                    link.head(stream, 0, ":status", "103", "link", "x")
                        .head(stream, end, ":status", "200", "content-length", "0");
                default -> Http2Api.ok(link, stream);
              }
            });
        TestGate gate = before(upstream);
        RawClient client = gate.client();
        FrameClient other = FrameClient.of(gate.port())) {
      String rest = " HTTP/1.1\r\n" + KEY + "\r\n";
      client.send("HEAD /head" + rest + "GET /204" + rest + "GET /304" + rest);
      client.send("GET /early" + rest + "GET /last" + rest);
      RawClient.Answer head = client.answer("HEAD");
      assertThat(head.has("content-length: 5000")).isTrue();
      assertThat(client.answer().status()).isEqualTo(204);
      assertThat(client.answer().status()).isEqualTo(304);
      assertThat(client.head()).startsWith("HTTP/1.1 103 ").contains("link: x");
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.answer().text()).isEqualTo("ok");
      FrameClient.Answer early = other.answer(other.call(FrameClient.get("/early")));
      assertThat(early.interim).containsExactly("103");
      assertThat(early.status()).isEqualTo(200);
    }
  }

  @Test
  void whoWaitsForAWordGetsTheUpstreams() throws Exception {
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              int stream = link.begun();
              assertThat(link.seen(stream).head).containsEntry("expect", "100-continue");
              link.head(stream, 0, ":status", "100");
              link.until(link.seen(stream)::isOver);
              link.head(stream, 0, ":status", "200").data(stream, link.seen(stream).text(), true);
              link.begun();
            });
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      client.send(
          "PUT /a HTTP/1.1\r\n" + KEY + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 100 ");
      assertThat(client.send("12345").answer().text()).isEqualTo("12345");
    }
  }

  @Test
  void eventsReachTheCallerAsTheyComeAndAreOverWhenTheCallerIs() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              int stream = link.whole();
              link.head(stream, 0, ":status", "200", "content-type", "text/event-stream");
              link.data(stream, "data: 1\n\n", false);
              link.until(() -> link.seen(stream).reset != FrameClient.NONE);
              told.add("reset " + link.seen(stream).reset);
              Http2Api.ok(link, link.whole());
              link.begun();
            });
        TestGate gate = before(upstream)) {
      try (RawClient client = gate.client()) {
        client.send(GET);
        assertThat(client.head()).contains("transfer-encoding: chunked");
        assertThat(client.line()).isEqualTo("9");
        assertThat(client.line()).isEqualTo("data: 1");
      }
      assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("reset " + FrameClient.CANCEL);
      assertThat(gate.activity().outcome().error()).isEqualTo("client_ended");
    }
  }
}
