package dev.warder.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One end of a call: octets that came and were not used yet, and until when something has to
/// happen. Confined to its event loop.
///
/// Bounds octets are taken in only while [#isHungry]: what the other side does not take stays in
/// the sender's socket
abstract class Connection extends ChannelInboundHandlerAdapter {
  /// Nothing has to happen.
  static final long NEVER = Long.MAX_VALUE;

  final Loop loop;
  final Channel channel;
  @Nullable ByteBuf pending;

  /// Place among the loop's connections.
  int slot = -1;

  private long deadlineNanos = NEVER;
  private boolean reads = true;
  private boolean isStepping;

  Connection(Loop loop, Channel channel) {
    this.loop = loop;
    this.channel = channel;
  }

  /// Something has to happen within a time.
  final void expect(Duration within) {
    deadlineNanos = loop.nowNanos() + within.toNanos();
  }

  final void expectNothing() {
    deadlineNanos = NEVER;
  }

  /// Whether what had to happen did not.
  final boolean isLate(long nowNanos) {
    return deadlineNanos != NEVER && nowNanos - deadlineNanos >= 0;
  }

  /// What had to happen did not.
  abstract void expired();

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
  final void feed() {
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

  /// Ends at once with a reset: what was passed on cannot be taken for whole, and nothing waits for
  /// the other side to read.
  final void reset() {
    if (channel.isOpen()) {
      boolean _ = channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    // From below TLS, which would say that all has ended well.
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    var _ = tls == null ? channel.close() : tls.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset of the peer, or a fault of ours: either way nothing of this connection is believed.
    loop.note(cause);
    var _ = context.close();
  }
}
