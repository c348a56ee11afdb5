package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.tls.Suites;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A connection to the upstream that speaks HTTP/2. Confined to its event loop.
///
/// Shape NEW until the upstream's SETTINGS, before which nothing of a call is sent; then calls
/// come, until a GOAWAY in either direction
///
/// Guarantees
/// - what one stream does harms no other, but for what no honest upstream sends: that ends the
///   connection
/// - a caller that takes nothing of its answer holds up no other: there is room for what all
///   streams may send
final class Http2UpstreamConnection extends SharedConnection {
  /// Octets of an answer that may be sent and not passed on.
  static final int STREAM_WINDOW = 65_535;

  /// Beyond it numbers of streams run out.
  private static final int MOST_NUMBER = 1 << 30;

  private static final AsciiString HTTP = AsciiString.cached("http");
  private static final AsciiString HTTPS = AsciiString.cached("https");

  private final Http2Upstreams pool;
  private final int attempt;
  private final List<Http2UpstreamStream> touched = new ArrayList<>();
  private int lastTaken = Integer.MAX_VALUE;
  private long quietNanos = NEVER;
  private boolean isReady;
  private boolean wasUsed;

  /// @param attempt its number
  Http2UpstreamConnection(Loop loop, Channel channel, Http2Upstreams pool, int attempt) {
    super(loop, channel, Http2Codec.Peer.UPSTREAM, Http2Codec.STREAMS * STREAM_WINDOW);
    this.pool = pool;
    this.attempt = attempt;
  }

  @Override
  public void channelActive(ChannelHandlerContext at) {
    loop.enter(this);
    quietNanos = loop.nowNanos() + loop.gate.settings().times().connect().toNanos();
    watch(quietNanos);
    if (loop.gate.upstreamTls() == null) {
      begin(at);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext at, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
      agreed(at, channel.pipeline().get(SslHandler.class));
    } else if (event == SslCloseCompletionEvent.SUCCESS) {
      var _ = at.close();
    }
  }

  private void agreed(ChannelHandlerContext at, SslHandler tls) {
    if (!ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      unfit(loop.dialer.otherwise("it chooses no h2 in TLS (ALPN)"));
    } else if (!Suites.fitHttp2(tls.engine().getSession())) {
      unfit(loop.dialer.otherwise("TLS with it is weaker than HTTP/2 may be spoken in"));
    } else {
      begin(at);
    }
  }

  private void begin(ChannelHandlerContext at) {
    at.pipeline().addBefore(at.name(), null, codec());
    speak(at.pipeline().context(codec()));
  }

  /// It does not come to speak HTTP/2.
  private void unfit(Refusal why) {
    state = State.OVER;
    pool.unmade(attempt, why);
    var _ = channel.close();
  }

  AsciiString scheme() {
    return loop.gate.upstreamTls() == null ? HTTP : HTTPS;
  }

  /// Whether it has answered a call.
  boolean wasUsed() {
    return wasUsed;
  }

  /// It has answered a call.
  void used() {
    wasUsed = true;
  }

  /// The last stream that the upstream looks at.
  int lastTaken() {
    return lastTaken;
  }

  /// Whether a call can begin.
  boolean hasRoom() {
    return isReady
        && state == State.OPEN
        && channel.isActive()
        && open.size() < Http2Codec.STREAMS
        && codec().connection().local().canOpenStream();
  }

  /// A stream for a call; null if there is none.
  @Nullable Http2UpstreamStream stream() {
    Http2Stream stream;
    try {
      int number = codec().connection().local().incrementAndGetNextStreamId();
      if (number >= MOST_NUMBER) {
        retire();
      }
      stream = codec().connection().local().createStream(number, false);
    } catch (Http2Exception e) {
      return null;
    }
    quietNanos = NEVER;
    Http2UpstreamStream made = new Http2UpstreamStream(loop, this, stream);
    enter(made);
    return made;
  }

  /// Takes no calls any more.
  private void retire() {
    if (state == State.OPEN) {
      state = State.GOING;
    }
    pool.forget(this);
  }

  @Override
  Http2FrameListener frames() {
    return new Heard();
  }

