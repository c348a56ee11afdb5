package dev.warder.gateway.proxy;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.tls.HelloReader;
import dev.warder.gateway.tls.ServerTls;
import dev.warder.gateway.wire.Names;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.gateway.wire.ResponseHead;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the connections of one event loop share. Confined to it: nothing here is locked.
///
/// Bounds one request and one response are read at a time, so that their heads need no memory of
/// their own; deadlines are looked at every [#TICK_MILLIS]
final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final int TICK_MILLIS = 100;
  private static final int TICKS_A_SECOND = 1_000 / TICK_MILLIS;

  final EventLoop events;
  final Gate gate;
  RequestHead request;
  ResponseHead response;
  Names names;
  Credentials credentials;
  final UpstreamPool pool;
  final Upstreams upstreams;
  final UpstreamDialer dialer;
  final OpenCalls open = new OpenCalls();
  final StandingCertificates certificates = new StandingCertificates(this);

  private final List<Watched> connections = new ArrayList<>();
  private long nowNanos = System.nanoTime();
  private int ticks;
  private boolean isStopping;
  private @Nullable Runnable quiet;

  Loop(EventLoop events, Gate gate) {
    this.events = requireNonNull(events, "events is null");
    this.gate = requireNonNull(gate, "gate is null");
    GateSettings settings = gate.settings();
    names = Names.of(settings.credentials().headers());
    request =
        new RequestHead(
            names, new RequestHead.Limits(settings.bounds().head(), settings.bounds().target()));
    response = new ResponseHead(names);
    credentials = new Credentials(settings.credentials());
    dialer = new UpstreamDialer(this);
    pool = new UpstreamPool(this, dialer);
    upstreams = settings.upstreamHttp2() ? new Http2Upstreams(this, dialer) : pool;
  }

  /// Takes up what the gate is set to now; on this loop, between two calls.
  void change() {
    GateSettings settings = gate.settings();
    names = Names.of(settings.credentials().headers());
    request =
        new RequestHead(
            names, new RequestHead.Limits(settings.bounds().head(), settings.bounds().target()));
    response = new ResponseHead(names);
    credentials = new Credentials(settings.credentials());
  }

  void start() {
    // Ends with the loop.
    var _ = events.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// The time as of the last tick: exact enough for deadlines, and free.
  long nowNanos() {
    return nowNanos;
  }

  boolean isStopping() {
    return isStopping;
  }

  /// Takes a caller's connection in.
  void take(SocketChannel channel) {
    if (isStopping || gate.counters().clients.get() >= gate.settings().bounds().clients()) {
      var _ = channel.close();
      return;
    }
    gate.counters().clients.incrementAndGet();
    var _ = channel.closeFuture().addListener(closed -> gate.counters().clients.decrementAndGet());
    ServerTls tls = gate.serverTls();
    Peer peer = new Peer(gate, channel.remoteAddress(), tls != null);
    ClientConnection client = new ClientConnection(this, channel, peer);
    enter(client);
    if (tls != null) {
      channel
          .pipeline()
          .addLast(new HelloReader(() -> begin(tls, channel, peer), peer::introduced));
    }
    channel.pipeline().addLast(client);
  }

  private SslHandler begin(ServerTls tls, SocketChannel channel, Peer peer) {
    ServerTls.Beginning begun = tls.begin(channel.alloc(), gate.settings().times().arrival());
    peer.begins(begun.trusted());
    return begun.handler();
  }

  void enter(Watched connection) {
    connection.slot = connections.size();
    connections.add(connection);
  }

  /// Forgets a connection; the last one takes its place.
  void leave(Watched connection) {
    int slot = connection.slot;
    if (slot < 0) {
      return;
    }
    connection.slot = -1;
    Watched last = connections.removeLast();
    if (slot < connections.size()) {
      connections.set(slot, last);
      last.slot = slot;
    }
    tellQuiet();
  }

  private void tick() {
    nowNanos = System.nanoTime();
    open.goOn(nowNanos);
    if (++ticks % TICKS_A_SECOND == 0) {
      certificates.look();
      var _ = open.cutOver(gate.micros());
    }
    for (int i = connections.size() - 1; i >= 0; i--) {
      if (i < connections.size() && connections.get(i).isLate(nowNanos)) {
        Watched late = connections.get(i);
        late.expectNothing();
        late.expired();
      }
    }
  }

  /// Takes nothing more, and ends what no call is on.
  ///
  /// @param whenQuiet run when no connection is left
  void stop(Runnable whenQuiet) {
    isStopping = true;
    quiet = whenQuiet;
    for (Watched connection : List.copyOf(connections)) {
      connection.stop();
    }
    pool.close();
    upstreams.close();
    tellQuiet();
  }

  private void tellQuiet() {
    Runnable told = quiet;
    if (told != null && connections.isEmpty()) {
      quiet = null;
      told.run();
    }
  }

  /// Ends everything.
  void abort() {
    for (Watched connection : List.copyOf(connections)) {
      connection.reset();
    }
  }

  /// A connection failed: what the network did, or who speaks no TLS that is taken, is nobody's
  /// fault; anything else is ours.
  void note(Throwable cause) {
    if (isOurs(cause)) {
      StackTraceElement[] trace = cause.getStackTrace();
      LOG.atError()
          .addKeyValue("error.type", cause.getClass().getName())
          .addKeyValue("at", trace.length == 0 ? "" : trace[0].toString())
          .log("fault at a connection, which was closed");
    }
  }

  /// Whether it is a fault of ours. What fails in TLS comes wrapped, as if octets could not be
  /// read; so does that more callers begin it than is taken.
  static boolean isOurs(Throwable cause) {
    return !(cause instanceof IOException
        || cause instanceof TooLongFrameException
        || cause instanceof RejectedExecutionException
        || (cause instanceof DecoderException
            && (cause.getCause() instanceof SSLException
                || cause.getCause() instanceof RejectedExecutionException)));
  }
}
