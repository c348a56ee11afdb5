package dev.warder.gateway.proxy;

import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a call goes and its answer comes from: a connection of its own, or a stream of one that
/// many calls share. Confined to its event loop.
///
/// Guarantees what is read of one answer reaches no other call
interface UpstreamSide {
  /// Whether its connection has answered a call before, and may have ended since.
  boolean wasUsed();

  /// Whether the upstream can say of a call that it never looked at it.
  boolean tellsUnseen();

  /// A call has it from now on.
  ///
  /// @param head of the request in HTTP/1.1, which is the upstream's side's from now on
  /// @param framing of its body
  void begin(Exchange call, ByteBuf head, Framing framing);

  /// Whether more of the request can be sent.
  boolean isWritable();

  /// Sends data of the request, which is the upstream's side's from now on.
  void data(ByteBuf data);

  /// Ends the request.
  void end(@Nullable FieldLines trailers);

  /// Hands everything to the socket.
  void flush();

  /// The upstream has to go on within a time.
  void expect(Duration within);

  /// Reads on, if the caller takes more of the answer.
  void feed();

  /// The call is over; both its request and its answer ended as they said, or it never began.
  void release();

  /// The call is over, and nothing of it counts any more.
  void abandon();

  /// The same at once for a call whose key has ended, whatever is on its way.
  ///
  /// @return done when nothing more of the call can reach the upstream
  ChannelFuture cut();

  /// Sends octets of a WebSocket.
  void tunnelUp(ByteBuf data);

  /// The caller's end of a WebSocket is over; what was written is still on its way.
  void tunnelEnd();
}
