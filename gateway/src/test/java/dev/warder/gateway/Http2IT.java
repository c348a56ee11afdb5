package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.FrameClient.Answer;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.model.Activity;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What passes the gate over HTTP/2, and in which form: the same as over HTTP/1.1.
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class Http2IT {
  private static byte[] bytes(String text) {
    return TestUpstream.bytes(text);
  }

  private static TestUpstream echo() throws java.io.IOException {
    return TestUpstream.answering(seen ->
        bytes(
            "HTTP/1.1 200 OK\r\ncontent-length: "
                + seen.body().length
                + "\r\nX-Saw: "
                + seen.target()
                + "\r\n\r\n"
                + seen.text()));
  }

  @Test
  void aCallPassesInTheFormOfHttp1AndIsObservedOnce() throws Exception {
    try (TestUpstream upstream = echo();
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      int stream =
          client.call(
              FrameClient.get(
                  "/a?x=1&api_key=",
                  "cookie",
                  "a=1",
                  "x-other",
                  "st\u00e4ys",
                  "te",
                  "trailers",
                  "cookie",
                  "b=2",
                  "x-warder-key",
                  "forged",
                  "x-forwarded-for",
                  "9.9.9.9",
                  "user-agent",
                  "curl/8.1"));
      Answer answer = client.answer(stream);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
      stream =
          client.call(
              FrameClient.get(
                  "/a?x=1",
                  "cookie",
                  "a=1",
                  "x-other",
                  "st\u00e4ys",
                  "te",
                  "trailers",
                  "cookie",
                  "b=2",
                  "x-warder-key",
                  "forged",
                  "x-forwarded-for",
                  "9.9.9.9",
                  "user-agent",
                  "curl/8.1"));
      answer = client.answer(stream);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head).containsEntry("x-saw", "/a?x=1").containsEntry("content-length", "0");
      TestUpstream.Seen seen = upstream.next();
      assertThat(seen.method() + " " + seen.target()).isEqualTo("GET /a?x=1");
      assertThat(seen.head()).startsWith("GET /a?x=1 HTTP/1.1\r\n");
      assertThat(seen.has("host: api.example")).isTrue();
      assertThat(seen.has("cookie: a=1; b=2")).isTrue();
      assertThat(seen.has("x-other: st\u00e4ys")).isTrue();
      assertThat(seen.has("x-warder-key: id-good")).isTrue();
      assertThat(seen.has("x-warder-tenant: acme")).isTrue();
      assertThat(seen.has("x-forwarded-for: 127.0.0.1")).isTrue();
      assertThat(seen.has("x-forwarded-proto: http")).isTrue();
      assertThat(seen.head())
          .doesNotContain("forged", "9.9.9.9", "te:", "x-api-key", "good\r\nx-api", "scheme");
      assertThat(gate.activity().outcome().status()).isEqualTo(401);
      Activity passed = gate.activity();
      assertThat(passed.call().method() + " " + passed.call().path()).isEqualTo("GET /a");
      assertThat(passed.call().api()).isEqualTo("api.example");
      assertThat(passed.client().family()).isEqualTo("curl");
      assertThat(passed.caller().credentialUid()).isEqualTo("id-good");
      assertThat(gate.activities).isEmpty();
    }
  }

  @Test
  void refusalsAreTheSameProblemsAndTheConnectionGoesOn() throws Exception {
    try (TestUpstream upstream = echo();
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      for (int i = 0; i < 3; i++) {
        int bad =
            client.open(
                ":method",
                "POST",
                ":scheme",
                "http",
                ":authority",
                "a",
                ":path",
                "/a",
                "x-api-key",
                "bad");
        client.data(bad, "some", false).data(bad, " body", true);
        Answer refused = client.answer(bad);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.head).containsEntry("content-type", "application/problem+json");
        assertThat(refused.text()).isEqualTo("{\"code\":\"unknown\"}");
        int head =
            client.call(":method", "HEAD", ":scheme", "http", ":authority", "a", ":path", "/a");
        assertThat(client.answer(head).status()).isEqualTo(401);
        assertThat(client.answer(head).text()).isEmpty();
      }
      assertThat(upstream.all()).isEmpty();
      assertThat(client.answer(client.call(FrameClient.get("/b"))).status()).isEqualTo(200);
    }
  }

  @Test
  void bodiesAndTrailersTravelBothWays() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.answering(seen ->
                bytes(
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                        + Integer.toHexString(seen.body().length)
                        + "\r\n"
                        + seen.text()
                        + "\r\n0\r\nX-Sum: 7\r\n\r\n"));
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      int known = client.open(FrameClient.with("POST", "/known", "content-length", "5"));
      client.data(known, "hel", false).data(known, "lo", false).data(known, "", true);
      Answer answer = client.answer(known);
      assertThat(answer.text()).isEqualTo("hello");
      assertThat(answer.trailers).containsEntry("x-sum", "7");
      TestUpstream.Seen seen = upstream.next();
      assertThat(seen.has("content-length: 5")).isTrue();
      assertThat(seen.text()).isEqualTo("hello");
      int unknown = client.open(FrameClient.with("POST", "/unknown"));
      client.data(unknown, "hel", false).data(unknown, "lo", false);
      client.frame(
          FrameClient.HEADERS,
          FrameClient.END_HEADERS | FrameClient.END_STREAM,
          unknown,
          FrameClient.block("x-t", "1"));
      assertThat(client.answer(unknown).text()).isEqualTo("hello");
      seen = upstream.next();
      assertThat(seen.has("transfer-encoding: chunked")).isTrue();
      int both = client.open(FrameClient.with("POST", "/both", "content-length", "5"));
      client.data(both, "hello", false);
      client.frame(
          FrameClient.HEADERS,
          FrameClient.END_HEADERS | FrameClient.END_STREAM,
          both,
          FrameClient.block("x-t", "1"));
      assertThat(client.answer(both).text()).isEqualTo("hello");
      assertThat(upstream.next().has("content-length: 5")).isTrue();
      int empty = client.open(FrameClient.with("POST", "/empty", "content-length", "0"));
      client.data(empty, "", true);
      assertThat(client.answer(empty).status()).isEqualTo(200);
      assertThat(upstream.next().text()).isEmpty();
    }
  }

  @Test
  void answersWithoutBodiesEndWhereTheyShould() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.answering(seen ->
                switch (seen.target()) {
                  case "/head" -> bytes("HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n");
                  case "/204" -> bytes("HTTP/1.1 204 No Content\r\n\r\n");
                  case "/304" -> bytes("HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n");
                  case "/early" ->
                      bytes(
                          "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n"
                              + "HTTP/1.1 200 \r\ncontent-length: 0\r\n\r\n");
                  case "/hop" ->
                      bytes(
                          "HTTP/1.1 200 OK\r\nconnection: x-hop\r\nX-Hop: 1\r\nkeep-alive: 1\r\n"
                              + "x-warder-key: forged\r\nX-B: 2\r\nset-cookie: a\r\n"
                              + "set-cookie: b\r\ncontent-length: 2\r\n\r\nok");
                  default -> bytes("HTTP/1.1 200\r\n\r\n");
                });
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      Answer head = client.answer(client.call(FrameClient.with("HEAD", "/head")));
      assertThat(head.head).containsEntry("content-length", "5000");
      assertThat(head.text()).isEmpty();
      assertThat(client.answer(client.call(FrameClient.get("/204"))).status()).isEqualTo(204);
      assertThat(client.answer(client.call(FrameClient.get("/304"))).status()).isEqualTo(304);
      Answer early = client.answer(client.call(FrameClient.get("/early")));
      assertThat(early.interim).containsExactly("103");
      assertThat(early.status()).isEqualTo(200);
      Answer hop = client.answer(client.call(FrameClient.get("/hop")));
      assertThat(hop.head)
          .containsOnlyKeys(":status", "x-b", "set-cookie", "content-length")
          .containsEntry("set-cookie", "a & b");
      assertThat(hop.text()).isEqualTo("ok");
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void whoWaitsForAWordGetsTheUpstreamsAndOnlyAfterTheVerdict() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              InputStream in = socket.getInputStream();
              RawHead.read(in);
              OutputStream out = socket.getOutputStream();
              out.write(bytes("HTTP/1.1 100 Continue\r\n\r\n"));
              byte[] body = in.readNBytes(5);
              out.write(bytes("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"));
              out.write(body);
              in.readAllBytes();
            });
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      String[] more = {"content-length", "5", "expect", "100-continue"};
      int stream = client.open(FrameClient.with("PUT", "/a", more));
      client.until(() -> !client.seen(stream).interim.isEmpty());
      assertThat(client.seen(stream).interim).containsExactly("100");
      client.data(stream, "12345", true);
      assertThat(client.answer(stream).text()).isEqualTo("12345");
      int other =
          client.open(
              ":method",
              "PUT",
              ":scheme",
              "http",
              ":authority",
              "a",
              ":path",
              "/a",
              "expect",
              "100-continue",
              "x-api-key",
              "bad");
      assertThat(client.answer(other).status()).isEqualTo(401);
      assertThat(client.answer(other).interim).isEmpty();
    }
  }

  @Test
  void aHundredCallsAtATimeShareAConnectionAndNoAnswers() throws Exception {
    CountDownLatch all = new CountDownLatch(100);
    try (TestUpstream upstream =
            TestUpstream.answering(seen -> {
              all.countDown();
              try {
                assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                return null;
              }
              return bytes(
                  "HTTP/1.1 200 OK\r\ncontent-length: "
                      + seen.target().length()
                      + "\r\n\r\n"
                      + seen.target());
            });
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      List<Integer> streams = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        streams.add(client.call(FrameClient.get("/" + i)));
      }
      for (int i = 0; i < 100; i++) {
        assertThat(client.answer(streams.get(i)).text()).isEqualTo("/" + i);
      }
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        seen.add(gate.activity().call().path());
      }
      assertThat(seen).hasSize(100);
      assertThat(gate.activities).isEmpty();
      assertThat(gate.gateway().counters().clients()).isEqualTo(1);
    }
  }

  @Test
  void aKeyThatHasASuccessorSaysSoInTheAnswer() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.judging(
                upstream,
                s -> s,
                asked ->
                    new Ruling(
                        "v1",
                        "allowed",
                        "k",
                        "t",
                        "p",
                        null,
                        new Ruling.Overlap(1_700_000_000, 1_701_475_200)));
        FrameClient client = FrameClient.of(gate.port())) {
      assertThat(client.answer(client.call(FrameClient.get("/a"))).head)
          .containsEntry("deprecation", "@1700000000")
          .containsEntry("sunset", "Sat, 02 Dec 2023 00:00:00 GMT");
    }
  }

  @Test
  void anAnswerCutShortIsResetAndNothingElseIs() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              if (RawHead.read(socket.getInputStream()).contains("/cut")) {
                socket
                    .getOutputStream()
                    .write(bytes("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"));
              } else {
                socket
                    .getOutputStream()
                    .write(bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
              }
            });
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      Answer cut = client.answer(client.call(FrameClient.get("/cut")));
      assertThat(cut.status()).isEqualTo(200);
      assertThat(cut.isWhole).isFalse();
      assertThat(cut.reset).isEqualTo(FrameClient.INTERNAL_ERROR);
      assertThat(gate.activity().outcome().error()).isEqualTo("upstream_ended");
      assertThat(client.answer(client.call(FrameClient.get("/b"))).text()).isEqualTo("ok");
    }
  }

  @Test
  void webSocketsAreNotOfferedAndNeverMade() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.answering(seen ->
                bytes(
                    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n"
                        + "connection: upgrade\r\n\r\n"));
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      Answer answer = client.answer(client.call(FrameClient.get("/a")));
      assertThat(answer.status()).isEqualTo(502);
      // SETTINGS_ENABLE_CONNECT_PROTOCOL of RFC 8441
      assertThat(client.settings.getOrDefault(8, 0)).isZero();
      assertThat(client.settings).containsEntry(3, 100).containsEntry(6, 16 << 10);
    }
  }

  @Test
  void aGateThatIsToldSoSpeaksHttp1Alone() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream, TestGate::withoutHttp2);
        RawClient client = gate.client()) {
      client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(505);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void thePrefaceIsKnownHoweverItArrives() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.silent(gate.port())) {
      for (byte octet : bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
        client.raw(new byte[] {octet});
      }
      client.frame(FrameClient.SETTINGS, 0, 0, new byte[0]);
      byte[] head = FrameClient.block(FrameClient.get("/a"));
      int stream = client.take();
      for (byte octet :
          FrameClient.bytes(
              FrameClient.HEADERS,
              FrameClient.END_HEADERS | FrameClient.END_STREAM,
              stream,
              head)) {
        client.raw(new byte[] {octet});
      }
      assertThat(client.answer(stream).text()).isEqualTo("ok");
    }
  }

  @Test
  void aHeadInManyFramesIsOneHead() throws Exception {
    try (TestUpstream upstream = echo();
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      byte[] block = FrameClient.block(FrameClient.get("/a", "x-long", "y".repeat(3_000)));
      int stream = client.take();
      int third = block.length / 3;
      client.frame(
          FrameClient.HEADERS, FrameClient.END_STREAM, stream, Arrays.copyOf(block, third));
      client.frame(
          FrameClient.CONTINUATION, 0, stream, Arrays.copyOfRange(block, third, 2 * third));
      client.frame(
          FrameClient.CONTINUATION,
          FrameClient.END_HEADERS,
          stream,
          Arrays.copyOfRange(block, 2 * third, block.length));
      assertThat(client.answer(stream).status()).isEqualTo(200);
      assertThat(upstream.next().has("x-long: " + "y".repeat(3_000))).isTrue();
    }
  }

  @Test
  void eventsArriveAsTheyAreSent() throws Exception {
    AtomicLong heard = new AtomicLong();
    CountDownLatch first = new CountDownLatch(1);
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              OutputStream out = socket.getOutputStream();
              out.write(
                  bytes(
                      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                          + "transfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n"));
              try {
                // The second only when the first was heard.
                assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                return;
              }
              out.write(bytes("9\r\ndata: 2\n\n\r\n0\r\n\r\n"));
              heard.incrementAndGet();
            });
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      int stream = client.call(FrameClient.get("/events"));
      client.until(() -> client.seen(stream).text().equals("data: 1\n\n"));
      first.countDown();
      assertThat(client.answer(stream).text()).isEqualTo("data: 1\n\ndata: 2\n\n");
    }
  }
}
