package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.FrameClient.Answer;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.model.Activity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Many calls on one connection of HTTP/2 to the API: how many, what holds them back, what ends
/// them, and what is sent again.
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class Http2UpstreamStreamIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final GateSettings.Times PATIENT =
      new GateSettings.Times(LONG, LONG, LONG, LONG, LONG, LONG);
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int WINDOW = 65_535;
  private static final String HEAD = "Host: a\r\nX-Api-Key: good\r\n";

  private static TestGate before(TestUpstream upstream) throws GatewayException {
    return before(upstream, settings -> TestGate.with(settings, PATIENT));
  }

  private static TestGate before(TestUpstream upstream, UnaryOperator<GateSettings> change)
      throws GatewayException {
    return TestGate.before(upstream, old -> TestGate.http2Upstream(change.apply(old)));
  }

  private static GateSettings.Times responding(Duration response) {
    return new GateSettings.Times(LONG, LONG, LONG, response, LONG, LONG);
  }

  private static String[] call(String key, String path) {
    return new String[] {
      ":method", "GET", ":scheme", "http", ":authority", "a", ":path", path, "x-api-key", key
    };
  }

  private static String path(FrameClient link, int stream) {
    return link.seen(stream).head.getOrDefault(":path", "");
  }

  @Test
  void aHundredCallsAtATimeShareOneConnection() throws Exception {
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              List<Integer> streams = new ArrayList<>();
              for (int i = 0; i < 100; i++) {
                streams.add(link.begun());
              }
              for (int stream : streams.reversed()) {
                link.head(stream, 0, ":status", "200").data(stream, path(link, stream), true);
              }
              link.begun();
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      Map<Integer, String> paths = new LinkedHashMap<>();
      for (int i = 0; i < 100; i++) {
        paths.put(client.call(FrameClient.get("/" + i)), "/" + i);
      }
      for (Map.Entry<Integer, String> each : paths.entrySet()) {
        assertThat(client.answer(each.getKey()).text()).isEqualTo(each.getValue());
      }
      assertThat(upstream.connections()).isEqualTo(1);
      assertThat(gate.gateway().counters().upstreamStreams()).isZero();
    }
  }

  @Test
  void moreThanTheApiTakesAtATimeGoOverFurtherConnections() throws Exception {
    CountDownLatch all = new CountDownLatch(25);
    Map<Integer, Integer> begun = new ConcurrentHashMap<>();
    try (TestUpstream upstream =
            Http2Api.serving(
                (link, number) -> {
                  while (true) {
                    link.begun();
                    begun.merge(number, 1, Integer::sum);
                    all.countDown();
                  }
                },
                MAX_CONCURRENT_STREAMS,
                10);
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      for (int i = 0; i < 25; i++) {
        client.call(FrameClient.get("/" + i));
      }
      assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(begun).isEqualTo(Map.of(1, 10, 2, 10, 3, 5));
    }
  }

  @Test
  void callsBeyondTheBoundAreRefusedAndTheRoomOfThoseThatEndIsUsed() throws Exception {
    CountDownLatch begun = new CountDownLatch(5);
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              for (int i = 0; i < 5; i++) {
                link.begun();
                begun.countDown();
              }
              link.until(() -> link.seen(3).reset != FrameClient.NONE);
              Http2Api.ok(link, link.begun());
              link.begun();
            });
        TestGate gate =
            before(
                upstream,
                s ->
                    TestGate.with(
                        TestGate.with(s, PATIENT),
                        new GateSettings.Bounds(16_384, 8_192, 100, 5)));
        FrameClient client = FrameClient.of(gate.port())) {
      for (int i = 0; i < 5; i++) {
        client.call(FrameClient.get("/" + i));
      }
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      Answer beyond = client.answer(client.call(FrameClient.get("/beyond")));
      assertThat(beyond.status()).isEqualTo(503);
      assertThat(beyond.text()).contains("\"code\":\"overloaded\"");
      client.reset(1);
      while (gate.gateway().counters().upstreamStreams() == 5) {
        client.settle();
      }
      assertThat(client.answer(client.call(FrameClient.get("/next"))).status()).isEqualTo(200);
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void callsOfAnEndedKeyAreCutAndThoseOfOthersOnTheConnectionGoOn() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              List<Integer> streams = new ArrayList<>();
              for (int i = 0; i < 3; i++) {
                int stream = link.begun();
                streams.add(stream);
                link.head(stream, 0, ":status", "200").data(stream, "data: 1\n\n", false);
              }
              for (int stream : streams) {
                if (path(link, stream).equals("/thief")) {
                  link.until(() -> link.seen(stream).reset != FrameClient.NONE);
                  seen.add(path(link, stream) + " " + link.seen(stream).reset);
                }
              }
              for (int stream : streams) {
                if (path(link, stream).equals("/owner")) {
                  seen.add(path(link, stream) + " " + link.seen(stream).reset);
                  link.data(stream, "data: 2\n\n", true);
                }
              }
              link.begun();
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      int first = client.call(call("good-thief", "/thief"));
      int other = client.call(call("good-owner", "/owner"));
      int second = client.call(call("good-thief", "/thief"));
      for (int stream : new int[] {first, other, second}) {
        client.until(() -> client.seen(stream).text().equals("data: 1\n\n"));
      }
      gate.gateway().cut("id-good-thief").get(5, TimeUnit.SECONDS);
      for (int i = 0; i < 2; i++) {
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("/thief " + FrameClient.CANCEL);
      }
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("/owner " + FrameClient.NONE);
      assertThat(client.answer(first).reset).isEqualTo(FrameClient.CANCEL);
      assertThat(client.answer(second).reset).isEqualTo(FrameClient.CANCEL);
      Answer went = client.answer(other);
      assertThat(went.isWhole).isTrue();
      assertThat(went.text()).isEqualTo("data: 1\n\ndata: 2\n\n");
      assertThat(gate.gateway().counters().cut()).isEqualTo(2);
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void anApiThatReadsNothingHoldsNoCutUp() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (TestUpstream upstream =
            Http2Api.serving(
                (link, number) -> {
                  link.window(0, Integer.MAX_VALUE - WINDOW);
                  link.begun();
                  begun.countDown();
                  await(over);
                },
                INITIAL_WINDOW_SIZE,
                Integer.MAX_VALUE);
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      client.send("POST /a HTTP/1.1\r\n" + HEAD + "Content-Length: 1073741824\r\n\r\n");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      AtomicLong sent = new AtomicLong();
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    client.send(new byte[1 << 16]);
                    sent.addAndGet(1 << 16);
                  }
                } catch (IOException e) {
                  // Cut.
                }
              });
      StreamIT.awaitFull(sent);
      gate.gateway().cut("id-good").get(4_500, TimeUnit.MILLISECONDS);
      sender.join();
      over.countDown();
    }
  }

  private static void await(CountDownLatch over) throws IOException {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void largeBodiesTravelBothWaysAndNoneIsKept() throws Exception {
    int size = 64 << 20;
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              int stream = link.begun();
              long read = 0;
              while (!link.seen(stream).isWhole) {
                link.read();
                read += link.seen(stream).body.size();
                link.seen(stream).body.reset();
              }
              link.head(stream, 0, ":status", "200", "x-read", Long.toString(read));
              link.upload(stream, size, Duration.ofSeconds(60));
              link.begun();
            });
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      client.send("POST /a HTTP/1.1\r\n" + HEAD + "Content-Length: " + size + "\r\n\r\n");
      for (int i = 0; i < size; i += 1 << 16) {
        client.send(new byte[1 << 16]);
      }
      String head = client.head();
      assertThat(head).contains("x-read: " + size).contains("transfer-encoding: chunked");
      long read = 0;
      for (int chunk = Integer.parseInt(client.line(), 16);
          chunk > 0;
          chunk = Integer.parseInt(client.line(), 16)) {
        read += client.read(chunk).length;
        assertThat(client.line()).isEmpty();
      }
      assertThat(read).isEqualTo(size);
      assertThat(BufferMemory.usedBytes()).isLessThan(48L << 20);
      Activity seen = gate.activity();
      assertThat(seen.requestBytes()).isEqualTo(size);
      assertThat(seen.responseBytes()).isEqualTo(size);
    }
  }

  @Test
  void callersThatReadNothingHoldAWindowEachAndNobodyUp() throws Exception {
    int stalled = 40;
    AtomicInteger sent = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(stalled);
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              while (true) {
                int stream = link.whole();
                if (path(link, stream).equals("/large")) {
                  link.head(stream, 0, ":status", "200");
                  sent.addAndGet(link.upload(stream, 2 * WINDOW, Duration.ofMillis(200)));
                  full.countDown();
                } else {
                  Http2Api.ok(link, stream);
                }
              }
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.silent(gate.port())) {
      // Windows of nothing: heads may be sent, data not.
      client.begin(INITIAL_WINDOW_SIZE, 0);
      for (int i = 0; i < stalled; i++) {
        client.call(FrameClient.get("/large"));
      }
      assertThat(full.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(sent.get())
          .as("a window each, and a part passed on")
          .isLessThan(stalled * 2 * WINDOW);
      int other = client.call(FrameClient.get("/small"));
      client.window(other, 100);
      assertThat(client.answer(other).text()).isEqualTo("ok");
      assertThat(upstream.connections()).isEqualTo(1);
      assertThat(BufferMemory.usedBytes()).isLessThan(48L << 20);
    }
  }

  @Test
  void anApiThatTakesNothingOfABodyHoldsItsCallerBack() throws Exception {
    AtomicInteger received = new AtomicInteger();
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              link.keeping();
              int stream = link.begun();
              link.until(() -> link.seen(stream).body.size() == WINDOW);
              received.set(link.seen(stream).body.size());
              Http2Api.ok(link, link.whole());
              link.begun();
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      int stream = client.open(FrameClient.with("POST", "/a"));
      int sent = client.upload(stream, 10 * WINDOW, Duration.ofSeconds(1));
      assertThat(sent).isBetween(WINDOW, 4 * WINDOW);
      // Windows are each stream's own, where no octets are to be sent.
      assertThat(client.answer(client.call(FrameClient.get("/b"))).status()).isEqualTo(200);
      assertThat(received.get()).isEqualTo(WINDOW);
    }
  }

  /// Refuses the first streams of all connections without a look at them.
  private static TestUpstream refusing(int first, AtomicInteger begun) throws IOException {
    return Http2Api.serving((link, number) -> {
      while (true) {
        int stream = link.whole();
        if (begun.incrementAndGet() <= first) {
          link.reset(stream, FrameClient.REFUSED_STREAM);
        } else {
          Http2Api.ok(link, stream);
        }
      }
    });
  }

  @Test
  void whatTheApiRefusesUnseenIsSentAgainWithASmallBody() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    try (TestUpstream upstream =
            Http2Api.answering((link, stream, request) -> {
              if (begun.incrementAndGet() <= 2) {
                link.reset(stream, FrameClient.REFUSED_STREAM);
              } else {
                link.head(stream, 0, ":status", "200").data(stream, request.text(), true);
              }
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      int stream = client.open(FrameClient.with("POST", "/a"));
      client.data(stream, "in ", false).data(stream, "parts", true);
      assertThat(client.answer(stream).text()).isEqualTo("in parts");
      assertThat(begun.get()).isEqualTo(3);
      assertThat(gate.activity().requestBytes()).isEqualTo(8);
    }
  }

  @Test
  void whatTheApiRefusesUnseenIsSentAgainUnlessItsBodyIsLarge() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    try (TestUpstream upstream = refusing(2, begun);
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      client.send("POST /a HTTP/1.1\r\n" + HEAD + "\r\n");
      assertThat(client.answer().text()).isEqualTo("ok");
      assertThat(begun.get()).isEqualTo(3);
      assertThat(gate.gateway().counters().retried()).isEqualTo(2);
      assertThat(upstream.connections()).isEqualTo(1);
    }
    begun.set(0);
    try (TestUpstream upstream = refusing(1, begun);
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      client.send("POST /a HTTP/1.1\r\n" + HEAD + "Content-Length: 20000\r\n\r\n");
      client.send(new byte[20_000]);
      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_unreachable");
      assertThat(begun.get()).isEqualTo(1);
    }
    begun.set(0);
    try (TestUpstream upstream = refusing(1_000, begun);
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      client.send("GET /a HTTP/1.1\r\n" + HEAD + "\r\n");
      assertThat(client.answer().status()).isEqualTo(502);
      assertThat(begun.get()).as("not for ever").isEqualTo(4);
    }
  }

  @Test
  void whatTheApiSaysItNeverSawWhenItGoesIsSentOverAnotherConnection() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Semaphore gone = new Semaphore(0);
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              int first = link.begun();
              seen.add(number + path(link, first));
              if (number == 1) {
                int second = link.begun();
                seen.add(number + path(link, second));
                link.goAway(first, FrameClient.NO_ERROR);
                gone.acquireUninterruptibly();
                link.head(first, 0, ":status", "200").data(first, "old", true);
                // The gate goes, since nothing is left.
                assertThat(link.goAway()).isEqualTo(FrameClient.NO_ERROR);
                seen.add("gone");
              } else {
                link.head(first, 0, ":status", "200").data(first, "new", true);
                int third = link.begun();
                seen.add(number + path(link, third));
                link.head(third, 0, ":status", "200").data(third, "new", true);
                link.begun();
              }
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      int first = client.call(FrameClient.get("/1"));
      int second = client.call(FrameClient.with("POST", "/2"));
      assertThat(client.answer(second).text()).isEqualTo("new");
      int third = client.call(FrameClient.get("/3"));
      assertThat(client.answer(third).text()).isEqualTo("new");
      assertThat(client.seen(first).isOver()).isFalse();
      gone.release();
      assertThat(client.answer(first).text()).isEqualTo("old");
      assertThat(List.of(next(seen), next(seen), next(seen), next(seen), next(seen)))
          .containsExactlyInAnyOrder("1/1", "1/2", "2/2", "2/3", "gone");
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  private static String next(BlockingQueue<String> seen) throws InterruptedException {
    String next = seen.poll(10, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  @Test
  void anApiThatGoesAgainAndAgainUnderLoadLosesNoCall() throws Exception {
    int calls = 2_000;
    AtomicInteger served = new AtomicInteger();
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              int last = 0;
              for (int i = 0; i < 50; i++) {
                last = link.whole();
                served.incrementAndGet();
                Http2Api.ok(link, last);
              }
              // Whatever came behind was not looked at.
              link.goAway(last, FrameClient.NO_ERROR);
              link.goAway();
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      List<Integer> open = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        int stream = client.open(FrameClient.with("POST", "/" + i));
        client.data(stream, "body", true);
        open.add(stream);
        if (open.size() == 40) {
          assertThat(client.answer(open.removeFirst()).text()).isEqualTo("ok");
        }
      }
      for (int stream : open) {
        assertThat(client.answer(stream).text()).isEqualTo("ok");
      }
      assertThat(served.get()).as("each was looked at once").isEqualTo(calls);
      assertThat(upstream.connections()).isGreaterThanOrEqualTo(calls / 50);
    }
  }

  @Test
  void aConnectionThatEndsUnansweredIsTriedOnceMoreForWhatChangesNothing() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              begun.incrementAndGet();
              int first = link.whole();
              if (number == 1) {
                Http2Api.ok(link, first);
                link.whole();
              } else if (number == 2) {
                Http2Api.ok(link, first);
                link.whole();
                begun.addAndGet(100);
              }
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      assertThat(client.answer(client.call(FrameClient.get("/1"))).status()).isEqualTo(200);
      // The first connection dies as the second call arrives.
      assertThat(client.answer(client.call(FrameClient.get("/2"))).status()).isEqualTo(200);
      assertThat(gate.gateway().counters().retried()).isEqualTo(1);
      Answer post = client.answer(client.call(FrameClient.with("POST", "/3")));
      assertThat(post.status()).isEqualTo(502);
      assertThat(post.text()).contains("upstream_unreachable");
      assertThat(begun.get()).isEqualTo(102);
    }
  }

  @Test
  void anAnswerCutShortIsNeverTakenForAWholeOne() throws Exception {
    try (TestUpstream upstream =
            Http2Api.answering((link, stream, request) ->
                link.head(stream, 0, ":status", "200")
                    .data(stream, "ok", false)
                    .reset(stream, FrameClient.INTERNAL_ERROR));
        TestGate gate = before(upstream);
        RawClient client = gate.client();
        FrameClient other = FrameClient.of(gate.port())) {
      client.send("GET /a HTTP/1.1\r\n" + HEAD + "\r\n");
      assertThat(client.isReset()).isTrue();
      assertThat(gate.activity().outcome().error()).isEqualTo("upstream_ended");
      Answer answer = other.answer(other.call(FrameClient.get("/a")));
      assertThat(answer.isWhole).isFalse();
      assertThat(answer.reset).isEqualTo(FrameClient.INTERNAL_ERROR);
    }
  }

  @Test
  void anApiThatDoesNotAnswerInTimeLosesTheStreamAndNotTheConnection() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              int silent = link.whole();
              link.until(() -> link.seen(silent).reset != FrameClient.NONE);
              seen.add("reset " + link.seen(silent).reset);
              Http2Api.ok(link, link.whole());
              link.begun();
            });
        TestGate gate =
            before(upstream, s -> TestGate.with(s, responding(Duration.ofMillis(500))));
        FrameClient client = FrameClient.of(gate.port())) {
      Answer late = client.answer(client.call(FrameClient.get("/a")));
      assertThat(late.status()).isEqualTo(504);
      assertThat(late.text()).contains("upstream_timeout");
      assertThat(next(seen)).isEqualTo("reset " + FrameClient.CANCEL);
      assertThat(client.answer(client.call(FrameClient.get("/b"))).status()).isEqualTo(200);
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerBeforeTheEndOfAnUploadEndsTheUpload() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              int early = link.begun();
              link.head(early, FrameClient.END_STREAM, ":status", "413");
              link.until(() -> link.seen(early).reset != FrameClient.NONE);
              seen.add("reset");
              link.begun();
            });
        TestGate gate = before(upstream);
        RawClient client = gate.client()) {
      client.send("POST /a HTTP/1.1\r\n" + HEAD + "Content-Length: 100000\r\n\r\nab");
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(next(seen)).isEqualTo("reset");
    }
  }

  @Test
  void aConnectionThatNobodyNeedsIsGivenUp() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    GateSettings.Times times =
        new GateSettings.Times(LONG, LONG, LONG, LONG, LONG, Duration.ofMillis(300));
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              Http2Api.ok(link, link.whole());
              seen.add("said " + link.goAway() + " ended " + link.isEnded());
            });
        TestGate gate = before(upstream, s -> TestGate.with(s, times));
        RawClient client = gate.client()) {
      client.send("GET /a HTTP/1.1\r\n" + HEAD + "\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(next(seen)).isEqualTo("said 0 ended true");
      assertThat(gate.gateway().counters().upstreams()).isZero();
    }
  }

  @Test
  void whenTheGateStopsCallsEndFirst() throws Exception {
    CountDownLatch stopping = new CountDownLatch(1);
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (TestUpstream upstream =
        Http2Api.serving((link, number) -> {
          int stream = link.whole();
          seen.add("begun");
          await(stopping);
          Http2Api.ok(link, stream);
          seen.add("said " + link.goAway());
        })) {
      CompletableFuture<String> told;
      try (TestGate gate = before(upstream)) {
        int port = gate.port();
        CountDownLatch called = new CountDownLatch(1);
        told =
            CompletableFuture.supplyAsync(() -> {
              try (FrameClient client = FrameClient.of(port)) {
                int stream = client.call(FrameClient.get("/a"));
                called.countDown();
                int said = client.goAway();
                stopping.countDown();
                return said + " " + client.answer(stream).text();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(next(seen)).isEqualTo("begun");
      }
      assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo("0 ok");
      assertThat(next(seen)).isEqualTo("said 0");
    }
  }

  @Test
  void aWebSocketBeginsAsHttp1() throws Exception {
    try (TestUpstream upstream = TestUpstream.serving((socket, number) -> StreamIT.echo(socket));
        TestGate gate = before(upstream);
        HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<String> echoed = new CompletableFuture<>();
      CompletableFuture<Integer> ended = new CompletableFuture<>();
      WebSocket socket =
          http.newWebSocketBuilder()
              .header("X-Api-Key", "good-ws")
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + gate.port() + "/chat"),
                  new StreamIT.Listening(echoed, ended))
              .get(10, TimeUnit.SECONDS);
      socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
      assertThat(echoed.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
      gate.gateway().cut("id-good-ws").get(10, TimeUnit.SECONDS);
      assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo(1006);
    }
  }
}
