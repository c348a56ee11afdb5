package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.ResponseHead;
import dev.warder.gateway.wire.Role;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/// Says in HTTP/2 what [ResponseWriter] says in HTTP/1.1.
///
/// Guarantees nothing of a response comes in as a header that speaks for the gate
final class Http2ResponseWriter {
  private static final AsciiString LENGTH = AsciiString.cached("content-length");
  private static final AsciiString DEPRECATION = AsciiString.cached("deprecation");
  private static final AsciiString SUNSET = AsciiString.cached("sunset");

  private Http2ResponseWriter() {}

  /// The head of a final response.
  ///
  /// @param how the upstream frames its body
  static Http2Headers head(ResponseHead head, Framing how, Ruling.@Nullable Overlap overlap) {
    Http2Headers out = interim(head);
    if (how != Framing.CHUNKED && head.hasLength() && head.status() != 204) {
      out.add(LENGTH, Long.toString(head.length()));
    }
    if (overlap != null) {
      out.add(DEPRECATION, ResponseWriter.deprecation(overlap));
      out.add(SUNSET, ResponseWriter.sunset(overlap));
    }
    return out;
  }

  /// A head that says that the final one is still to come.
  static Http2Headers interim(ResponseHead head) {
    Http2Headers out = status(head.status());
    lines(head.fields(), out);
    return out;
  }

  static Http2Headers refusal(Refusal refusal) {
    Http2Headers out = status(refusal.status());
    for (Refusal.Header header : refusal.headers()) {
      out.add(AsciiString.of(header.name()).toLowerCase(), AsciiString.of(header.value()));
    }
    return out;
  }

  static Http2Headers trailers(FieldLines trailers) {
    Http2Headers out = new DefaultHttp2Headers(false, trailers.count());
    lines(trailers, out);
    return out;
  }

  private static Http2Headers status(int status) {
    return new DefaultHttp2Headers(false, 16).status(Integer.toString(status));
  }

  private static void lines(FieldLines fields, Http2Headers out) {
    byte[] bytes = fields.bytes();
    for (int i = 0; i < fields.count(); i++) {
      if (fields.isDropped(i) || fields.role(i) == Role.IDENTITY) {
        continue;
      }
      int name = fields.start(i);
      int value = fields.valueStart(i);
      out.add(
          new AsciiString(bytes, name, fields.nameEnd(i) - name, true).toLowerCase(),
          new AsciiString(bytes, value, fields.valueEnd(i) - value, true));
    }
  }
}
