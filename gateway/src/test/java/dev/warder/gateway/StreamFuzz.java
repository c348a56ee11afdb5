package dev.warder.gateway;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.Names;
import dev.warder.gateway.wire.RequestHead;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Whatever fields a stream of HTTP/2 begins with: the head of HTTP/1.1 that is made of them is, to
/// another reader, one request that says what the fields said and nothing else.
class StreamFuzz {
  private static final Names NAMES = Names.of(List.of("authorization", "x-api-key"));
  private static final int HEAD = 16_384;

  /// @param bytes one that says whether a body follows, then fields: names and values with 0x1f
  ///   between, and 0x1e behind each
  @FuzzTest(maxDuration = "30s")
  void anotherReaderReadsWhatTheFieldsSaid(byte[] bytes) {
    List<Map.Entry<CharSequence, CharSequence>> fields = fields(bytes);
    boolean isWhole = bytes.length > 0 && (bytes[0] & 1) == 1;
    RequestHead head = new RequestHead(NAMES, new RequestHead.Limits(HEAD, 8_192));
    if (head.read(fields, isWhole) != null) {
      return;
    }
    require(isWhole == (head.framing() == Framing.NONE), "framing");
    require(only(fields, ":method").equals(head.method()), "method");
    require(only(fields, ":path").equals(head.target()), "target");
    require(!head.isWebSocket() && !head.isOld(), "what no stream is");
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

  private static String only(List<Map.Entry<CharSequence, CharSequence>> fields, String name) {
    List<String> values =
        fields.stream()
            .filter(field -> field.getKey().toString().equals(name))
            .map(field -> field.getValue().toString())
            .toList();
    require(values.size() == 1, name);
    return values.getFirst();
  }

  /// What lines there have to be: the host first, all cookies as one.
  private static List<String> said(List<Map.Entry<CharSequence, CharSequence>> fields) {
    List<String> lines = new ArrayList<>();
    String cookies =
        fields.stream()
            .filter(field -> field.getKey().toString().equals("cookie"))
            .map(field -> field.getValue().toString())
            .collect(Collectors.joining("; "));
    boolean hasAuthority = false;
    boolean hasCookies = false;
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      String name = field.getKey().toString();
      if (name.equals(":authority")) {
        hasAuthority = true;
        lines.addFirst("host: " + field.getValue());
      } else if (name.equals("cookie")) {
        if (!hasCookies) {
          lines.add("cookie: " + cookies);
        }
        hasCookies = true;
      } else if (!name.startsWith(":") && !(name.equals("host") && hasAuthority)) {
        lines.add(name + ": " + field.getValue());
      }
    }
    return lines;
  }

  private static List<String> read(RequestHead head) {
    return head.fields().entries().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }

  private static List<String> others(RequestHead head) {
    int last = head.fields().count() - 1;
    byte[] octets = head.fields().bytes();
    int end = head.fields().end(last);
    EmbeddedChannel reader =
        new EmbeddedChannel(
            new HttpRequestDecoder(new HttpDecoderConfig().setMaxHeaderSize(2 * HEAD)));
    reader.writeInbound(
        Unpooled.copiedBuffer(octets, 0, end),
        Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));
    HttpRequest request = reader.readInbound();
    require(request.decoderResult().isSuccess(), "it is none");
    require(request.method().name().equals(head.method()), "the other reader's method");
    require(request.uri().equals(head.target()), "the other reader's target");
    List<String> lines =
        request.headers().entries().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .toList();
    reader.finishAndReleaseAll();
    return lines;
  }
}
