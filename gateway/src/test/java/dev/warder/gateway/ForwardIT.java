package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.proxy.GateSettings;
import dev.warder.model.Activity;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What passes the gate, and in which form.
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class ForwardIT {
  private static final String KEY = "Host: api.example\r\nAuthorization: Bearer good\r\n";
  private static final String GET = "GET /a?b=c HTTP/1.1\r\n" + KEY + "\r\n";

  private static byte[] bytes(String text) {
    return TestUpstream.bytes(text);
  }

  @Test
  void oneConnectionOnEachSideServesCallAfterCall() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      for (int i = 0; i < 20; i++) {
        RawClient.Answer answer = client.send(GET).answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ok");
        TestUpstream.Seen seen = upstream.next();
        assertThat(seen.method() + " " + seen.target()).isEqualTo("GET /a?b=c");
        assertThat(seen.connection()).isEqualTo(1);
      }
    }
  }

  @Test
  void pipelinedCallsAreAnsweredInOrder() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.answering(seen ->
                bytes(
                    "HTTP/1.1 200 OK\r\ncontent-length: "
                        + seen.target().length()
                        + "\r\n\r\n"
                        + seen.target()));
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        all.append("GET /").append(i).append(" HTTP/1.1\r\n").append(KEY).append("\r\n");
      }
      client.send(all.toString());
      for (int i = 0; i < 50; i++) {
        assertThat(client.answer().text()).isEqualTo("/" + i);
      }
    }
  }

  @Test
  void whatConcernsOneConnectionEndsThere() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.answering(seen ->
                bytes(
                    "HTTP/1.1 200 OK\r\nconnection: x-secret-hop, keep-alive\r\nX-Secret-Hop: 1\r\n"
                        + "keep-alive: timeout=5\r\nx-warder-key: forged\r\nx-b: 2\r\n"
                        + "content-length: 2\r\n\r\nok"));
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      client.send(
          "GET /a HTTP/1.1\r\n"
              + KEY
              + "Connection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 3\r\nTE: trailers\r\nProxy-Connection: k\r\n"
              + "X-Warder-Key: forged\r\nx_warder_tenant: forged\r\nX-Forwarded-For: 9.9.9.9\r\n"
              + "Forwarded: for=9.9.9.9\r\nX-Real-IP: 9.9.9.9\r\nX-Other: stays\r\n\r\n");
      RawClient.Answer answer = client.answer();
      TestUpstream.Seen seen = upstream.next();
      assertThat(seen.head().toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("x-hop", "keep-alive", "te:", "proxy-connection", "forged", "9.9.9.9")
          .doesNotContain("authorization", "earer", "connection:");
      assertThat(seen.has("X-Other: stays")).isTrue();
      assertThat(seen.has("x-warder-key: id-good")).isTrue();
      assertThat(seen.has("x-warder-tenant: acme")).isTrue();
      assertThat(seen.has("x-warder-principal: Zo%C3%AB")).isTrue();
      assertThat(seen.has("x-forwarded-for: 127.0.0.1")).isTrue();
      assertThat(seen.has("x-forwarded-proto: http")).isTrue();
      assertThat(seen.has("Host: api.example")).isTrue();
      assertThat(answer.head().toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("x-secret-hop", "keep-alive", "forged")
          .contains("x-b: 2");
    }
  }

  @Test
  void bodiesAndTrailersTravelInChunksBothWays() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.answering(seen ->
                bytes(
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                        + Integer.toHexString(seen.body().length)
                        + "\r\n"
                        + seen.text()
                        + "\r\n0\r\nx-sum: 7\r\n\r\n"));
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      client.send(
          "POST /a HTTP/1.1\r\n" + KEY + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      client.send("1\r\n \r\n5\r");
      client.send("\nworld\r\n0\r\nx-t: 1\r\n\r\n" + GET);
      assertThat(client.answer().text()).isEqualTo("hello world[x-sum: 7]");
      assertThat(upstream.next().has("transfer-encoding: chunked")).isTrue();
      assertThat(upstream.next().target()).isEqualTo("/a?b=c");
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
                  default -> bytes("HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok");
                });
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      String rest = " HTTP/1.1\r\n" + KEY + "\r\n";
      client.send("HEAD /head" + rest + "GET /204" + rest + "GET /304" + rest);
      client.send("GET /early" + rest + "GET /last" + rest);
      RawClient.Answer head = client.answer("HEAD");
      assertThat(head.has("content-length: 5000")).isTrue();
      assertThat(client.answer().status()).isEqualTo(204);
      assertThat(client.answer().status()).isEqualTo(304);
      assertThat(client.head()).contains("103 Early Hints").contains("link: x");
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.answer().text()).isEqualTo("ok");
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void whoWaitsForAWordGetsTheUpstreamsAndOnlyAfterTheVerdict() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              InputStream in = socket.getInputStream();
              byte[] buffer = new byte[4096];
              int n = in.read(buffer);
              if (n > 0) {
                OutputStream out = socket.getOutputStream();
                out.write(bytes("HTTP/1.1 100 Continue\r\n\r\n"));
                byte[] body = in.readNBytes(5);
                out.write(bytes("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"));
                out.write(body);
                in.readAllBytes();
              }
            });
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client();
        RawClient other = gate.client()) {
      String rest = "Host: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n";
      client.send("PUT /a HTTP/1.1\r\n" + rest + "X-Api-Key: good\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 100 ");
      assertThat(client.send("12345").answer().text()).isEqualTo("12345");
      other.send("PUT /a HTTP/1.1\r\n" + rest + "X-Api-Key: bad\r\n\r\n");
      assertThat(other.answer().status()).isEqualTo(401);
      assertThat(other.isEnded()).isTrue();
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void anOldClientGetsAnAnswerWithoutChunks() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.answering(seen ->
                bytes(
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx: y\r\n\r\n"));
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      RawClient.Answer answer = client.send("GET /a HTTP/1.0\r\n" + KEY + "\r\n").answer();
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.head().toLowerCase(java.util.Locale.ROOT))
          .contains("connection: close")
          .doesNotContain("chunked");
      assertThat(upstream.next().head()).startsWith("GET /a HTTP/1.1\r\n");
    }
  }

  @Test
  void anAnswerThatEndsWithItsConnectionIsFramedForTheCaller() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              int n = socket.getInputStream().read(new byte[4096]);
              socket.getOutputStream().write(bytes("HTTP/1.1 200 OK\r\n\r\nto the end " + (n > 0)));
            });
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      assertThat(client.send(GET).answer().text()).isEqualTo("to the end true");
      assertThat(client.send(GET).answer().text()).isEqualTo("to the end true");
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void anAnswerCutShortIsNeverTakenForAWholeOne() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              int n = socket.getInputStream().read(new byte[4096]);
              if (n > 0) {
                socket
                    .getOutputStream()
                    .write(
                        bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n"));
              }
            });
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      client.send(GET);
      assertThat(client.head()).contains(" 200 ");
      assertThat(client.line()).isEqualTo("2");
      assertThat(client.line()).isEqualTo("ok");
      assertThat(client.isEnded()).isTrue();
      assertThat(gate.activity().outcome().error()).isEqualTo("upstream_ended");
    }
  }

  @Test
  void anAnswerCutShortThatOnlyItsEndEndsIsReset() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              socket
                  .getOutputStream()
                  .write(bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n"));
            });
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      client.send("GET /a HTTP/1.0\r\n" + KEY + "\r\n");
      assertThat(client.head()).contains(" 200 ");
      assertThat(client.isReset()).isTrue();
      assertThat(gate.activity().outcome().error()).isEqualTo("upstream_ended");
    }
  }

  @Test
  void aCallThatChangesNothingIsSentOnceMoreOverAConnectionThatHadEnded() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    AtomicInteger posts = new AtomicInteger();
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              byte[] buffer = new byte[4096];
              InputStream in = socket.getInputStream();
              for (int i = 0; in.read(buffer) > 0; i++) {
                if (number == 1 && i == 1) {
                  // A pooled connection that dies as the call arrives.
                  closed.countDown();
                  return;
                }
                posts.addAndGet(buffer[0] == 'P' ? 1 : 0);
                socket
                    .getOutputStream()
                    .write(bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
              }
            });
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
      assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(gate.gateway().counters().retried()).isEqualTo(1);
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void aCallThatMayChangeSomethingIsNeverSentTwice() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    try (TestUpstream upstream =
            TestUpstream.answering(seen -> {
              if (seen.method().equals("POST")) {
                posts.incrementAndGet();
                return null;
              }
              return bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
            });
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
      RawClient.Answer answer = client.send("POST /a HTTP/1.1\r\n" + KEY + "\r\n").answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("\"code\":\"upstream_unreachable\"");
      assertThat(posts.get()).isEqualTo(1);
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void whatStandsBehindAnAnswerIsNeverTheNextOne() throws Exception {
    try (TestUpstream upstream =
            TestUpstream.answering(seen ->
                bytes(
                    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
                        + "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil"));
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      assertThat(client.send(GET).answer().text()).isEqualTo("ok");
      assertThat(client.send(GET).answer().text()).isEqualTo("ok");
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void anUpstreamThatSpeaksSomethingElseIsSaidToDoSo() throws Exception {
    for (String answer :
        new String[] {
          "SSH-2.0-x\r\n\r\n",
          "HTTP/1.1 200 OK\ncontent-length: 0\n\n",
          "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\nok",
          "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok",
          "HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\n folded: x\r\ncontent-length: 0\r\n\r\n",
          "HTTP/1.1 101 Switching\r\n\r\n",
          "HTTP/2.0 200 OK\r\n\r\n"
        }) {
      try (TestUpstream upstream = TestUpstream.answering(seen -> bytes(answer));
          TestGate gate = TestGate.before(upstream);
          RawClient client = gate.client()) {
        RawClient.Answer told = client.send(GET).answer();
        assertThat(told.status()).as(answer).isEqualTo(502);
        assertThat(told.text()).as(answer).contains("upstream_invalid");
      }
    }
  }

  @Test
  void theUpstreamThatIsNotThereIsSaidNotToBe() throws Exception {
    TestUpstream gone = TestUpstream.ok();
    gone.close();
    try (TestGate gate = TestGate.before(gone);
        RawClient client = gate.client()) {
      RawClient.Answer answer = client.send(GET).answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_unreachable");
      Activity seen = gate.activity();
      assertThat(seen.outcome().status()).isEqualTo(502);
      assertThat(seen.caller().credentialUid()).isEqualTo("id-good");
    }
  }

  @Test
  void everyPartOfACallHasItsTime() throws Exception {
    Duration soon = Duration.ofMillis(200);
    Duration later = Duration.ofSeconds(20);
    try (TestUpstream silent =
            TestUpstream.serving((socket, number) -> {
              var _ = socket.getInputStream().readAllBytes();
            });
        TestGate gate =
            TestGate.before(
                silent,
                s ->
                    TestGate.with(
                        s, new GateSettings.Times(soon, soon, soon, soon, later, later)));
        RawClient slowHead = gate.client();
        RawClient slowBody = gate.client();
        RawClient idle = gate.client();
        RawClient waiting = gate.client()) {
      slowHead.send("GET /a HTTP/1.1\r\nHos");
      slowBody.send("POST /a HTTP/1.1\r\n" + KEY + "Content-Length: 5\r\n\r\n12");
      waiting.send(GET);
      assertThat(slowHead.answer().status()).isEqualTo(408);
      assertThat(slowHead.isEnded()).isTrue();
      assertThat(slowBody.answer().status()).isEqualTo(408);
      assertThat(idle.isEnded()).isTrue();
      RawClient.Answer late = waiting.answer();
      assertThat(late.status()).isEqualTo(504);
      assertThat(late.text()).contains("upstream_timeout");
    }
  }

  @Test
  void theTimeOfTheFirstHeadBeginsWithTheConnection() throws Exception {
    Duration arrival = Duration.ofMillis(2_400);
    Duration later = Duration.ofMinutes(10);
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.before(
                upstream,
                s ->
                    TestGate.with(
                        s, new GateSettings.Times(arrival, later, later, later, later, later)));
        RawClient first = gate.client()) {
      boolean _ = first.hasMore(1_200);
      try (RawClient second = gate.client()) {
        boolean _ = first.hasMore(800);
        first.send("G");
        assertThat(second.isEnded()).isTrue();
      }
      assertThat(first.hasMore(400)).as("who came first is given up first").isTrue();
    }
  }

  /// Sends one octet now and then until the other side answers or ends; the status, 0 if it ends.
  private static int statusWhileTrickling(RawClient client, String octets) throws Exception {
    try {
      for (int i = 0; i < 2_000; i++) {
        client.send(octets.substring(i % octets.length(), i % octets.length() + 1));
        if (client.hasMore(20)) {
          return client.answer().status();
        }
      }
      return -1;
    } catch (SocketException e) {
      return 0;
    }
  }

  @Test
  void headsAndBodiesThatTrickleHaveNoMoreTimeThanThoseThatStandStill() throws Exception {
    Duration soon = Duration.ofMillis(500);
    Duration later = Duration.ofMinutes(10);
    String head = "GET /a HTTP/1.1\r\nHost: a\r\nx: ";
    String post = "POST /a HTTP/1.1\r\n" + KEY;
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.before(
                upstream,
                s ->
                    TestGate.with(
                        s, new GateSettings.Times(soon, later, later, later, later, later)))) {
      try (RawClient first = gate.client()) {
        assertThat(statusWhileTrickling(first.send(head), "x")).isEqualTo(408);
      }
      try (RawClient kept = gate.client()) {
        assertThat(kept.send(GET).answer().status()).isEqualTo(200);
        assertThat(statusWhileTrickling(kept.send(head), "x")).isEqualTo(408);
      }
      try (RawClient body = gate.client()) {
        body.send(post + "Content-Length: 100000\r\n\r\n");
        assertThat(statusWhileTrickling(body, "x")).isEqualTo(408);
      }
      try (RawClient chunks = gate.client()) {
        chunks.send(post + "Transfer-Encoding: chunked\r\n\r\n");
        assertThat(statusWhileTrickling(chunks, "1\r\nx\r\n")).isEqualTo(408);
      }
    }
  }

  @Test
  void aBodyThatGoesOnHasAllTheTimeItNeeds() throws Exception {
    Duration soon = Duration.ofMillis(1_500);
    Duration later = Duration.ofMinutes(10);
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.before(
                upstream,
                s ->
                    TestGate.with(
                        s, new GateSettings.Times(soon, later, later, later, later, later)));
        RawClient client = gate.client()) {
      long begun = System.nanoTime();
      client.send("POST /a HTTP/1.1\r\n" + KEY + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "400\r\n" + "x".repeat(1_024) + "\r\n";
      while (System.nanoTime() - begun < 2 * soon.toNanos()) {
        client.send(chunk);
        assertThat(client.hasMore(20)).as("it was answered in the middle").isFalse();
      }
      client.send("0\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void bodiesOfAnySizePassWithoutBeingKept() throws Exception {
    long size = 256L << 20;
    AtomicLong arrived = new AtomicLong();
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              byte[] buffer = new byte[1 << 16];
              while (arrived.get() < size) {
                int n = socket.getInputStream().read(buffer);
                if (n < 0) {
                  return;
                }
                arrived.addAndGet(n);
              }
              OutputStream out = socket.getOutputStream();
              out.write(bytes("HTTP/1.1 200 OK\r\ncontent-length: " + size + "\r\n\r\n"));
              for (long sent = 0; sent < size; sent += buffer.length) {
                out.write(buffer);
              }
            });
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      client.send("POST /a HTTP/1.1\r\n" + KEY + "Content-Length: " + size + "\r\n\r\n");
      byte[] part = new byte[1 << 16];
      for (long sent = 0; sent < size; sent += part.length) {
        client.send(part);
      }
      assertThat(client.head()).contains(" 200 ");
      long read = 0;
      while (read < size) {
        read += client.read(part.length).length;
      }
      assertThat(arrived.get()).isEqualTo(size);
      assertThat(read).isEqualTo(size);
      Activity seen = gate.activity();
      assertThat(seen.requestBytes()).isEqualTo(size);
      assertThat(seen.responseBytes()).isEqualTo(size);
    }
  }

  @Test
  void whoReadsNothingIsSentNoMoreThanBuffersHold() throws Exception {
    AtomicLong sent = new AtomicLong();
    CountDownLatch stuck = new CountDownLatch(1);
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              OutputStream out = socket.getOutputStream();
              out.write(bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"));
              byte[] chunk = bytes("10000\r\n" + "x".repeat(65_536) + "\r\n");
              try {
                while (sent.get() < 1L << 30) {
                  out.write(chunk);
                  sent.addAndGet(chunk.length);
                }
              } finally {
                stuck.countDown();
              }
            });
        TestGate gate =
            TestGate.before(
                upstream,
                s ->
                    TestGate.with(
                        s,
                        new GateSettings.Times(
                            s.times().arrival(),
                            s.times().idle(),
                            s.times().connect(),
                            s.times().response(),
                            Duration.ofSeconds(1),
                            s.times().upstreamIdle())));
        RawClient client = gate.client()) {
      client.send(GET);
      assertThat(client.head()).contains(" 200 ");
      // The gate gives the caller up after a second; until then the upstream was held back.
      assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(sent.get()).isLessThan(64L << 20);
      assertThat(gate.activity().outcome().error()).isEqualTo("client_late");
    }
  }

  @Test
  void aGateThatClosesLetsCallsEndAndTakesNoMore() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    try (TestUpstream upstream =
        TestUpstream.answering(seen -> {
          asked.countDown();
          try {
            assertThat(answer.await(5, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            return null;
          }
          return bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        })) {
      TestGate gate = TestGate.before(upstream);
      try (RawClient busy = gate.client();
          RawClient idle = gate.client()) {
        busy.send(GET);
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(gate::close);
        assertThat(idle.isEnded()).isTrue();
        answer.countDown();
        RawClient.Answer told = busy.answer();
        assertThat(told.status()).isEqualTo(200);
        assertThat(busy.isEnded()).isTrue();
        closing.join();
      }
    }
  }
}
