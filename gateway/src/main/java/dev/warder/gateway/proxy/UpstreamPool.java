package dev.warder.gateway.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop to the upstream. The one that was used last is used first, so
/// that those which are too many grow old and end. Confined to its loop.
///
/// Bounds [GateSettings.Bounds#upstreams] over all loops
final class UpstreamPool {
  private final Loop loop;
  private final Deque<UpstreamConnection> idle = new ArrayDeque<>();

  UpstreamPool(Loop loop) {
    this.loop = loop;
  }

  /// A connection that stands; null if there is none.
  @Nullable UpstreamConnection take() {
    for (UpstreamConnection top = idle.pollLast(); top != null; top = idle.pollLast()) {
      if (top.channel.isActive()) {
        return top;
      }
    }
    return null;
  }

  /// Takes a connection back that can be used again.
  void give(UpstreamConnection connection) {
    if (loop.isStopping()) {
      var _ = connection.channel.close();
      return;
    }
    connection.expect(loop.gate.settings().times().upstreamIdle());
    idle.addLast(connection);
  }

  /// Forgets a connection that ended.
  void forget(UpstreamConnection connection) {
    idle.remove(connection);
  }

  /// Connects anew for a call; tells it how that ended.
  ///
  /// @return whether there may be one more
  boolean connect(Exchange call) {
    GateCounters counters = loop.gate.counters();
    if (counters.upstreams.incrementAndGet() > loop.gate.settings().bounds().upstreams()) {
      counters.upstreams.decrementAndGet();
      return false;
    }
    GateSettings.Times times = loop.gate.settings().times();
    ChannelFuture connected =
        new Bootstrap()
            .group(loop.events)
            .channelFactory(Transport.current().clients())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(Integer.MAX_VALUE, times.connect().toMillis()))
            .handler(new Entering())
            .connect(loop.gate.upstream());
    var _ =
        connected
            .channel()
            .closeFuture()
            .addListener(closed -> counters.upstreams.decrementAndGet());
    var _ =
        connected.addListener(done -> {
          if (done.isSuccess()) {
            call.connected(connected.channel().pipeline().get(UpstreamConnection.class));
          } else {
            call.unconnected();
          }
        });
    return true;
  }

  private final class Entering extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new UpstreamConnection(loop, channel));
    }
  }

  void close() {
    List<UpstreamConnection> all = new ArrayList<>(idle);
    idle.clear();
    for (UpstreamConnection connection : all) {
      var _ = connection.channel.close();
    }
  }
}
