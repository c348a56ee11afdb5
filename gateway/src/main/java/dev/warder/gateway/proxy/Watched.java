package dev.warder.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/// A connection on either side of the gate, and until when something has to happen there. Confined
/// to its event loop.
abstract class Watched extends ChannelInboundHandlerAdapter {
  /// Nothing has to happen.
  static final long NEVER = Long.MAX_VALUE;

  final Loop loop;
  final Channel channel;

  /// Place among the loop's connections.
  int slot = -1;

  private long deadlineNanos = NEVER;

  Watched(Loop loop, Channel channel) {
    this.loop = loop;
    this.channel = channel;
  }

  /// Something has to happen within a time.
  public final void expect(Duration within) {
    deadlineNanos = loop.nowNanos() + within.toNanos();
  }

  final void expectNothing() {
    deadlineNanos = NEVER;
  }

  /// When it is late; [#NEVER] if nothing has to happen.
  final long deadlineNanos() {
    return deadlineNanos;
  }

  /// Something has to happen at a time.
  final void expectAt(long nanos) {
    deadlineNanos = nanos;
  }

  /// Whether what had to happen did not.
  final boolean isLate(long nowNanos) {
    return isLate(deadlineNanos, nowNanos);
  }

  static boolean isLate(long deadlineNanos, long nowNanos) {
    return deadlineNanos != NEVER && nowNanos - deadlineNanos >= 0;
  }

  /// What had to happen did not.
  abstract void expired();

  /// Nothing new is taken.
  void stop() {}

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

  /// Says to a caller that nothing more comes; what it still sends is read, since who closes while
  /// octets are unread resets the connection, and the caller loses what it was told last.
  final void shutOutput(SocketChannel socket) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      var _ = socket.shutdownOutput();
    } else {
      // The caller is told first that nothing more comes.
      var _ =
          tls.closeOutbound()
              .addListener(told -> {
                var _ = socket.shutdownOutput();
              });
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset of the peer, or a fault of ours: either way nothing of this connection is believed.
    loop.note(cause);
    var _ = context.close();
  }
}
