package dev.warder.api.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that Vert.x does not hear of in time: that is at the end of the first head
/// in HTTP/1.1, at the first settings in HTTP/2, and before that at the end of the handshake of
/// TLS. Reads nothing itself, so nothing that is sent can mean one thing here and another to who
/// reads it. Confined to the event loop.
final class FirstHead extends ChannelInboundHandlerAdapter {
  private final Duration within;
  private @Nullable Future<?> timer;

  FirstHead(Duration within) {
    this.within = within;
  }

  /// Vert.x has heard of a connection, and who has it in hand there gives it its time from now on.
  static void hasCome(HttpConnection connection) {
    // There is no public way from a connection to its channel.
    if (connection instanceof HttpServerConnection server) {
      FirstHead waiting = server.channelHandlerContext().pipeline().get(FirstHead.class);
      if (waiting != null) {
        server.channelHandlerContext().pipeline().remove(waiting);
      }
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    timer =
        context.executor().schedule(() -> close(context), within.toNanos(), TimeUnit.NANOSECONDS);
    context.fireChannelActive();
  }

  /// Also when the connection ends.
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private static void close(ChannelHandlerContext context) {
    var _ = context.close();
  }
}
