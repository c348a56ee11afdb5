package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/// Where a call came from and its answer goes: a connection of its own, or a stream of one that
/// many calls share. Confined to its event loop.
///
/// Guarantees what is told of one call reaches no other
interface CallerSide {
  /// Who calls.
  Peer peer();

  ByteBufAllocator alloc();

  /// Whether more of the answer can be passed on.
  boolean isWritable();

  /// Uses what there is of the request, as far as it goes.
  void advance();

  /// Passes on a head that says that the final one is still to come.
  void interim(ResponseHead response);

  /// Begins the answer.
  ///
  /// @param how the upstream frames its body
  void respond(ResponseHead response, Framing how, Ruling.@Nullable Overlap overlap);

  /// Passes data of the answer on, which is the caller's side's from now on.
  void data(ByteBuf data);

  /// Ends the answer.
  void end(@Nullable FieldLines trailers);

  /// Hands everything to the socket.
  void flush();

  /// Answers with a refusal.
  ///
  /// @param method of the request; a HEAD is answered without a body
  void refuse(Refusal refusal, String method);

  /// The call is over, and answered whole.
  void answered();

  /// Ends at once, whatever is on its way, so that nobody takes it for whole.
  void abort();

  /// The same for a call whose key has ended.
  ///
  /// @return done when nothing of the call can reach the caller any more
  ChannelFuture cut();

  /// The upstream agreed to a WebSocket, which the connection is from now on.
  void switched(ResponseHead response);

  void tunnelDown(ByteBuf data);

  /// The upstream's end of a WebSocket is over.
  void tunnelEnd();
}
