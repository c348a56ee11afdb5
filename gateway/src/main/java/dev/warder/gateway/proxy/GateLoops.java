package dev.warder.gateway.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The event loops of a gate, from the first to the last. Safe for use by many threads.
public final class GateLoops {
  private static final int BACKLOG = 1_024;
  private static final int START_SECONDS = 10;

  private final Gate gate;
  private final EventLoopGroup group;
  private final List<Loop> loops = new ArrayList<>();
  private final IdentityHashMap<EventLoop, Loop> byEvents = new IdentityHashMap<>();
  private @Nullable Channel listener;

  private GateLoops(Gate gate, EventLoopGroup group) {
    this.gate = gate;
    this.group = group;
  }

  /// Starts loops, at which nobody listens yet.
  public static GateLoops start(Gate gate, int count) {
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("warder-gate", true), Transport.current().handlers());
    GateLoops started = new GateLoops(gate, group);
    for (int i = 0; i < count; i++) {
      EventLoop events = group.next();
      Loop loop = new Loop(events, gate);
      started.loops.add(loop);
      started.byEvents.put(events, loop);
      loop.start();
    }
    return started;
  }

  /// Begins to listen.
  public void listen() throws IOException {
    GateSettings.Endpoint at = gate.settings().listen();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channelFactory(Transport.current().listeners())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Entering())
            .bind(at.host(), at.port());
    if (!bound.awaitUninterruptibly(START_SECONDS, TimeUnit.SECONDS) || !bound.isSuccess()) {
      throw new IOException("cannot listen", bound.cause());
    }
    listener = bound.channel();
  }

  private final class Entering extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      Loop loop = byEvents.get(channel.eventLoop());
      if (loop == null) {
        var _ = channel.close();
      } else {
        loop.take(channel);
      }
    }
  }

  /// The port that is listened on.
  public int port() {
    return listener != null && listener.localAddress() instanceof InetSocketAddress address
        ? address.getPort()
        : 0;
  }

  /// Has all loops take other settings up; complete when the next call on each counts by them.
  /// Calls that are under way end by those they began with.
  public CompletableFuture<Void> change(GateSettings settings) {
    gate.change(settings);
    return onAll(loop -> {
      loop.change();
      return List.of();
    });
  }

  /// Cuts calls on all loops; complete when what they were on is closed.
  public CompletableFuture<Void> cut(Function<OpenCalls, List<ChannelFuture>> which) {
    return onAll(loop -> which.apply(loop.open));
  }

  /// Has certificates of connections that stand looked at by who is trusted now; complete when they
  /// were, and what was open with those that count no more is closed.
  public CompletableFuture<Void> recheck() {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (Loop loop : loops) {
      CompletableFuture<Void> one = new CompletableFuture<>();
      done.add(one);
      Runnable cut = () -> closed(loop.open.cutOver(gate.micros()), one);
      try {
        loop.events.execute(() -> loop.certificates.recheck(cut));
      } catch (RejectedExecutionException e) {
        one.complete(null);
      }
    }
    return CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<Void> onAll(Function<Loop, List<ChannelFuture>> work) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (Loop loop : loops) {
      CompletableFuture<Void> one = new CompletableFuture<>();
      done.add(one);
      try {
        loop.events.execute(() -> closed(work.apply(loop), one));
      } catch (RejectedExecutionException e) {
        // A loop that has ended has no calls.
        one.complete(null);
      }
    }
    return CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new));
  }

  private static void closed(List<ChannelFuture> ends, CompletableFuture<Void> done) {
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (ChannelFuture end : ends) {
      CompletableFuture<Void> one = new CompletableFuture<>();
      var _ = end.addListener(ended -> one.complete(null));
      closing.add(one);
    }
    var _ =
        CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new))
            .thenRun(() -> done.complete(null));
  }

  /// Takes nothing new, lets calls end, then ends them and the loops.
  public void close(Duration most) {
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    CountDownLatch quiet = new CountDownLatch(loops.size());
    for (Loop loop : loops) {
      loop.events.execute(() -> loop.stop(quiet::countDown));
    }
    try {
      if (!quiet.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
        loops.forEach(loop -> loop.events.execute(loop::abort));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    group.shutdownGracefully(0, START_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
