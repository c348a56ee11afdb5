package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.ResponseHead;
import dev.warder.gateway.wire.Role;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes what callers are sent: the upstream's head less what ends here, or a refusal.
///
/// Guarantees nothing of a response comes in as a header that speaks for the gate
final class ResponseWriter {
  private static final byte[] VERSION = ascii("HTTP/1.1 ");
  private static final byte[] LENGTH = ascii("content-length: ");
  private static final byte[] EMPTY = ascii("content-length: 0\r\n");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
  private static final byte[] CLOSE = ascii("connection: close\r\n");
  private static final byte[] WEBSOCKET = ascii("connection: upgrade\r\nupgrade: websocket\r\n");
  private static final int OWN = 160;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private ResponseWriter() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// What becomes of the connection after a response.
  enum After {
    KEPT,
    CLOSED
  }

  /// Writes the head of a final response.
  ///
  /// @param framing of the body towards the caller
  static ByteBuf write(
      ResponseHead head,
      Framing framing,
      After after,
      Ruling.@Nullable Overlap overlap,
      Channel channel) {
    ByteBuf out = begin(head, channel);
    if (framing == Framing.CHUNKED) {
      out.writeBytes(CHUNKED);
    } else if (head.hasLength() && head.status() != 204) {
      out.writeBytes(LENGTH);
      Decimal.write(head.length(), out);
      out.writeShort('\r' << 8 | '\n');
    } else if (head.isEmptied()) {
      out.writeBytes(EMPTY);
    }
    if (overlap != null) {
      out.writeCharSequence(words(overlap), StandardCharsets.US_ASCII);
    }
    if (after == After.CLOSED) {
      out.writeBytes(CLOSE);
    }
    out.writeShort('\r' << 8 | '\n');
    return out;
  }

  /// Writes a head that says that the final one is still to come.
  static ByteBuf interim(ResponseHead head, Channel channel) {
    ByteBuf out = begin(head, channel);
    out.writeShort('\r' << 8 | '\n');
    return out;
  }

  /// Writes the head behind which a WebSocket begins.
  static ByteBuf switching(ResponseHead head, Channel channel) {
    ByteBuf out = begin(head, channel);
    out.writeBytes(WEBSOCKET);
    out.writeShort('\r' << 8 | '\n');
    return out;
  }

  private static ByteBuf begin(ResponseHead head, Channel channel) {
    FieldLines fields = head.fields();
    int length = fields.count() == 0 ? 64 : fields.end(fields.count() - 1);
    // Room for a small body, too: head and body then are one write.
    ByteBuf out = channel.alloc().directBuffer(length + OWN + 2_048);
    out.writeBytes(VERSION);
    Decimal.write(head.status(), out);
    out.writeByte(' ');
    out.writeBytes(head.bytes(), head.reasonStart(), head.reasonEnd() - head.reasonStart());
    out.writeShort('\r' << 8 | '\n');
    int from = 0;
    int to = 0;
    for (int i = 0; i < fields.count(); i++) {
      if (fields.isDropped(i) || fields.role(i) == Role.IDENTITY) {
        continue;
      }
      if (fields.start(i) != to) {
        out.writeBytes(fields.bytes(), from, to - from);
        from = fields.start(i);
      }
      to = fields.end(i);
    }
    out.writeBytes(fields.bytes(), from, to - from);
    return out;
  }

  /// Writes a refusal, head and body.
  ///
  /// @param method of the request; a HEAD is answered without a body
  static ByteBuf write(Refusal refusal, String method, After after, Channel channel) {
    ByteBuf out =
        channel
            .alloc()
            .directBuffer(refusal.head().length + refusal.body().length + CLOSE.length + 2);
    out.writeBytes(refusal.head());
    if (after == After.CLOSED) {
      out.writeBytes(CLOSE);
    }
    out.writeShort('\r' << 8 | '\n');
    if (!method.equals("HEAD")) {
      out.writeBytes(refusal.body());
    }
    return out;
  }

  /// Source RFC 9745
  static String deprecation(Ruling.Overlap overlap) {
    return "@" + overlap.sinceSeconds();
  }

  /// Source RFC 8594
  static String sunset(Ruling.Overlap overlap) {
    return DATE.format(Instant.ofEpochSecond(overlap.endSeconds()));
  }

  private static String words(Ruling.Overlap overlap) {
    return "deprecation: " + deprecation(overlap) + "\r\nsunset: " + sunset(overlap) + "\r\n";
  }
}
