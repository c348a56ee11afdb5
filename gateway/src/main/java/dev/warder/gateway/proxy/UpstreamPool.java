package dev.warder.gateway.proxy;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Connections of HTTP/1.1, each for one call at a time. The one that was used last is used first,
/// so that those which are too many grow old and end. Confined to its event loop.
final class UpstreamPool implements Upstreams {
  private final Loop loop;
  private final UpstreamDialer dialer;
  private final Deque<UpstreamConnection> idle = new ArrayDeque<>();

  UpstreamPool(Loop loop, UpstreamDialer dialer) {
    this.loop = loop;
    this.dialer = dialer;
  }

  @Override
  public @Nullable UpstreamConnection take() {
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

  @Override
  public boolean connect(Exchange call) {
    return dialer.dial(
        new UpstreamDialer.Wish(
            false,
            channel -> new UpstreamConnection(loop, channel, this),
            channel -> reached(call, channel),
            call::unconnected));
  }

  private static void reached(Exchange call, Channel channel) {
    call.connected(channel.pipeline().get(UpstreamConnection.class));
  }

  @Override
  public void close() {
    List<UpstreamConnection> all = new ArrayList<>(idle);
    idle.clear();
    for (UpstreamConnection connection : all) {
      var _ = connection.channel.close();
    }
  }
}
