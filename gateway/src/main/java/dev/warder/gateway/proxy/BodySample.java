package dev.warder.gateway.proxy;

import dev.warder.gateway.activity.BodySampler;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.RequestHead;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Locale;

/// A copy of a request's body on its way, to be looked at when the call is over. Confined to its
/// event loop.
///
/// Bounds [BodySampler#MOST_OCTETS]; a longer body is not looked at
final class BodySample {
  private byte[] octets = new byte[1 << 10];
  private int size;

  /// Adds what came.
  ///
  /// @param data not taken from
  /// @return false once the body is too long
  boolean add(ByteBuf data) {
    int more = data.readableBytes();
    if (more > BodySampler.MOST_OCTETS - size) {
      return false;
    }
    if (size + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(size + more, 2 * octets.length));
    }
    data.getBytes(data.readerIndex(), octets, size, more);
    size += more;
    return true;
  }

  byte[] octets() {
    return Arrays.copyOf(octets, size);
  }

  /// Whether a request says that it brings JSON, as it is.
  static boolean isJson(RequestHead head) {
    if (head.framing() == Framing.NONE) {
      return false;
    }
    FieldLines lines = head.fields();
    boolean isJson = false;
    for (int i = 0; i < lines.count(); i++) {
      if (lines.isNamed(i, "content-encoding")) {
        return false;
      }
      isJson |= lines.isNamed(i, "content-type") && isJson(lines.value(i));
    }
    return isJson;
  }

  private static boolean isJson(String type) {
    int semicolon = type.indexOf(';');
    String plain =
        (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    return plain.equals("application/json") || plain.endsWith("+json");
  }
}
