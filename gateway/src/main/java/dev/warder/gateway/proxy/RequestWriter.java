package dev.warder.gateway.proxy;

import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.gateway.wire.Role;
import dev.warder.model.HeaderText;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes what the upstream is sent: the octets that were judged, less what ends here, and what the
/// gate has to say. Confined to its event loop.
///
/// Guarantees whatever a client sent, there is one request line, one Host, one framing; nobody but
/// the gate tells who calls
final class RequestWriter {
  private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
  private static final byte[] LENGTH = ascii("content-length: ");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
  private static final byte[] EXPECT = ascii("expect: 100-continue\r\n");
  private static final byte[] WEBSOCKET = ascii("connection: upgrade\r\nupgrade: websocket\r\n");
  private static final byte[] TRAILERS = ascii("te: trailers\r\n");
  private static final byte[] FORWARDED_FOR = ascii("x-forwarded-for: ");
  private static final byte[] PROTO_HTTP = ascii("x-forwarded-proto: http\r\n");
  private static final byte[] PROTO_HTTPS = ascii("x-forwarded-proto: https\r\n");
  private static final byte[] CLIENT_CERT = ascii("client-cert: ");
  private static final byte[] KEY = ascii("x-warder-key: ");
  private static final byte[] TENANT = ascii("x-warder-tenant: ");
  private static final byte[] PRINCIPAL = ascii("x-warder-principal: ");
  private static final byte[] IDENTITY = ascii("x-warder-identity: ");
  private static final byte[] VERDICT = ascii("x-warder-verdict: ");
  private static final int OWN = 512;

  private RequestWriter() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Writes a head.
  ///
  /// @param ruling who calls; null if nobody could say
  static ByteBuf write(RequestHead head, Loop loop, CallerSide client, @Nullable Ruling ruling) {
    ByteBuf out = begin(head, loop, client);
    end(out, ruling);
    return out;
  }

  /// Writes what the caller has to say, while its head is at hand.
  static ByteBuf begin(RequestHead head, Loop loop, CallerSide client) {
    FieldLines fields = head.fields();
    int last = fields.count() == 0 ? head.targetEnd() : fields.end(fields.count() - 1);
    ByteBuf out = client.alloc().directBuffer(last + OWN);
    out.writeCharSequence(head.method(), StandardCharsets.US_ASCII);
    out.writeByte(' ');
    if (loop.credentials.isQueryChanged()) {
      loop.credentials.query().writeTarget(head, out);
    } else {
      out.writeBytes(fields.bytes(), head.targetStart(), head.targetEnd() - head.targetStart());
    }
    out.writeBytes(VERSION);
    boolean trusted = loop.gate.settings().trustedHops() > 0;
    lines(fields, out, trusted);
    framing(head, out);
    if (loop.gate.settings().upstreamHttp2() && !head.isWebSocket() && head.takesTrailers()) {
      // Of one connection, and so said anew: there are APIs that insist on it.
      out.writeBytes(TRAILERS);
    }
    forwarded(fields, out, client.peer(), trusted);
    certificate(out, loop, client.peer());
    return out;
  }

  /// Writes who calls, and ends the head.
  ///
  /// @param ruling who calls; null if nobody could say
  static void end(ByteBuf out, @Nullable Ruling ruling) {
    if (ruling != null) {
      identity(ruling, out);
    }
    out.writeShort('\r' << 8 | '\n');
  }

  /// Copies the lines that travel, those that stand together at once.
  private static void lines(FieldLines fields, ByteBuf out, boolean trusted) {
    int from = 0;
    int to = 0;
    for (int i = 0; i < fields.count(); i++) {
      if (!travels(fields, i, trusted)) {
        continue;
      }
      if (fields.start(i) != to) {
        out.writeBytes(fields.bytes(), from, to - from);
        from = fields.start(i);
      }
      to = fields.end(i);
    }
    out.writeBytes(fields.bytes(), from, to - from);
  }

  private static boolean travels(FieldLines fields, int line, boolean trusted) {
    return !fields.isDropped(line)
        && switch (fields.role(line)) {
          case PLAIN, USER_AGENT, HOST, CREDENTIAL, SIGNATURE_INPUT -> true;
          case FORWARDED -> trusted;
          case CONTENT_LENGTH,
              TRANSFER_ENCODING,
              CONNECTION,
              UPGRADE,
              EXPECT,
              HOP,
              FORWARDED_FOR,
              IDENTITY,
              OVERRIDE ->
              false;
        };
  }

  private static void framing(RequestHead head, ByteBuf out) {
    if (head.framing() == Framing.CHUNKED) {
      out.writeBytes(CHUNKED);
    } else if (head.framing() == Framing.LENGTH || head.isEmptied()) {
      out.writeBytes(LENGTH);
      Decimal.write(head.framing() == Framing.LENGTH ? head.length() : 0, out);
      out.writeShort('\r' << 8 | '\n');
    }
    if (head.isExpecting()) {
      out.writeBytes(EXPECT);
    }
    if (head.isWebSocket()) {
      out.writeBytes(WEBSOCKET);
    }
  }

  private static void forwarded(FieldLines fields, ByteBuf out, Peer peer, boolean trusted) {
    out.writeBytes(FORWARDED_FOR);
    if (trusted) {
      for (int i = 0; i < fields.count(); i++) {
        if (fields.role(i) == Role.FORWARDED_FOR && !fields.isDropped(i)) {
          out.writeBytes(
              fields.bytes(), fields.valueStart(i), fields.valueEnd(i) - fields.valueStart(i));
          out.writeShort(',' << 8 | ' ');
        }
      }
    }
    out.writeCharSequence(peer.address(), StandardCharsets.US_ASCII);
    out.writeShort('\r' << 8 | '\n');
    if (!trusted) {
      out.writeBytes(peer.isSecure() ? PROTO_HTTPS : PROTO_HTTP);
    }
  }

  private static void certificate(ByteBuf out, Loop loop, Peer peer) {
    ShownCertificate shown = peer.certificate();
    if (shown != null && loop.gate.settings().tls().shown() == GateSettings.Tls.Shown.CERTIFICATE) {
      line(CLIENT_CERT, shown.header(), out);
    }
  }

  private static void identity(Ruling ruling, ByteBuf out) {
    line(VERDICT, ruling.verdictId(), out);
    Ruling.Vouched vouched = ruling.vouched();
    if (vouched == null || vouched.headers() == Ruling.Vouched.Headers.TOO) {
      line(KEY, ruling.key(), out);
      line(TENANT, ruling.tenant(), out);
      line(PRINCIPAL, ruling.principal(), out);
    }
    if (vouched != null) {
      line(IDENTITY, vouched.token(), out);
    }
  }

  private static void line(byte[] name, String value, ByteBuf out) {
    if (!value.isEmpty()) {
      out.writeBytes(name);
      out.writeCharSequence(HeaderText.of(value), StandardCharsets.US_ASCII);
      out.writeShort('\r' << 8 | '\n');
    }
  }
}
