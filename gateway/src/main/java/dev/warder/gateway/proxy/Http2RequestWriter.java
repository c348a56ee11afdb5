package dev.warder.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/// Says in HTTP/2 what [RequestWriter] says in HTTP/1.1, by taking its octets apart: whatever ends
/// at the gate, or is added there, is decided in one place.
///
///     GET /x HTTP/1.1 | Host: a | X-B: c | transfer-encoding: chunked
///     ->  :method GET, :path /x, :scheme http, :authority a, x-b c
final class Http2RequestWriter {
  private static final AsciiString HOST = AsciiString.cached("host");
  private static final AsciiString CODING = AsciiString.cached("transfer-encoding");

  private Http2RequestWriter() {}

  /// The fields of a head.
  ///
  /// @param head as it was written; not released
  static Http2Headers fields(ByteBuf head, AsciiString scheme) {
    byte[] bytes = new byte[head.readableBytes()];
    head.getBytes(head.readerIndex(), bytes);
    int methodEnd = find(bytes, 0, ' ');
    int targetEnd = find(bytes, methodEnd + 1, ' ');
    Http2Headers out =
        new DefaultHttp2Headers(false, 16)
            .method(text(bytes, 0, methodEnd))
            .path(text(bytes, methodEnd + 1, targetEnd))
            .scheme(scheme);
    int at = find(bytes, targetEnd, '\n') + 1;
    while (bytes[at] != '\r') {
      int end = find(bytes, at, '\r');
      line(bytes, at, end, out);
      at = end + 2;
    }
    return out;
  }

  private static void line(byte[] bytes, int from, int end, Http2Headers out) {
    int colon = find(bytes, from, ':');
    AsciiString name = text(bytes, from, colon).toLowerCase();
    if (name.contentEquals(CODING)) {
      return;
    }
    int valueStart = colon + 1;
    int valueEnd = end;
    while (valueStart < valueEnd && isBlank(bytes[valueStart])) {
      valueStart++;
    }
    while (valueEnd > valueStart && isBlank(bytes[valueEnd - 1])) {
      valueEnd--;
    }
    AsciiString value = text(bytes, valueStart, valueEnd);
    if (name.contentEquals(HOST)) {
      out.authority(value);
    } else {
      out.add(name, value);
    }
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  private static int find(byte[] bytes, int from, char what) {
    int at = from;
    while (bytes[at] != what) {
      at++;
    }
    return at;
  }

  private static AsciiString text(byte[] bytes, int from, int to) {
    return new AsciiString(bytes, from, to - from, false);
  }
}
