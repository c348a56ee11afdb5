package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What no honest caller sends over HTTP/2: each flood has a bound, ends its own connection and no
/// other, and is one activity that says so.
class Http2FloodIT {
  private static final int MANY = 20_000;

  /// Sends frames until the gate ends the connection.
  private interface Flood {
    void frame(FrameClient client, int number) throws IOException;
  }

  /// What ended a connection that is flooded, in the words of its activity.
  private static Activity flooded(TestUpstream upstream, String why, Flood flood) throws Exception {
    try (TestGate gate = TestGate.before(upstream);
        FrameClient other = FrameClient.of(gate.port());
        FrameClient client = FrameClient.of(gate.port())) {
      try {
        for (int i = 0; i < MANY; i++) {
          flood.frame(client, i);
        }
      } catch (SocketException e) {
        // It was ended in the middle.
      }
      assertThat(client.goAway())
          .as("goes with a word, or without one where it is not read")
          .isIn(
              FrameClient.PROTOCOL_ERROR,
              FrameClient.ENHANCE_YOUR_CALM,
              FrameClient.COMPRESSION_ERROR,
              FrameClient.NONE);
      assertThat(other.answer(other.call(FrameClient.get("/other"))).status())
          .as("another connection")
          .isEqualTo(200);
      assertThat(gate.gateway().counters().connectionsFailed()).isEqualTo(1);
      Activity seen = gate.activity();
      while (!seen.outcome().error().equals(why)) {
        seen = gate.activity();
      }
      return seen;
    }
  }

