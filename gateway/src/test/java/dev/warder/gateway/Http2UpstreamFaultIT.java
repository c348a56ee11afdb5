package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.FrameClient.Answer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What an API sends over HTTP/2 that is no answer: it ends its stream where it can, the connection
/// where it must, and reaches no caller.
class Http2UpstreamFaultIT {
  private static final int MANY = 20_000;
  private static final int END = FrameClient.END_STREAM;

  private static TestGate before(TestUpstream upstream) throws GatewayException {
    return TestGate.before(upstream, TestGate::http2Upstream);
  }

  /// Sends an answer that is none.
  private interface Wrong {
    void answer(FrameClient link, int stream) throws IOException;
  }

  private static Wrong head(String... fields) {
    return (link, stream) -> link.head(stream, END, fields);
  }

  private static Wrong body(String text, String... fields) {
    return (link, stream) -> link.head(stream, 0, fields).data(stream, text, true);
  }

  private static Map<String, Wrong> wrongs() {
    Map<String, Wrong> wrongs = new LinkedHashMap<>();
    wrongs.put("no status", head("content-length", "0"));
    wrongs.put("nothing at all", head());
    wrongs.put("two", head(":status", "200", ":status", "200"));
    wrongs.put("two that differ", head(":status", "200", ":status", "404"));
    wrongs.put("status behind a field", head("x-a", "b", ":status", "200"));
    wrongs.put("status of two digits", head(":status", "20"));
    wrongs.put("status of four", head(":status", "2000"));
    wrongs.put("status in words", head(":status", "2x0"));
    wrongs.put("status with a sign", head(":status", "+20"));
    wrongs.put("status below 100", head(":status", "099"));
    wrongs.put("status that ends its line", head(":status", "200\r\nx: y"));
    wrongs.put("switching", head(":status", "101"));
    wrongs.put("another pseudo field", head(":status", "200", ":path", "/"));
    wrongs.put("a pseudo field nobody knows", head(":status", "200", ":x", "y"));
    wrongs.put("connection", head(":status", "200", "connection", "close"));
    wrongs.put("keep-alive", head(":status", "200", "keep-alive", "timeout=5"));
    wrongs.put("proxy-connection", head(":status", "200", "proxy-connection", "x"));
    wrongs.put("upgrade", head(":status", "200", "upgrade", "websocket"));
    wrongs.put("te", head(":status", "200", "te", "trailers"));
    wrongs.put("coding", body("0\r\n\r\n", ":status", "200", "transfer-encoding", "chunked"));
    wrongs.put("capitals", head(":status", "200", "X-A", "b"));
    wrongs.put("name with a blank", head(":status", "200", "x a", "b"));
    wrongs.put("name with a colon", head(":status", "200", "x:a", "b"));
    wrongs.put("name that ends its line", head(":status", "200", "x\r\ny", "b"));
    wrongs.put("no name", head(":status", "200", "", "b"));
    wrongs.put("CR", head(":status", "200", "x-a", "b\rc"));
    wrongs.put("LF", head(":status", "200", "x-a", "b\nc"));
    wrongs.put("split", head(":status", "200", "x-a", "b\r\n\r\nHTTP/1.1 200 OK"));
    wrongs.put("NUL", head(":status", "200", "x-a", "b\0c"));
    wrongs.put("blank before", head(":status", "200", "x-a", " b"));
    wrongs.put("blank behind", head(":status", "200", "x-a", "b\t"));
    wrongs.put("underscore", body("ok", ":status", "200", "content_length", "2"));
    wrongs.put(
        "two lengths", body("ok", ":status", "200", "content-length", "2", "content-length", "2"));
    wrongs.put("no length", body("ok", ":status", "200", "content-length", "+2"));
    wrongs.put("octal", body("ok", ":status", "200", "content-length", "02"));
    wrongs.put("a length and nothing", head(":status", "200", "content-length", "2"));
    wrongs.put("final and interim", head(":status", "103"));
    wrongs.put("a body before its head", (link, stream) -> link.data(stream, "ok", true));
    wrongs.put("too long", head(":status", "200", "x-a", "b".repeat(17_000)));
    wrongs.put("far too long", head(":status", "200", "x-a", "b".repeat(50_000)));
    wrongs.put("too many", head(many()));
    wrongs.put(
        "interim without end",
        (link, stream) -> {
          for (int i = 0; i < 65; i++) {
            link.head(stream, 0, ":status", "103", "link", "x");
          }
        });
    return wrongs;
  }

