package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.FrameClient.Answer;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.model.Activity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Streams of HTTP/2 that stay open: what cuts them, holds them back, and ends them in time.
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class Http2StreamIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofSeconds(1);

  private static String[] call(String key) {
    return new String[] {
      ":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/events", "x-api-key", key
    };
  }

  private static GateSettings.Times times(Duration arrival, Duration idle, Duration stream) {
    return new GateSettings.Times(arrival, idle, LONG, LONG, stream, LONG);
  }

  /// Sends an event, then waits until the other side ends.
  private static void events(Socket socket, Semaphore ended) throws IOException {
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
  void openCallsOfAKeyAreCutWhenCutIsDoneAndNoOthersOfTheConnectionAre() throws Exception {
    Semaphore ended = new Semaphore(0);
    try (TestUpstream upstream = TestUpstream.serving((socket, number) -> events(socket, ended));
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, times(LONG, LONG, LONG)));
        FrameClient client = FrameClient.of(gate.port())) {
      int first = client.call(call("good-thief"));
      int other = client.call(call("good-owner"));
      int second = client.call(call("good-thief"));
      for (int stream : new int[] {first, other, second}) {
        client.until(() -> client.seen(stream).text().equals("data: 1\n\n"));
      }
      gate.gateway().cut("id-good-thief").get(5, TimeUnit.SECONDS);
      assertThat(ended.tryAcquire(2, 5, TimeUnit.SECONDS)).isTrue();
      for (int stream : new int[] {first, second}) {
        Answer cut = client.answer(stream);
        assertThat(cut.isWhole).isFalse();
        assertThat(cut.reset).isEqualTo(FrameClient.CANCEL);
      }
      assertThat(gate.gateway().counters().cut()).isEqualTo(2);
      assertThat(gate.activity().outcome().error()).isEqualTo("cut");
      assertThat(gate.activity().outcome().error()).isEqualTo("cut");
      client.settle();
      assertThat(client.seen(other).isOver()).as("the other key's call").isFalse();
      assertThat(ended.tryAcquire()).isFalse();
      assertThat(gate.activities).isEmpty();
      gate.gateway().cut(key -> key.startsWith("id-good")).get(5, TimeUnit.SECONDS);
      assertThat(client.answer(other).reset).isEqualTo(FrameClient.CANCEL);
    }
  }

  @Test
  void anUploadIsCutWithItsKeyAndWhatStillComesOfItHarmsNobody() throws Exception {
    Semaphore ended = new Semaphore(0);
    CountDownLatch begun = new CountDownLatch(1);
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              try {
                RawHead.read(socket.getInputStream());
                begun.countDown();
                socket.getInputStream().readAllBytes();
              } finally {
                ended.release();
              }
            });
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      int stream = client.open(FrameClient.with("POST", "/a"));
      client.data(stream, "some", false);
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      gate.gateway().cut("id-good").get(5, TimeUnit.SECONDS);
      client.data(stream, "more", false).data(stream, "last", true);
      assertThat(client.answer(stream).reset).isEqualTo(FrameClient.CANCEL);
      assertThat(ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      int refused =
          client.call(":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/b");
      assertThat(client.answer(refused).status()).isEqualTo(401);
    }
  }

  @Test
  void aCallerThatDoesNotReadHoldsNoCutUp() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (TestUpstream upstream = TestUpstream.endless(sent);
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, times(LONG, LONG, LONG)));
        FrameClient client = FrameClient.silent(gate.port())) {
      // Windows without end, of which nothing is read.
      client.begin(4, Integer.MAX_VALUE).window(0, Integer.MAX_VALUE - 65_535);
      client.call(FrameClient.get("/a"));
      StreamIT.awaitFull(sent);
      gate.gateway().cut("id-good").get(4_500, TimeUnit.MILLISECONDS);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aSlowReaderIsSentAllOfALargeAnswerAndNoneOfItIsKept() throws Exception {
    long size = 64L << 20;
    AtomicLong taken = new AtomicLong();
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              OutputStream out = socket.getOutputStream();
              out.write(
                  TestUpstream.bytes("HTTP/1.1 200 OK\r\ncontent-length: " + size + "\r\n\r\n"));
              byte[] part = new byte[1 << 16];
              for (long sent = 0; sent < size; sent += part.length) {
                out.write(part);
                taken.addAndGet(part.length);
              }
            });
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port()).keeping()) {
      int stream = client.call(FrameClient.get("/a"));
      client.until(() -> client.seen(stream).body.size() == 65_535);
      StreamIT.awaitFull(taken);
      // What sockets of the machine hold, and a little: nothing that grows with the answer.
      assertThat(taken.get()).isLessThan(16L << 20);
      assertThat(memory()).isLessThan(48L << 20);
      long read = 65_535;
      while (read < size) {
        client.seen(stream).body.reset();
        int more = (int) Math.min(1 << 15, size - read);
        client.window(0, more).window(stream, more);
        client.until(() -> client.seen(stream).body.size() == more);
        read += more;
      }
      client.until(() -> client.seen(stream).isWhole);
      assertThat(memory()).isLessThan(48L << 20);
      Activity seen = gate.activity();
      assertThat(seen.responseBytes()).isEqualTo(size);
      assertThat(seen.outcome().error()).isEmpty();
    }
  }

  private static long memory() {
    return BufferMemory.usedBytes();
  }

  @Test
  void anUploadGoesAsFastAsTheUpstreamTakesItAndNoFaster() throws Exception {
    int size = 64 << 20;
    CountDownLatch reads = new CountDownLatch(1);
    AtomicLong arrived = new AtomicLong();
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              try {
                assertThat(reads.await(60, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                return;
              }
              while (arrived.get() < size) {
                arrived.addAndGet(socket.getInputStream().readNBytes(65_536).length);
              }
              socket
                  .getOutputStream()
                  .write(TestUpstream.bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
            });
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, times(LONG, LONG, LONG)));
        FrameClient client = FrameClient.of(gate.port())) {
      int stream =
          client.open(FrameClient.with("POST", "/a", "content-length", Integer.toString(size)));
      int sent = client.upload(stream, size, Duration.ofSeconds(1));
      // A window, and what sockets hold: then the caller has to wait.
      assertThat(sent).isLessThan(size);
      // Another stream of the connection is not held up.
      int other =
          client.call(":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/b");
      assertThat(client.answer(other).status()).isEqualTo(401);
      reads.countDown();
      client.upload(stream, size - sent, Duration.ofSeconds(60));
      assertThat(client.answer(stream).text()).isEqualTo("ok");
      assertThat(arrived.get()).isEqualTo(size);
    }
  }

  @Test
  void aCallThatIsResetInTheMiddleOfItsBodyIsGoneAndTheOthersAreNot() throws Exception {
    Semaphore ended = new Semaphore(0);
    Semaphore begun = new Semaphore(0);
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              boolean isUpload = RawHead.read(socket.getInputStream()).startsWith("POST");
              begun.release();
              if (isUpload) {
                try {
                  socket.getInputStream().readAllBytes();
                } finally {
                  ended.release();
                }
              } else {
                socket
                    .getOutputStream()
                    .write(TestUpstream.bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
              }
            });
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      int stream = client.open(FrameClient.with("POST", "/a", "content-length", "100"));
      client.data(stream, "some", false);
      assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      client.reset(stream);
      assertThat(ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(gate.activity().outcome().error()).isEqualTo("client_ended");
      assertThat(client.answer(client.call(FrameClient.get("/b"))).text()).isEqualTo("ok");
    }
  }

  @Test
  void callsWhoseConnectionEndsAreGone() throws Exception {
    Semaphore ended = new Semaphore(0);
    try (TestUpstream upstream = TestUpstream.serving((socket, number) -> events(socket, ended));
        TestGate gate = TestGate.before(upstream)) {
      try (FrameClient client = FrameClient.of(gate.port())) {
        for (int i = 0; i < 3; i++) {
          int stream = client.call(FrameClient.get("/" + i));
          client.until(() -> !client.seen(stream).text().isEmpty());
        }
      }
      assertThat(ended.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 3; i++) {
        assertThat(gate.activity().outcome().error()).isEqualTo("client_ended");
      }
    }
  }

  @Test
  void aGateThatClosesSaysSoLetsCallsEndAndTakesNoMore() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    try (TestUpstream upstream =
        TestUpstream.answering(seen -> {
          asked.countDown();
          try {
            assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            return null;
          }
          return TestUpstream.bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        })) {
      TestGate gate = TestGate.before(upstream);
      try (FrameClient busy = FrameClient.of(gate.port());
          FrameClient idle = FrameClient.of(gate.port())) {
        idle.settle();
        int stream = busy.call(FrameClient.get("/a"));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(gate::close);
        assertThat(busy.goAway()).isEqualTo(FrameClient.NO_ERROR);
        assertThat(busy.lastTaken()).isEqualTo(stream);
        assertThat(idle.goAway()).isEqualTo(FrameClient.NO_ERROR);
        assertThat(idle.isEnded()).isTrue();
        busy.call(FrameClient.get("/late"));
        answer.countDown();
        assertThat(busy.answer(stream).text()).isEqualTo("ok");
        assertThat(busy.isEnded()).isTrue();
        closing.get(20, TimeUnit.SECONDS);
        assertThat(upstream.next().target()).isEqualTo("/a");
        assertThat(upstream.all()).isEmpty();
      }
    }
  }

  @Test
  void whoSaysNothingOrNotEnoughIsEndedInTime() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, times(SOON, LONG, LONG)));
        FrameClient half = FrameClient.silent(gate.port());
        FrameClient silent = FrameClient.of(gate.port());
        FrameClient begun = FrameClient.of(gate.port())) {
      half.raw(TestUpstream.bytes("PRI * HTTP/2.0\r\n\r\nS"));
      assertThat(half.isEnded()).as("half a preface").isTrue();
      assertThat(silent.isEnded()).as("no call").isTrue();
      byte[] head = FrameClient.block(FrameClient.get("/a"));
      begun.frame(FrameClient.HEADERS, FrameClient.END_STREAM, begun.take(), head);
      assertThat(begun.isEnded()).as("a head that does not end").isTrue();
      assertThat(upstream.connections()).isZero();
    }
  }

  @Test
  void aHeadThatDoesNotEndIsEndedInTimeThoughTheConnectionMayBeIdleForLonger() throws Exception {
    Duration arrival = Duration.ofSeconds(2);
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.before(upstream, s -> TestGate.with(s, times(arrival, LONG, LONG)));
        FrameClient client = FrameClient.of(gate.port());
        FrameClient idle = FrameClient.of(gate.port())) {
      assertThat(idle.answer(idle.call(FrameClient.get("/a"))).status()).isEqualTo(200);
      assertThat(client.answer(client.call(FrameClient.get("/a"))).status()).isEqualTo(200);
      assertThat(gate.activity().outcome().status()).isEqualTo(200);
      assertThat(gate.activity().outcome().status()).isEqualTo(200);
      byte[] head = FrameClient.block(FrameClient.get("/a"));
      client.frame(FrameClient.HEADERS, FrameClient.END_STREAM, client.take(), head);
      assertThat(client.goAway()).isEqualTo(FrameClient.NO_ERROR);
      assertThat(client.isEnded()).isTrue();
      assertThat(gate.activity().outcome().error()).isEqualTo("request_timeout");
      assertThat(idle.answer(idle.call(FrameClient.get("/b"))).status()).isEqualTo(200);
    }
  }

  @Test
  void aConnectionWithoutCallsIsEndedInTimeWhateverElseItSends() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, times(LONG, SOON, LONG)));
        FrameClient client = FrameClient.of(gate.port())) {
      assertThat(client.answer(client.call(FrameClient.get("/a"))).status()).isEqualTo(200);
      CountDownLatch never = new CountDownLatch(1);
      CompletableFuture<Integer> said = CompletableFuture.supplyAsync(client::goAway);
      for (int i = 0; i < 600 && !said.isDone(); i++) {
        boolean _ = never.await(100, TimeUnit.MILLISECONDS);
        try {
          client.frame(FrameClient.PING, 0, 0, new byte[8]);
        } catch (IOException e) {
          // It was ended.
        }
      }
      assertThat(said.get(1, TimeUnit.SECONDS)).isEqualTo(FrameClient.NO_ERROR);
    }
  }

  @Test
  void aBodyThatTricklesIsGivenUpAndTheOthersGoOn() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, times(SOON, LONG, LONG)));
        FrameClient client = FrameClient.of(gate.port())) {
      int stream = client.open(FrameClient.with("POST", "/a"));
      CountDownLatch never = new CountDownLatch(1);
      for (int i = 0; i < 600 && !client.seen(stream).isOver(); i++) {
        client.data(stream, "x", false).settle();
        boolean _ = never.await(50, TimeUnit.MILLISECONDS);
      }
      assertThat(client.seen(stream).isOver()).as("in the middle of it").isTrue();
      assertThat(client.answer(stream).status()).isEqualTo(408);
      assertThat(gate.activity().outcome().error()).isEqualTo("client_late");
      assertThat(client.answer(client.call(FrameClient.get("/b"))).status()).isEqualTo(200);
    }
  }

  @Test
  void whoTakesNothingOfAnAnswerIsGivenUp() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (TestUpstream upstream = TestUpstream.endless(sent);
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, times(LONG, LONG, SOON)));
        FrameClient client = FrameClient.of(gate.port()).keeping()) {
      int stream = client.call(FrameClient.get("/a"));
      Answer answer = client.answer(stream);
      assertThat(answer.isWhole).isFalse();
      assertThat(answer.reset).isEqualTo(FrameClient.INTERNAL_ERROR);
      assertThat(gate.activity().outcome().error()).isEqualTo("client_late");
      assertThat(sent.get()).isLessThan(64L << 20);
    }
  }

  @Test
  void aRefusedBodyIsReadAwayOrItsStreamEnds() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, times(LONG, LONG, LONG)));
        FrameClient client = FrameClient.of(gate.port())) {
      String[] bad = {
        ":method", "POST", ":scheme", "http", ":authority", "a", ":path", "/a", "x-api-key", "bad"
      };
      int stream = client.open(bad);
      Answer answer = client.answer(stream);
      assertThat(answer.status()).isEqualTo(401);
      for (int i = 0; i < 9; i++) {
        client.data(stream, "x".repeat(8_192), false).settle();
      }
      client.until(() -> answer.reset != FrameClient.NONE);
      assertThat(answer.reset).isEqualTo(FrameClient.NO_ERROR);
      assertThat(client.answer(client.call(FrameClient.get("/b"))).status()).isEqualTo(200);
      assertThat(upstream.all()).hasSize(1);
    }
  }
}