  private static void assertCalmed(Flood flood) throws Exception {
    try (TestUpstream upstream = TestUpstream.ok()) {
      Activity seen = flooded(upstream, "http2_enhance_your_calm", flood);
      assertThat(seen.call().action()).isEqualTo("gateway:malformed_request");
      assertThat(seen.source().address()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void streamsThatAreResetAsSoonAsTheyBeginAreBounded() throws Exception {
    assertCalmed((client, i) -> client.reset(client.call(FrameClient.get("/a"))));
  }

  @Test
  void pingsAreBounded() throws Exception {
    assertCalmed((client, i) -> client.frame(FrameClient.PING, 0, 0, new byte[8]));
  }

  @Test
  void answersToPingsThatNobodySentAreBounded() throws Exception {
    assertCalmed((client, i) -> client.frame(FrameClient.PING, FrameClient.ACK, 0, new byte[8]));
  }

  @Test
  void settingsAreBounded() throws Exception {
    byte[] table = ByteBuffer.allocate(6).putShort((short) 1).putInt(0).array();
    assertCalmed((client, i) -> client.frame(FrameClient.SETTINGS, 0, 0, table));
  }

  @Test
  void prioritiesAreBounded() throws Exception {
    assertCalmed((client, i) ->
        client.frame(
            FrameClient.PRIORITY,
            0,
            2 * i + 1,
            ByteBuffer.allocate(5).putInt(2 * i + 3).put((byte) i).array()));
  }

  @Test
  void windowsThatGrowForNothingAreBounded() throws Exception {
    assertCalmed((client, i) -> client.window(0, 1));
  }

  @Test
  void framesThatNobodyKnowsAreBounded() throws Exception {
    assertCalmed((client, i) -> client.frame(99, 0, 0, new byte[100]));
  }

  @Test
  void emptyDataIsBounded() throws Exception {
    assertCalmed((client, i) -> {
      if (i == 0) {
        client.open(FrameClient.with("POST", "/a"));
      }
      // The third is one too many: what is counted with others would take a thousand.
      if (i < 4) {
        client.data(1, "", false);
      }
    });
  }

  @Test
  void dataOnStreamsThatAreOverIsBounded() throws Exception {
    assertCalmed((client, i) -> {
      if (i == 0) {
        client.answer(client.call(FrameClient.get("/a")));
      }
      client.data(1, "", true);
    });
  }

  @Test
  void requestsThatAreMalformedAreBounded() throws Exception {
    assertCalmed((client, i) -> client.call(FrameClient.get("/a", "connection", "close")));
  }

  @Test
  void aHeadInEndlessFramesIsBounded() throws Exception {
    assertCalmed((client, i) -> {
      if (i == 0) {
        client.frame(FrameClient.HEADERS, 0, client.take(), new byte[0]);
      }
      client.frame(FrameClient.CONTINUATION, 0, 1, FrameClient.block("x", "y"));
    });
  }

  @Test
  void aHeadThatUnpacksToMoreThanIsTakenIsRefusedWithoutBeingKept() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      // One field of 4,000 octets in the table, then named by one octet 8,000 times: 32 MB.
      byte[] field = FrameClient.block("x", "y".repeat(3_900));
      field[0] = 0x40;
      byte[] bomb = ByteBuffer.allocate(field.length + 8_000).put(field).array();
      java.util.Arrays.fill(bomb, field.length, bomb.length, (byte) (0x80 | 62));
      int stream = client.take();
      client.frame(
          FrameClient.HEADERS, FrameClient.END_HEADERS | FrameClient.END_STREAM, stream, bomb);
      assertThat(client.answer(stream).status()).isEqualTo(431);
      assertThat(client.answer(client.call(FrameClient.get("/a"))).status()).isEqualTo(200);
      assertThat(gate.activity().outcome().status()).isEqualTo(431);
    }
  }

  @Test
  void whatTheTableDoesNotHoldEndsTheConnection() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok()) {
      Activity seen =
          flooded(
              upstream,
              "http2_compression_error",
              (client, i) ->
                  client.frame(
                      FrameClient.HEADERS,
                      FrameClient.END_HEADERS | FrameClient.END_STREAM,
                      2 * i + 1,
                      new byte[] {(byte) (0x80 | 100)}));
      assertThat(seen.outcome().status()).isEqualTo(400);
    }
  }

  @Test
  void framesOutOfPlaceEndTheConnection() throws Exception {
    byte[] head = FrameClient.block(FrameClient.get("/a"));
    Flood[] wrongs = {
      (client, i) -> client.data(5, "x", true),
      (client, i) -> client.frame(FrameClient.HEADERS, FrameClient.END_HEADERS, 2, head),
      (client, i) -> client.frame(FrameClient.HEADERS, FrameClient.END_HEADERS, 0, head),
      (client, i) -> client.frame(FrameClient.CONTINUATION, FrameClient.END_HEADERS, 1, head),
      (client, i) -> client.frame(5, FrameClient.END_HEADERS, 1, new byte[4]),
      (client, i) -> client.window(0, 0),
    };
    for (int i = 0; i < wrongs.length; i++) {
      try (TestUpstream upstream = TestUpstream.ok()) {
        assertThat(flooded(upstream, "http2_protocol_error", wrongs[i]))
            .as("number " + i)
            .isNotNull();
        assertThat(upstream.next().target()).isEqualTo("/other");
        assertThat(upstream.all()).isEmpty();
      }
    }
  }

  @Test
  void streamsBeyondAHundredAreRefusedAndTheOthersGoOn() throws Exception {
    try (TestUpstream silent =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              var _ = socket.getInputStream().read();
            });
        TestGate gate = TestGate.before(silent);
        FrameClient client = FrameClient.of(gate.port())) {
      for (int i = 0; i < 100; i++) {
        client.call(FrameClient.get("/" + i));
      }
      int beyond = client.call(FrameClient.get("/beyond"));
      assertThat(client.answer(beyond).reset).isEqualTo(FrameClient.REFUSED_STREAM);
      assertThat(gate.activity().outcome().error()).isEqualTo("http2_refused_stream");
      assertThat(gate.activities).isEmpty();
      // One less is open: the next is taken.
      client.reset(1);
      assertThat(gate.activity().outcome().error()).isEqualTo("client_ended");
      int next = client.call(FrameClient.get("/next"));
      client.settle();
      assertThat(client.seen(next).isOver()).isFalse();
    }
  }

  @Test
  void aCallerThatReadsNothingOfWhatItAsksForIsGivenUp() throws Exception {
    Duration later = Duration.ofMinutes(10);
    try (TestUpstream upstream =
            TestUpstream.answering(seen ->
                TestUpstream.bytes(
                    "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n" + "x".repeat(1_000)));
        TestGate gate =
            TestGate.before(
                upstream,
                s ->
                    TestGate.with(
                        s,
                        new dev.warder.gateway.proxy.GateSettings.Times(
                            later, later, later, later, Duration.ofSeconds(1), later)));
        FrameClient client = FrameClient.silent(gate.port())) {
      // A window of nothing: heads may be sent, data not.
      client.begin(4, 0);
      for (int i = 0; i < 90; i++) {
        client.call(FrameClient.get("/" + i));
      }
      for (int i = 0; i < 5; i++) {
        client.call(FrameClient.get("/", "x-api-key", "bad"));
        client.call(FrameClient.get("/", "connection", "close"));
      }
      for (int stream = 1; stream < 200; stream += 2) {
        FrameClient.Answer answer = client.answer(stream);
        assertThat(answer.status()).isIn(200, 401, 400);
        assertThat(answer.isWhole).isFalse();
        assertThat(answer.reset).isNotEqualTo(FrameClient.NONE);
      }
      // All are over, so there is room for others.
      int next = client.call(FrameClient.get("/next"));
      client.until(() -> client.seen(next).status() == 200);
      assertThat(gate.activities.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
  }
}
