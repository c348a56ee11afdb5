package dev.warder.gateway.proxy;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One end of many calls, each on a stream of HTTP/2 of its own. Confined to its event loop.
///
/// Shape calls come, until a GOAWAY in either case: one that is friendly lets those that are open
/// end, one that is not ends them
abstract class SharedConnection extends Watched {
  private static final Duration CUT = Duration.ofSeconds(1);

  final List<Http2End> open = new ArrayList<>();
  final Http2Connection.PropertyKey key;
  State state = State.OPEN;
  private final FrameBudget budget;
  private final Http2Codec codec;
  private final int window;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Http2Reader reader;
  private @Nullable ChannelFuture unwritten;
  private long unwrittenNanos = NEVER;
  private boolean isReading;

  /// How far a connection is.
  enum State {
    OPEN,
    /// No new calls are taken.
    GOING,
    OVER
  }

  /// @param window octets of bodies that all streams together may have been sent, and not passed on
  SharedConnection(Loop loop, Channel channel, Http2Codec.Peer peer, int window) {
    super(loop, channel);
    this.window = window;
    budget = new FrameBudget(loop.nowNanos());
    codec = Http2Codec.of(this, peer, budget);
    key = codec.connection().newKey();
    codec.connection().addListener(new Closing());
  }

  /// What frames mean beside what streams are told.
  abstract Http2FrameListener frames();

  /// A stream cannot go on.
  ///
  /// @return whether the other side is to be told
  abstract boolean streamFailed(StreamException why);

  /// The fields of a stream are more than is taken.
  abstract void tooLarge(StreamException why);

  /// The connection cannot go on.
  abstract void failed(boolean outbound, Throwable cause, @Nullable Http2Exception known);

  /// A stream is over, and was told.
  abstract void ended();

  /// Begins to speak.
  ///
  /// @param at where the codec was put
  final void speak(ChannelHandlerContext at) {
    context = at;
    Http2LocalFlowController windows = codec.connection().local().flowController();
    Http2Stream all = codec.connection().connectionStream();
    try {
      windows.incrementWindowSize(all, window - windows.initialWindowSize());
    } catch (Http2Exception e) {
      throw new IllegalStateException("a window cannot be opened", e);
    }
    flush();
  }

  final void reads(Http2Reader with) {
    reader = with;
  }

  final Http2Codec codec() {
    return codec;
  }

  /// Hands frames to the codec.
  final ChannelHandlerContext out() {
    return requireNonNull(context, "not entered");
  }

  /// Whether nothing more is read.
  final boolean isOver() {
    return state == State.OVER;
  }

  /// Octets came.
  final void begun() {
    isReading = true;
  }

  /// What came was used.
  void read() {
    isReading = false;
  }

  final boolean isReading() {
    return isReading;
  }

  /// Whether octets came last that are no whole frame.
  final boolean isInFrame() {
    return reader != null && reader.isBegun();
  }

  final void flush() {
    // What is read is used up first; then all that came of it leaves at once.
    if (!isReading) {
      flushNow();
    }
  }

  final void flushNow() {
    codec.flush(out());
  }

  /// A call that goes on, or began.
  final @Nullable Http2End known(int id) {
    Http2Stream stream = codec.connection().stream(id);
    return stream == null ? null : stream.getProperty(key);
  }

  /// What both kinds of connections make of frames.
  class Frames extends Http2FrameAdapter {
    @Override
    public void onWindowUpdateRead(ChannelHandlerContext at, int id, int increment) {
      Http2End known = id == 0 ? null : known(id);
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

  final void enter(Http2End begun) {
    begun.stream.setProperty(key, begun);
    open.add(begun);
  }

  private final class Closing extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      Http2End known = stream.getProperty(key);
      if (known != null) {
        open.remove(known);
        known.closed();
        wake();
        ended();
      }
    }
  }

  /// Something of a call went over the connection.
  ///
  /// @param octets of data
  final void earn(int octets) {
    budget.earn(octets);
  }

  /// The other side sent what carries nothing.
  final void spend(int cost) {
    if (!budget.spend(cost, loop.nowNanos())) {
      failed(false, new IllegalStateException("too much"), tooMuch());
    }
  }

  private static Http2Exception tooMuch() {
    return Http2Exception.connectionError(
        Http2Error.ENHANCE_YOUR_CALM, "too many frames that carry nothing");
  }

  final boolean isWritable(Http2Stream stream) {
    return codec.connection().remote().flowController().isWritable(stream);
  }

  /// Something has to happen at a time.
  final void watch(long nanos) {
    if (nanos != NEVER && (deadlineNanos() == NEVER || nanos - deadlineNanos() < 0)) {
      expectAt(nanos);
    }
  }

  /// What was written last has to be taken soon, or nothing is sent any more.
  final void insist(ChannelFuture written) {
    if (!written.isDone() && (unwritten == null || unwritten.isDone())) {
      unwritten = written;
      unwrittenNanos = loop.nowNanos() + CUT.toNanos();
      watch(unwrittenNanos);
    }
  }

  @Override
  final void expired() {
    long now = loop.nowNanos();
    for (Http2End stream : List.copyOf(open)) {
      stream.look(now);
    }
    if (isLate(unwrittenNanos, now)) {
      unwrittenNanos = NEVER;
      if (unwritten != null && !unwritten.isDone()) {
        reset();
      }
    }
    look(now);
    for (Http2End stream : open) {
      watch(stream.deadlineNanos());
    }
    watch(unwrittenNanos);
  }

  /// Looks whether what had to happen did, beside streams, and watches for what has to.
  abstract void look(long nowNanos);

  /// Says that no new calls are taken.
  final void goAway() {
    state = State.GOING;
    var _ =
        codec.goAway(
            out(),
            codec.connection().remote().lastStreamCreated(),
            Http2Error.NO_ERROR.code(),
            Unpooled.EMPTY_BUFFER,
            out().newPromise());
  }

  /// Says why nothing goes on.
  final void goAway(Http2Error why) {
    state = State.OVER;
    ByteBuf noWords = Unpooled.EMPTY_BUFFER;
    var _ =
        codec
            .encoder()
            .frameWriter()
            .writeGoAway(
                out(),
                codec.connection().remote().lastStreamCreated(),
                why.code(),
                noWords,
                out().newPromise());
  }

  /// What was read is over, whether used or not.
  final void unread() {
    isReading = false;
  }
}
