package dev.warder.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that does not bring an empty line in time: the end of a head in HTTP/1.1,
/// and part of how HTTP/2 begins. Leaves once it has come. Confined to the event loop.
final class FirstHead extends ChannelInboundHandlerAdapter {
  private final Duration within;
  private int lineEnds;
  private @Nullable Future<?> timer;

  FirstHead(Duration within) {
    this.within = within;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    timer =
        context.executor().schedule(() -> close(context), within.toNanos(), TimeUnit.NANOSECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    boolean ended = message instanceof ByteBuf in && hasEmptyLine(in);
    context.fireChannelRead(message);
    if (ended) {
      cancel();
      context.pipeline().remove(this);
    }
  }

  private boolean hasEmptyLine(ByteBuf in) {
    for (int i = in.readerIndex(); i < in.writerIndex() && lineEnds < 2; i++) {
      byte octet = in.getByte(i);
      if (octet == '\n') {
        lineEnds++;
      } else if (octet != '\r') {
        lineEnds = 0;
      }
    }
    return lineEnds == 2;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancel();
    context.fireChannelInactive();
  }

  private static void close(ChannelHandlerContext context) {
    var _ = context.close();
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
