package dev.warder.gateway.proxy;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.tls.Suites;
import dev.warder.gateway.wire.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// A caller's connection that speaks HTTP/2: many calls at a time, each on a stream of its own.
/// Confined to its event loop.
///
/// Shape calls come, until a GOAWAY in either case: one that is friendly lets those that are open
/// end, one that is not ends them; then LINGER, so that the other side hears why
///
/// Guarantees what one stream does harms no other, but for what no honest caller sends: that ends
/// the connection, and becomes one activity
final class Http2ClientConnection extends Watched {
  /// Octets of bodies that all streams together may have sent and no upstream has taken.
  private static final int SHARED_WINDOW = 1 << 20;

  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final Duration CUT = Duration.ofSeconds(1);
  private static final int MALFORMED_COST = 10;

  private final SocketChannel socket;
  private final Peer peer;
  private final FrameBudget budget;
  private final Http2Codec codec;
  private final Http2Connection.PropertyKey key;
  private final List<Http2ClientStream> open = new ArrayList<>();
  private @Nullable ChannelHandlerContext context;
  private @Nullable Http2Reader reader;
  private @Nullable ChannelFuture unwritten;
  private long unwrittenNanos = NEVER;
  private long quietNanos;
  private long arrivalNanos = NEVER;
  private State state = State.OPEN;
  private boolean isReading;
  private boolean isTold;

  private enum State {
    OPEN,
    /// No new calls are taken.
    GOING,
    OVER
  }

  /// @param deadlineNanos until when the first call has to begin
  Http2ClientConnection(Loop loop, SocketChannel socket, Peer peer, long deadlineNanos) {
    super(loop, socket);
    this.socket = socket;
    this.peer = peer;
    quietNanos = deadlineNanos;
    budget = new FrameBudget(loop.nowNanos());
    codec = Http2Codec.of(this, budget);
    Http2Connection connection = codec.connection();
    key = connection.newKey();
    connection.addListener(new Closing());
    expectAt(deadlineNanos);
  }

  /// Takes a connection over.
  ///
  /// @param before which stands where the codec will
  void enter(ChannelHandlerContext before) throws Http2Exception {
    loop.enter(this);
    before.pipeline().addAfter(before.name(), null, codec).addLast(this);
    context = before.pipeline().context(codec);
    Http2LocalFlowController windows = codec.connection().local().flowController();
    Http2Stream all = codec.connection().connectionStream();
    windows.incrementWindowSize(all, SHARED_WINDOW - windows.initialWindowSize());
    flush();
  }

  /// Ends where TLS is none that HTTP/2 may be spoken in.
  void suit(SSLSession agreed) {
    if (!Suites.fitHttp2(agreed)) {
      fail(Http2Error.INADEQUATE_SECURITY);
    }
  }

  void reads(Http2Reader with) {
    reader = with;
  }

  Http2FrameListener frames() {
    return new Frames();
  }

  Peer peer() {
    return peer;
  }

  private ChannelHandlerContext context() {
    return requireNonNull(context, "not entered");
  }

  /// Whether nothing more is read.
  boolean isOver() {
    return state == State.OVER;
  }

  /// Octets came.
  void begun() {
    isReading = true;
  }

  /// What came was used.
  void read() {
    isReading = false;
    boolean begun = reader != null && reader.isBegun();
    if (!begun) {
      arrivalNanos = NEVER;
    } else if (arrivalNanos == NEVER && open.isEmpty()) {
      arrivalNanos = loop.nowNanos() + loop.gate.settings().times().arrival().toNanos();
      watch(arrivalNanos);
    }
  }

  void flush() {
    // What is read is used up first; then all that came of it leaves at once.
    if (!isReading) {
      flushNow();
    }
  }

  void flushNow() {
    codec.flush(context());
  }