  private final class Heard extends Frames {
    @Override
    public void onSettingsRead(ChannelHandlerContext at, Http2Settings settings) {
      super.onSettingsRead(at, settings);
      if (!isReady) {
        isReady = true;
        pool.made(Http2UpstreamConnection.this);
        quiet();
      }
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext at,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean isLast)
        throws Http2Exception {
      Http2UpstreamStream known = stream(id);
      if (known == null) {
        throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "nobody asked for it");
      }
      known.fields(headers, isLast);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext at, int id, ByteBuf data, int padding, boolean isLast) {
      Http2UpstreamStream known = stream(id);
      return known == null ? data.readableBytes() + padding : padding + known.body(data, isLast);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext at, int id, long error) {
      Http2UpstreamStream known = stream(id);
      if (known != null) {
        known.wasReset(error);
      }
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext at, int last, long error, ByteBuf words) {
      lastTaken = Math.min(lastTaken, last);
      retire();
      quiet();
    }
  }

  private @Nullable Http2UpstreamStream stream(int id) {
    return codec().connection().stream(id).getProperty(key);
  }

  /// What a stream was told is to be handed to its caller when all that came was read.
  void touch(Http2UpstreamStream stream) {
    if (!isReading()) {
      stream.flushDown();
    } else if (touched.isEmpty() || touched.getLast() != stream) {
      touched.add(stream);
    }
  }

  @Override
  void read() {
    super.read();
    for (int i = 0; i < touched.size(); i++) {
      touched.get(i).flushDown();
    }
    touched.clear();
  }

  @Override
  void ended() {
    if (hasRoom()) {
      pool.roomier(this);
    }
    quiet();
  }

  private void quiet() {
    if (!open.isEmpty() || state == State.OVER) {
      return;
    }
    if (state == State.GOING || loop.isStopping()) {
      leave();
    } else {
      quietNanos = loop.nowNanos() + loop.gate.settings().times().upstreamIdle().toNanos();
      watch(quietNanos);
    }
  }

  /// Says goodbye, and goes.
  private void leave() {
    goAway();
    state = State.OVER;
    pool.forget(this);
    flush();
    close();
  }

  /// Ends when what was written is on its way, or soon.
  private void close() {
    quietNanos = loop.nowNanos() + loop.gate.settings().times().arrival().toNanos();
    watch(quietNanos);
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  boolean streamFailed(StreamException why) {
    Http2End known = known(why.streamId());
    if (known != null) {
      known.failed();
    } else {
      // What was on its way when a stream was reset.
      spend(1);
    }
    return false;
  }

  @Override
  void tooLarge(StreamException why) {
    boolean _ = streamFailed(why);
  }

  @Override
  void failed(boolean outbound, Throwable cause, @Nullable Http2Exception known) {
    if (outbound && known == null) {
      // The socket is gone.
      var _ = channel.close();
      return;
    }
    if (known == null) {
      loop.note(cause);
    }
    fail(known == null ? Http2Error.INTERNAL_ERROR : known.error());
  }

  private void fail(Http2Error why) {
    if (state == State.OVER) {
      return;
    }
    goAway(why);
    String word = "http2_" + why.name().toLowerCase(Locale.ROOT);
    if (isReady) {
      pool.forget(this);
      loop.dialer.tell(
          "upstream_invalid", word, "a connection was ended: the upstream speaks no good HTTP/2");
    } else {
      pool.unmade(attempt, loop.dialer.otherwise("it does not begin with SETTINGS"));
    }
    for (Http2End stream : List.copyOf(open)) {
      ((Http2UpstreamStream) stream).broken();
    }
    unread();
    flush();
    close();
  }

  @Override
  void stop() {
    if (isReady) {
      quiet();
    }
  }

  @Override
  void look(long nowNanos) {
    if (isLate(quietNanos, nowNanos)) {
      quietNanos = NEVER;
      if (isReady && state == State.OPEN) {
        leave();
      } else {
        reset();
      }
    }
    watch(quietNanos);
  }

  @Override
  public void channelInactive(ChannelHandlerContext at) {
    state = State.OVER;
    loop.leave(this);
    if (isReady) {
      pool.forget(this);
    } else {
      pool.unmade(attempt, UpstreamDialer.UNREACHABLE);
    }
  }
}
