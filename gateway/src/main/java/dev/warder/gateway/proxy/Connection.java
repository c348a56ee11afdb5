package dev.warder.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/// One end of a call that has its connection to itself: octets that came and were not used yet.
/// Confined to its event loop.
///
/// Bounds octets are taken in only while [#isHungry]: what the other side does not take stays in
/// the sender's socket
abstract class Connection extends Watched {
  @Nullable ByteBuf pending;
  private boolean reads = true;
  private boolean isStepping;

  Connection(Loop loop, Channel channel) {
    super(loop, channel);
  }

  /// Whether more octets can be used, or kept.
  abstract boolean isHungry();

  /// Takes one step with what there is; says whether another can be taken.
  abstract boolean step();

  /// Takes steps as far as they go.
  ///
  /// @return whether any was taken: none is from within another
  final boolean takeSteps() {
    if (isStepping) {
      return false;
    }
    isStepping = true;
    boolean goesOn = true;
    while (goesOn) {
      goesOn = step();
    }
    isStepping = false;
    return true;
  }

  /// Takes octets in, or leaves them in the socket.
  public final void feed() {
    if (pending != null && !pending.isReadable()) {
      pending.release();
      pending = null;
    }
    boolean hungry = isHungry();
    if (hungry != reads) {
      reads = hungry;
      channel.config().setAutoRead(hungry);
    }
  }

  final void keep(ByteBuf in) {
    pending =
        pending == null
            ? in
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(channel.alloc(), pending, in);
  }

  final boolean hasPending() {
    return pending != null && pending.isReadable();
  }

  final void forget() {
    if (pending != null) {
      pending.release();
      pending = null;
    }
  }
}
