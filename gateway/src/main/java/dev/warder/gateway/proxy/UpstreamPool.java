package dev.warder.gateway.proxy;

import dev.warder.gateway.tls.UpstreamTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of one event loop to the upstream. The one that was used last is used first, so
/// that those which are too many grow old and end. Confined to its loop.
///
/// Bounds [GateSettings.Bounds#upstreams] over all loops
final class UpstreamPool {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamPool.class);
  private static final long TOLD_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Loop loop;
  private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
  private long toldNanos = System.nanoTime() - TOLD_AGAIN_NANOS;

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
            reached(call, connected.channel());
          } else {
            call.unconnected();
          }
        });
    return true;
  }

  private void reached(Exchange call, Channel channel) {
    UpstreamConnection connection = channel.pipeline().get(UpstreamConnection.class);
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      call.connected(connection);
      return;
    }
    var _ =
        tls.handshakeFuture()
            .addListener(agreed -> {
              if (agreed.isSuccess()) {
                call.connected(connection);
              } else {
                distrusted(agreed.cause());
                call.unconnected();
              }
            });
  }

  /// Says why nobody reaches the upstream, at most once a minute.
  private void distrusted(Throwable cause) {
    loop.gate.counters().upstreamHandshakesFailed.increment();
    long now = loop.nowNanos();
    if (now - toldNanos >= TOLD_AGAIN_NANOS) {
      toldNanos = now;
      LOG.atWarn()
          .addKeyValue("error.type", cause.getClass().getName())
          .addKeyValue("why", cause.getMessage())
          .log(
              "the upstream is not reached: TLS with it fails; is its certificate from who is trusted?");
    }
  }

  private final class Entering extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      UpstreamTls tls = loop.gate.upstreamTls();
      if (tls != null) {
        channel
            .pipeline()
            .addLast(tls.handler(channel.alloc(), loop.gate.settings().times().connect()));
      }
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
