package dev.warder.gateway.proxy;

import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes one message after another, head, body, trailers, in the framing that was chosen for it;
/// small parts as one. Confined to its event loop.
///
/// Guarantees the head's framing and the body's are one: chunks are made here, none is copied
final class Outlet {
  private static final int SMALL = 4_096;
  private static final ByteBuf LINE_END =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(2, 2).writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII)));
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private Framing framing = Framing.NONE;
  private @Nullable ByteBuf out;
  private boolean isDirty;

  Outlet(Channel channel) {
    this.channel = channel;
  }

  /// Begins a message; its head is the outlet's from now on.
  void begin(ByteBuf head, Framing how) {
    framing = how;
    append(head);
  }

  /// Writes data of the body; it is the outlet's from now on.
  void data(ByteBuf data) {
    int length = data.readableBytes();
    if (length == 0) {
      data.release();
      return;
    }
    if (framing != Framing.CHUNKED) {
      append(data);
      return;
    }
    ByteBuf head = room(length <= SMALL ? length + 12 : 12);
    writeHex(head, length);
    head.writeShort('\r' << 8 | '\n');
    if (length <= SMALL) {
      head.writeBytes(data);
      data.release();
      head.writeShort('\r' << 8 | '\n');
    } else {
      append(data);
      write(LINE_END.duplicate());
    }
  }

  /// Ends the message.
  void end(@Nullable FieldLines trailers) {
    if (framing == Framing.CHUNKED) {
      ByteBuf last = room(5 + (trailers == null ? 0 : trailers.bytes().length));
      last.writeByte('0');
      last.writeShort('\r' << 8 | '\n');
      if (trailers != null) {
        for (int i = 0; i < trailers.count(); i++) {
          last.writeBytes(trailers.bytes(), trailers.start(i), trailers.end(i) - trailers.start(i));
        }
      }
      last.writeShort('\r' << 8 | '\n');
    }
    framing = Framing.NONE;
  }

  /// Hands everything to the socket.
  void flush() {
    push();
    if (isDirty) {
      isDirty = false;
      channel.flush();
    }
  }

  /// Drops what was not handed on.
  void drop() {
    if (out != null) {
      out.release();
      out = null;
    }
  }

  /// A buffer that ends what is to be written, with room.
  private ByteBuf room(int octets) {
    if (out == null || out.maxFastWritableBytes() < octets) {
      push();
      out = channel.alloc().directBuffer(Math.max(octets, 256));
    }
    return out;
  }

  private void append(ByteBuf part) {
    if (out == null) {
      if (part.isReadOnly() || part.readableBytes() > SMALL) {
        write(part);
      } else {
        out = part;
      }
      return;
    }
    if (part.readableBytes() <= SMALL && part.readableBytes() <= out.maxFastWritableBytes()) {
      out.writeBytes(part);
      part.release();
      return;
    }
    push();
    append(part);
  }

  private void push() {
    if (out != null) {
      write(out);
      out = null;
    }
  }

  private void write(ByteBuf part) {
    isDirty = true;
    var _ = channel.write(part, channel.voidPromise());
  }

  private static void writeHex(ByteBuf out, int length) {
    int shift = (31 - Integer.numberOfLeadingZeros(length)) / 4 * 4;
    for (; shift >= 0; shift -= 4) {
      out.writeByte(HEX[length >>> shift & 15]);
    }
  }
}
