package dev.warder.gateway.proxy;

import dev.warder.gateway.tls.Suites;
import dev.warder.gateway.wire.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// A caller's connection that speaks HTTP/2. Confined to its event loop.
///
/// Shape behind a GOAWAY and the calls that were open it lingers, so that the caller hears why
///
/// Guarantees what one stream does harms no other, but for what no honest caller sends: that ends
/// the connection, and becomes one activity
final class Http2ClientConnection extends SharedConnection {
  /// Octets of bodies that all streams together may have sent and no upstream has taken.
  private static final int SHARED_WINDOW = 1 << 20;

  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final int MALFORMED_COST = 10;

  private final SocketChannel socket;
  private final Peer peer;
  private long quietNanos;
  private long arrivalNanos = NEVER;
  private boolean isTold;

  /// @param deadlineNanos until when the first call has to begin
  Http2ClientConnection(Loop loop, SocketChannel socket, Peer peer, long deadlineNanos) {
    super(loop, socket, Http2Codec.Peer.CALLER, SHARED_WINDOW);
    this.socket = socket;
    this.peer = peer;
    quietNanos = deadlineNanos;
    expectAt(deadlineNanos);
  }

  /// Takes a connection over.
  ///
  /// @param before which stands where the codec will
  void enter(ChannelHandlerContext before) {
    loop.enter(this);
    before.pipeline().addAfter(before.name(), null, codec()).addLast(this);
    speak(before.pipeline().context(codec()));
  }

  /// Ends where TLS is none that HTTP/2 may be spoken in.
  void suit(SSLSession agreed) {
    if (!Suites.fitHttp2(agreed)) {
      fail(Http2Error.INADEQUATE_SECURITY);
    }
  }

  @Override
  Http2FrameListener frames() {
    return new Heard();
  }

  Peer peer() {
    return peer;
  }

  @Override
  void read() {
    super.read();
    if (!isInFrame()) {
      arrivalNanos = NEVER;
    } else if (arrivalNanos == NEVER && open.isEmpty()) {
      arrivalNanos = loop.nowNanos() + loop.gate.settings().times().arrival().toNanos();
      watch(arrivalNanos);
    }
  }

  private final class Heard extends Frames {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext at,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean isLast) {
      Http2Stream stream = codec().connection().stream(id);
      Http2ClientStream known = stream.getProperty(key);
      if (known != null) {
        known.trailers(headers);
      } else {
        head(stream, headers, isLast);
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext at, int id, ByteBuf data, int padding, boolean isLast) {
      Http2ClientStream known = codec().connection().stream(id).getProperty(key);
      return known == null ? data.readableBytes() + padding : padding + known.body(data, isLast);
    }
  }

  private void head(Http2Stream stream, Http2Headers headers, boolean isWhole) {
    Http2ClientStream made = take(stream);
    Fault fault = headers instanceof Http2Fields fields ? fields.fault() : Fault.PSEUDO;
    if (fault == null) {
      fault = loop.request.read(headers, isWhole);
    }
    if (fault == null) {
      made.begin(loop.request, isWhole);
    } else {
      made.malformed(fault, isWhole);
    }
  }

  private Http2ClientStream take(Http2Stream stream) {
    Http2ClientStream made = new Http2ClientStream(loop, this, stream);
    enter(made);
    arrivalNanos = NEVER;
    quietNanos = NEVER;
    return made;
  }

  @Override
  void tooLarge(StreamException why) {
    Http2End known = known(why.streamId());
    if (known != null) {
      known.tooMuchBehind();
      return;
    }
    // Whether a body follows is not known any more.
    Http2Stream stream;
    try {
      stream = codec().connection().remote().createStream(why.streamId(), true);
    } catch (Http2Exception e) {
      codec().onError(out(), false, e);
      return;
    }
    take(stream).malformed(Fault.HEAD_LENGTH, true);
  }

  /// A caller sent what can be read in more than one way.
  void penalize() {
    spend(MALFORMED_COST);
  }

  /// Whether callers can send nothing because the window of all streams together is used up.
  boolean isStarved() {
    Http2LocalFlowController windows = codec().connection().local().flowController();
    return windows.windowSize(codec().connection().connectionStream()) <= 0;
  }

  /// What was written last has to be taken soon. Who takes nothing at present is not waited for.
  void press(ChannelFuture written) {
    if (!written.isDone() && !channel.isWritable()) {
      reset();
    } else {
      insist(written);
    }
  }

  @Override
  void ended() {
    quiet();
  }

  private void quiet() {
    if (!open.isEmpty() || state == State.OVER) {
      return;
    }
    if (state == State.GOING) {
      linger();
    } else {
      quietNanos = loop.nowNanos() + loop.gate.settings().times().idle().toNanos();
      watch(quietNanos);
    }
  }

  @Override
  boolean streamFailed(StreamException why) {
    Http2Stream stream = codec().connection().stream(why.streamId());
    Http2End known = stream == null ? null : stream.getProperty(key);
    if (known != null) {
      known.failed();
      return false;
    }
    if (stream != null) {
      // Its head told a length, and that nothing follows.
      take(stream).malformed(Fault.LENGTH, stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE);
      return false;
    }
    if (why.error() == Http2Error.STREAM_CLOSED) {
      // What was on its way when a stream was reset.
      spend(1);
      return false;
    }
    malformed("http2_" + why.error().name().toLowerCase(Locale.ROOT));
    penalize();
    return state != State.OVER;
  }

  private void malformed(String why) {
    loop.gate.counters().malformed.increment();
    ObservedCall.malformed(loop.gate, peer.address(), why, 400);
  }

  @Override
  void failed(boolean outbound, Throwable cause, @Nullable Http2Exception known) {
    if (known != null) {
      fail(known.error());
    } else if (outbound) {
      // The socket is gone.
      var _ = channel.close();
    } else {
      loop.note(cause);
      fail(Http2Error.INTERNAL_ERROR);
    }
  }

  private void fail(Http2Error why) {
    if (state == State.OVER) {
      return;
    }
    loop.gate.counters().connectionsFailed.increment();
    malformed("http2_" + why.name().toLowerCase(Locale.ROOT));
    state = State.OVER;
    for (Http2End stream : List.copyOf(open)) {
      stream.drop();
    }
    goAway(why);
    linger();
  }

  /// Ends with what was written heard.
  private void linger() {
    state = State.OVER;
    quietNanos = loop.nowNanos() + LINGER.toNanos();
    watch(quietNanos);
    unread();
    flush();
    var _ =
        channel
            .writeAndFlush(Unpooled.EMPTY_BUFFER)
            .addListener(written -> {
              isTold = true;
              shutOutput(socket);
            });
  }

  @Override
  void stop() {
    if (state != State.OPEN) {
      return;
    }
    goAway();
    if (open.isEmpty()) {
      linger();
    } else {
      flush();
    }
  }

  @Override
  void look(long nowNanos) {
    if (isLate(quietNanos, nowNanos) || isLate(arrivalNanos, nowNanos)) {
      late();
    }
    watch(quietNanos);
    watch(arrivalNanos);
  }

  private void late() {
    boolean begun = arrivalNanos != NEVER;
    quietNanos = NEVER;
    arrivalNanos = NEVER;
    if (state != State.OVER) {
      if (begun) {
        malformed("request_timeout");
      }
      goAway();
      linger();
    } else if (isTold) {
      var _ = channel.close();
    } else {
      reset();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext at, Object event) {
    if (event == SslCloseCompletionEvent.SUCCESS) {
      var _ = at.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext at) {
    state = State.OVER;
    loop.leave(this);
  }
}
