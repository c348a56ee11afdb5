package dev.warder.gateway;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.Names;
import dev.warder.gateway.wire.ResponseHead;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whatever fields an answer on a stream of HTTP/2 begins with: the head of HTTP/1.1 that is made
/// of them is, to another reader, one answer that says what the fields said and nothing else.
class AnswerFuzz {
  private static final Names NAMES = Names.of(List.of("authorization", "x-api-key"));
  private static final int HEAD = 16_384;

  /// @param bytes one that says whether a body follows and of which request, then fields: names and
  ///   values with 0x1f between, and 0x1e behind each
  @FuzzTest(maxDuration = "30s")
  void anotherReaderReadsWhatTheFieldsSaid(byte[] bytes) {
    List<Map.Entry<CharSequence, CharSequence>> fields = fields(bytes);
    boolean isWhole = bytes.length > 0 && (bytes[0] & 1) == 1;
    String method = bytes.length > 0 && (bytes[0] & 2) == 2 ? "HEAD" : "GET";
    ResponseHead head = new ResponseHead(NAMES);
    if (head.read(fields, isWhole, method, HEAD) != null) {
      return;
    }
    require(fields.getFirst().getKey().toString().equals(":status"), "what comes first");
    require(
        fields.getFirst().getValue().toString().equals(Integer.toString(head.status())), "status");
    require(head.status() >= 100 && head.status() <= 999, "a status");
    require(!isWhole || head.framing(method) == Framing.NONE || head.length() == 0, "framing");
    require(head.framing(method) != Framing.UNTIL_CLOSE, "an end that nobody sees");
    require(said(fields).equals(read(head)), "lines");
    require(read(head).equals(others(head)), "the other reader's lines");
  }

  private static void require(boolean so, String what) {
    if (!so) {
      throw new IllegalStateException("differs: " + what);
    }
  }

  private static List<Map.Entry<CharSequence, CharSequence>> fields(byte[] bytes) {
    List<Map.Entry<CharSequence, CharSequence>> fields = new ArrayList<>();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String field : text.substring(Math.min(1, text.length())).split("\u001e", -1)) {
      int between = field.indexOf('\u001f');
      if (between >= 0) {
        fields.add(Map.entry(field.substring(0, between), field.substring(between + 1)));
      }
    }
    return fields;
  }

  private static List<String> said(List<Map.Entry<CharSequence, CharSequence>> fields) {
    return fields.stream().skip(1).map(field -> field.getKey() + ": " + field.getValue()).toList();
  }

  private static List<String> read(ResponseHead head) {
    return head.fields().entries().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }

  private static List<String> others(ResponseHead head) {
    int last = head.fields().count() - 1;
    byte[] octets = head.bytes();
    int end = last < 0 ? head.reasonEnd() + 2 : head.fields().end(last);
    EmbeddedChannel reader =
        new EmbeddedChannel(
            new HttpResponseDecoder(new HttpDecoderConfig().setMaxHeaderSize(2 * HEAD)));
    reader.writeInbound(
        Unpooled.copiedBuffer(octets, 0, end),
        Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));
    HttpResponse response = reader.readInbound();
    require(response.decoderResult().isSuccess(), "it is none");
    require(response.status().code() == head.status(), "the other reader's status");
    List<String> lines =
        response.headers().entries().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .toList();
    reader.finishAndReleaseAll();
    return lines;
  }
}