  private static String[] many() {
    String[] fields = new String[2 + 2 * 200];
    Arrays.fill(fields, "x");
    fields[0] = ":status";
    fields[1] = "200";
    return fields;
  }

  @Test
  void whatIsNoAnswerEndsItsStreamAndNoOther() throws Exception {
    for (Map.Entry<String, Wrong> wrong : wrongs().entrySet()) {
      try (TestUpstream upstream =
              Http2Api.serving((link, number) -> {
                int other = link.whole();
                int stream = link.whole();
                wrong.getValue().answer(link, stream);
                link.until(() -> link.seen(stream).reset != FrameClient.NONE);
                Http2Api.ok(link, other);
                link.begun();
              });
          TestGate gate = before(upstream);
          FrameClient client = FrameClient.of(gate.port())) {
        int other = client.call(FrameClient.get("/other"));
        int stream = client.call(FrameClient.get("/a"));
        Answer answer = client.answer(stream);
        assertThat(answer.status()).as(wrong.getKey()).isEqualTo(502);
        assertThat(answer.text()).as(wrong.getKey()).contains("\"code\":\"upstream_invalid\"");
        assertThat(client.answer(other).text()).as(wrong.getKey()).isEqualTo("ok");
        assertThat(upstream.connections()).as(wrong.getKey()).isEqualTo(1);
        assertThat(gate.activity().outcome().error()).isEqualTo("upstream_invalid");
      }
    }
  }

  @Test
  void anAnswerThatIsNoneBehindItsHeadIsCutShort() throws Exception {
    Map<String, Wrong> wrongs = new LinkedHashMap<>();
    wrongs.put("a length and no octet", body("", ":status", "200", "content-length", "2"));
    wrongs.put("less than was told", body("o", ":status", "200", "content-length", "2"));
    wrongs.put("more than was told", body("okk", ":status", "200", "content-length", "2"));
    wrongs.put(
        "more, later",
        (link, stream) ->
            link.head(stream, 0, ":status", "200", "content-length", "2")
                .data(stream, "ok", false)
                .data(stream, "more", true));
    wrongs.put(
        "a second head",
        (link, stream) -> link.head(stream, 0, ":status", "200").head(stream, 0, ":status", "200"));
    wrongs.put(
        "a status among trailers",
        (link, stream) ->
            link.head(stream, 0, ":status", "200").head(stream, END, ":status", "200"));
    wrongs.put(
        "what had to be known before",
        (link, stream) ->
            link.head(stream, 0, ":status", "200").head(stream, END, "set-cookie", "a=b"));
    wrongs.put(
        "a length among trailers",
        (link, stream) ->
            link.head(stream, 0, ":status", "200").head(stream, END, "content-length", "2"));
    wrongs.put(
        "trailers that split",
        (link, stream) ->
            link.head(stream, 0, ":status", "200").head(stream, END, "x-a", "b\r\nc: d"));
    wrongs.put(
        "trailers before the end of a length",
        (link, stream) ->
            link.head(stream, 0, ":status", "200", "content-length", "2")
                .head(stream, END, "x-a", "b"));
    for (Map.Entry<String, Wrong> wrong : wrongs.entrySet()) {
      try (TestUpstream upstream =
              Http2Api.serving((link, number) -> {
                int other = link.whole();
                int stream = link.whole();
                wrong.getValue().answer(link, stream);
                link.until(() -> link.seen(stream).reset != FrameClient.NONE);
                Http2Api.ok(link, other);
                link.begun();
              });
          TestGate gate = before(upstream);
          FrameClient client = FrameClient.of(gate.port())) {
        int other = client.call(FrameClient.get("/other"));
        Answer answer = client.answer(client.call(FrameClient.get("/a")));
        assertThat(answer.isWhole).as(wrong.getKey()).isFalse();
        assertThat(answer.reset).as(wrong.getKey()).isEqualTo(FrameClient.INTERNAL_ERROR);
        assertThat(client.answer(other).text()).as(wrong.getKey()).isEqualTo("ok");
        assertThat(gate.activity().outcome().error()).isEqualTo("upstream_invalid");
      }
    }
  }