  private final class Frames extends Http2FrameAdapter {
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
      Http2Stream stream = codec.connection().stream(id);
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
      Http2ClientStream known = codec.connection().stream(id).getProperty(key);
      return known == null ? data.readableBytes() + padding : padding + known.body(data, isLast);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext at, int id, int increment) {
      Http2Stream stream = id == 0 ? null : codec.connection().stream(id);
      Http2ClientStream known = stream == null ? null : stream.getProperty(key);
      if (id == 0) {
        wake();
      } else if (known != null) {
        known.wake();
      }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext at, Http2Settings settings) {
      wake();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext at) {
    if (channel.isWritable()) {
      wake();
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
    stream.setProperty(key, made);
    open.add(made);
    arrivalNanos = NEVER;
    quietNanos = NEVER;
    return made;
  }

  /// The fields of a stream are more than is taken; whether a body follows is not known any more.
  void tooLarge(StreamException why) {
    Http2Stream stream = codec.connection().stream(why.streamId());
    Http2ClientStream known = stream == null ? null : stream.getProperty(key);
    if (known != null) {
      known.tooMuchBehind();
      return;
    }
    try {
      stream = codec.connection().remote().createStream(why.streamId(), true);
    } catch (Http2Exception e) {
      codec.onError(context(), false, e);
      return;
    }
    take(stream).malformed(Fault.HEAD_LENGTH, true);
  }

  Http2Codec codec() {
    return codec;
  }

  /// Hands frames to the codec.
  ChannelHandlerContext out() {
    return context();
  }

  /// Data of a call was sent.
  void earn(int octets) {
    budget.earn(octets);
  }

  /// A caller sent what can be read in more than one way.
  void penalize() {
    spend(MALFORMED_COST);
  }

  private void spend(int cost) {
    if (!budget.spend(cost, loop.nowNanos())) {
      fail(Http2Error.ENHANCE_YOUR_CALM);
    }
  }

  boolean isWritable(Http2Stream stream) {
    return codec.connection().remote().flowController().isWritable(stream);
  }

  /// Whether callers can send nothing because the window of all streams together is used up.
  boolean isStarved() {
    Http2LocalFlowController windows = codec.connection().local().flowController();
    return windows.windowSize(codec.connection().connectionStream()) <= 0;
  }

  /// There may be room again for what streams have to send. Netty tells of it only where it told
  /// before that there was none, which it does not wherever there is.
  private void wake() {
    // One that has room may end.
    for (int i = open.size() - 1; i >= 0; i--) {
      if (i < open.size()) {
        open.get(i).wake();
      }
    }
  }

  /// Something has to happen at a time.
  void watch(long nanos) {
    if (nanos != NEVER && (deadlineNanos() == NEVER || nanos - deadlineNanos() < 0)) {
      expectAt(nanos);
    }
  }

  /// What was written last has to be taken soon, or nothing is sent any more.
  void insist(ChannelFuture written) {
    if (written.isDone()) {
      return;
    }
    if (!channel.isWritable()) {
      reset();
    } else if (unwritten == null || unwritten.isDone()) {
      unwritten = written;
      unwrittenNanos = loop.nowNanos() + CUT.toNanos();
      watch(unwrittenNanos);
    }
  }

  private final class Closing extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      Http2ClientStream known = stream.getProperty(key);
      if (known != null) {
        open.remove(known);
        known.closed();
        wake();
        quiet();
      }
    }
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

  /// A stream cannot go on.
  ///
  /// @return whether the caller is to be told
  boolean streamFailed(StreamException why) {
    Http2Stream stream = codec.connection().stream(why.streamId());
    Http2ClientStream known = stream == null ? null : stream.getProperty(key);
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

  /// The connection cannot go on.
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
    for (Http2ClientStream stream : List.copyOf(open)) {
      stream.drop();
    }
    var _ =
        codec
            .encoder()
            .frameWriter()
            .writeGoAway(
                context(),
                codec.connection().remote().lastStreamCreated(),
                why.code(),
                Unpooled.EMPTY_BUFFER,
                context().newPromise());
    linger();
  }

  /// Ends with what was written heard.
  private void linger() {
    state = State.OVER;
    quietNanos = loop.nowNanos() + LINGER.toNanos();
    watch(quietNanos);
    isReading = false;
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

  private void goAway() {
    state = State.GOING;
    var _ =
        codec.goAway(
            context(),
            codec.connection().remote().lastStreamCreated(),
            Http2Error.NO_ERROR.code(),
            Unpooled.EMPTY_BUFFER,
            context().newPromise());
  }

  @Override
  void expired() {
    long now = loop.nowNanos();
    for (Http2ClientStream stream : List.copyOf(open)) {
      stream.look(now);
    }
    if (isLate(unwrittenNanos, now)) {
      unwrittenNanos = NEVER;
      if (unwritten != null && !unwritten.isDone()) {
        reset();
      }
    }
    if (isLate(quietNanos, now) || isLate(arrivalNanos, now)) {
      late();
    }
    for (Http2ClientStream stream : open) {
      watch(stream.deadlineNanos());
    }
    watch(unwrittenNanos);
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
