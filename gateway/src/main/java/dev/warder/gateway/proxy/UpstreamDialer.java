package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.tls.UpstreamTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects one event loop to the upstream, and says why that does not succeed. Confined to its
/// loop.
///
/// Bounds [GateSettings.Bounds#upstreams] connections over all loops
final class UpstreamDialer {
  static final Refusal UNREACHABLE =
      Refusal.of(GateCode.UPSTREAM_UNREACHABLE, "It takes no connection, or ended it unanswered.");
  static final Refusal NOT_HTTP2 =
      Refusal.of(GateCode.UPSTREAM_INVALID, "It does not speak HTTP/2, which it is asked for.");
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamDialer.class);
  private static final long TOLD_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Loop loop;
  private long toldNanos = System.nanoTime() - TOLD_AGAIN_NANOS;

  UpstreamDialer(Loop loop) {
    this.loop = loop;
  }

  /// Whom a connection is made for.
  ///
  /// @param isHttp2 whether HTTP/2 is to be spoken, and nothing else
  /// @param handler of a new connection, last of its pipeline
  /// @param reached told that it stands, TLS and all
  /// @param unreached told what to say to callers
  record Wish(
      boolean isHttp2,
      Function<Channel, ChannelHandler> handler,
      Consumer<Channel> reached,
      Consumer<Refusal> unreached) {}

  /// Connects.
  ///
  /// @return whether there may be one more
  boolean dial(Wish wish) {
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
            .handler(new Entering(wish))
            .connect(loop.gate.upstream());
    if (connected.cause() != null) {
      // There was no socket to be had, so none that will be closed.
      counters.upstreams.decrementAndGet();
      loop.events.execute(() -> wish.unreached().accept(UNREACHABLE));
      return true;
    }
    var _ =
        connected
            .channel()
            .closeFuture()
            .addListener(closed -> counters.upstreams.decrementAndGet());
    var _ =
        connected.addListener(done -> {
          if (done.isSuccess()) {
            reached(wish, connected.channel());
          } else {
            wish.unreached().accept(UNREACHABLE);
          }
        });
    return true;
  }

  private void reached(Wish wish, Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      wish.reached().accept(channel);
      return;
    }
    var _ =
        tls.handshakeFuture()
            .addListener(agreed -> {
              if (agreed.isSuccess()) {
                wish.reached().accept(channel);
              } else {
                wish.unreached().accept(distrusted(wish, agreed.cause()));
              }
            });
  }

  private Refusal distrusted(Wish wish, Throwable cause) {
    loop.gate.counters().upstreamHandshakesFailed.increment();
    if (wish.isHttp2() && String.valueOf(cause.getMessage()).contains("no_application_protocol")) {
      return otherwise("it chooses no h2 in TLS (ALPN)");
    }
    tell(
        cause.getClass().getName(),
        String.valueOf(cause.getMessage()),
        "the upstream is not reached: TLS with it fails; is its certificate from who is trusted?");
    return UNREACHABLE;
  }

  /// The upstream does not speak HTTP/2.
  ///
  /// @return what to say to callers
  Refusal otherwise(String why) {
    tell(
        "upstream_invalid",
        why,
        "the upstream is not spoken to: it has to speak HTTP/2, as gateway.upstream_http says");
    return NOT_HTTP2;
  }

  /// Says why the upstream is not reached, at most once a minute.
  void tell(String type, String why, String words) {
    long now = loop.nowNanos();
    if (now - toldNanos >= TOLD_AGAIN_NANOS) {
      toldNanos = now;
      LOG.atWarn().addKeyValue("error.type", type).addKeyValue("why", why).log(words);
    }
  }

  private final class Entering extends ChannelInitializer<Channel> {
    private final Wish wish;

    Entering(Wish wish) {
      this.wish = wish;
    }

    @Override
    protected void initChannel(Channel channel) {
      UpstreamTls tls = loop.gate.upstreamTls();
      if (tls != null) {
        channel
            .pipeline()
            .addLast(
                tls.handler(
                    channel.alloc(), wish.isHttp2(), loop.gate.settings().times().connect()));
      }
      channel.pipeline().addLast(wish.handler().apply(channel));
    }
  }
}