  @Test
  void aBodyWhereNoneMayBeIsNoAnswer() throws Exception {
    for (String status : new String[] {"204", "304", "200"}) {
      try (TestUpstream upstream =
              Http2Api.answering((link, stream, request) ->
                  link.head(stream, 0, ":status", status).data(stream, "evil", true));
          TestGate gate = before(upstream);
          RawClient client = gate.client()) {
        String method = status.equals("200") ? "HEAD" : "GET";
        client.send(method + " /a HTTP/1.1\r\nHost: a\r\nX-Api-Key: good\r\n\r\n");
        assertThat(client.isReset()).as(status).isTrue();
        assertThat(gate.activity().outcome().error()).isEqualTo("upstream_invalid");
      }
    }
  }

  /// Sends frames until the gate ends the connection.
  private interface Flood {
    void frame(FrameClient link, int stream, int number) throws IOException;
  }

  /// What the gate said of a connection that is flooded while a call is on it.
  private static String flooded(Flood flood) throws Exception {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    try (TestUpstream upstream =
            Http2Api.serving((link, number) -> {
              int stream = link.whole();
              if (number > 1) {
                Http2Api.ok(link, stream);
                link.begun();
              }
              try {
                for (int i = 0; i < MANY; i++) {
                  flood.frame(link, stream, i);
                }
              } catch (SocketException e) {
                // It was ended in the middle.
              }
              said.add("said " + link.goAway());
            });
        TestGate gate = before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      Answer answer = client.answer(client.call(FrameClient.get("/a")));
      if (answer.status() == 200) {
        assertThat(answer.reset).as("cut short").isEqualTo(FrameClient.INTERNAL_ERROR);
      } else {
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).contains("\"code\":\"upstream_invalid\"");
      }
      assertThat(client.answer(client.call(FrameClient.get("/b"))).status())
          .as("another connection")
          .isEqualTo(200);
      assertThat(gate.gateway().counters().upstreamStreams()).isZero();
      String heard = said.poll(20, TimeUnit.SECONDS);
      return heard == null ? "nothing" : heard;
    }
  }

  private static void assertCalmed(Flood flood) throws Exception {
    assertThat(flooded(flood))
        .as("goes with a word, or without one where it is not read")
        .isIn("said " + FrameClient.ENHANCE_YOUR_CALM, "said " + FrameClient.NONE);
  }

  @Test
  void pingsAreBounded() throws Exception {
    assertCalmed((link, stream, i) -> link.frame(FrameClient.PING, 0, 0, new byte[8]));
  }

  @Test
  void settingsAreBounded() throws Exception {
    byte[] table = ByteBuffer.allocate(6).putShort((short) 1).putInt(0).array();
    assertCalmed((link, stream, i) -> link.frame(FrameClient.SETTINGS, 0, 0, table));
  }

  @Test
  void windowsThatGrowForNothingAreBounded() throws Exception {
    assertCalmed((link, stream, i) -> link.window(0, 1));
  }

  @Test
  void framesThatNobodyKnowsAreBounded() throws Exception {
    assertCalmed((link, stream, i) -> link.frame(99, 0, 0, new byte[100]));
  }

  @Test
  void emptyDataIsBounded() throws Exception {
    assertCalmed((link, stream, i) -> {
      if (i == 0) {
        link.head(stream, 0, ":status", "200");
      }
      link.data(stream, "", false);
    });
  }

  @Test
  void resetsOfStreamsThatAreOverAreBounded() throws Exception {
    assertCalmed((link, stream, i) -> {
      // Of a number below that of the call, which no stream has.
      link.reset(1, FrameClient.CANCEL);
    });
  }

  @Test
  void headsThatGoOnWithoutEndAreBounded() throws Exception {
    byte[] field = FrameClient.block("x", "y");
    assertThat(
            flooded((link, stream, i) ->
                link.frame(
                    i == 0 ? FrameClient.HEADERS : FrameClient.CONTINUATION, 0, stream, field)))
        .isIn("said " + FrameClient.ENHANCE_YOUR_CALM, "said " + FrameClient.NONE);
    byte[] large = FrameClient.block("x", "y".repeat(16_000));
    assertThat(
            flooded((link, stream, i) ->
                link.frame(
                    i == 0 ? FrameClient.HEADERS : FrameClient.CONTINUATION, 0, stream, large)))
        .isNotEqualTo("nothing");
  }

  @Test
  void framesOutOfPlaceEndTheConnection() throws Exception {
    byte[] head = FrameClient.block(":status", "200");
    byte[] promise = ByteBuffer.allocate(4 + head.length).putInt(2).put(head).array();
    Flood[] wrongs = {
      (link, stream, i) ->
          link.frame(FrameClient.PUSH_PROMISE, FrameClient.END_HEADERS, stream, promise),
      (link, stream, i) -> link.frame(FrameClient.HEADERS, FrameClient.END_HEADERS, 2, head),
      (link, stream, i) -> link.frame(FrameClient.HEADERS, FrameClient.END_HEADERS, 0, head),
      (link, stream, i) -> link.frame(FrameClient.HEADERS, FrameClient.END_HEADERS, 99, head),
      (link, stream, i) -> link.frame(FrameClient.CONTINUATION, FrameClient.END_HEADERS, 1, head),
      (link, stream, i) -> link.data(99, "x", true),
      (link, stream, i) -> link.data(2, "x", true),
      (link, stream, i) -> link.window(0, 0),
      (link, stream, i) ->
          link.frame(
              FrameClient.HEADERS,
              FrameClient.END_HEADERS,
              stream,
              new byte[] {(byte) (0x80 | 100)}),
      (link, stream, i) -> link.frame(FrameClient.SETTINGS, 0, 0, new byte[5]),
    };
    for (int i = 0; i < wrongs.length; i++) {
      assertThat(flooded(wrongs[i])).as("number " + i).isNotEqualTo("nothing");
    }
  }

  @Test
  void anApiThatSpeaksSomethingElseIsSaidToDoSo() throws Exception {
    for (String first :
        new String[] {"HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-x\r\n", "\0\0\0\6\0\0\0\0\0"}) {
      try (TestUpstream upstream =
              TestUpstream.serving((socket, number) -> {
                RawHead.read(socket.getInputStream());
                socket.getOutputStream().write(TestUpstream.bytes(first));
                var _ = socket.getInputStream().readAllBytes();
              });
          TestGate gate = before(upstream);
          RawClient client = gate.client()) {
        client.send("GET /a HTTP/1.1\r\nHost: a\r\nX-Api-Key: good\r\n\r\n");
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text())
            .contains("\"code\":\"upstream_invalid\"")
            .contains("It does not speak HTTP/2");
      }
    }
  }

  @Test
  void anApiThatIsNotThereOrSaysNothingIsSaidNotToBeReached() throws Exception {
    TestUpstream gone = TestUpstream.ok();
    gone.close();
    try (TestGate gate = before(gone);
        RawClient client = gate.client()) {
      client.send("GET /a HTTP/1.1\r\nHost: a\r\nX-Api-Key: good\r\n\r\n");
      assertThat(client.answer().text()).contains("upstream_unreachable");
    }
    try (TestUpstream silent =
            TestUpstream.serving((socket, number) -> {
              var _ = socket.getInputStream().readAllBytes();
            });
        TestGate gate = before(silent);
        RawClient client = gate.client()) {
      client.send("GET /a HTTP/1.1\r\nHost: a\r\nX-Api-Key: good\r\n\r\n");
      assertThat(client.answer().text()).contains("upstream_unreachable");
      assertThat(gate.gateway().counters().upstreams()).isZero();
    }
  }
}
