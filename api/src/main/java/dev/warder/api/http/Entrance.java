package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.transport.Transport;
import java.util.concurrent.atomic.AtomicInteger;

/// Where connections come in, before anything is known of them: counts them, closes those that are
/// too many, and gives the first head of each its time. Vert.x itself hears of a plain connection
/// only once it has brought a whole head, and of one in HTTP/2 only once it has brought settings.
///
/// Guarantees each connection counts from the moment it is accepted, whatever it sends
@Sharable
public final class Entrance extends ChannelInboundHandlerAdapter {
  private final DoorSettings settings;
  private final AtomicInteger connections = new AtomicInteger();

  public Entrance(DoorSettings settings) {
    this.settings = requireNonNull(settings, "settings is null");
  }

  /// A transport whose servers let connections in by here.
  public Transport guarding(Transport usual) {
    return new GuardedTransport(usual, this);
  }

  /// Connections that are open.
  public int connections() {
    return connections.get();
  }

  @Override
  public void channelRead(ChannelHandlerContext listener, Object accepted) {
    Channel connection = (Channel) accepted;
    if (connections.incrementAndGet() > settings.bounds().connections()) {
      connections.decrementAndGet();
      connection.unsafe().closeForcibly();
      return;
    }
    var _ = connection.closeFuture().addListener(closed -> connections.decrementAndGet());
    connection.pipeline().addLast(new FirstHead(settings.bounds().arrival()));
    listener.fireChannelRead(accepted);
  }
}
