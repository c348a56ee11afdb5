package dev.warder.gateway.proxy;

import dev.warder.gateway.wire.Fault;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.Trailers;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/// A call's stream to the upstream: reads its answer. Confined to its event loop.
///
/// Guarantees an answer that could be read in two ways ends its stream and no other
final class Http2UpstreamStream extends Http2End implements UpstreamSide {
  /// The most heads before the final one.
  private static final int MOST_INTERIM = 64;

  private final Http2UpstreamConnection connection;
  private final boolean wasUsed;
  private @Nullable Exchange call;

  /// Octets of the answer that are still to come; -1 if nobody said how many.
  private long left = -1;

  private @Nullable FieldLines trailers;
  private int interims;
  private boolean hasHead;
  private boolean isWhole;
  private boolean isFeeding;
  private boolean isUnseen;
  private boolean isBegun;
  private boolean isOver;

  Http2UpstreamStream(Loop loop, Http2UpstreamConnection connection, Http2Stream stream) {
    super(loop, connection, stream);
    this.connection = connection;
    wasUsed = connection.wasUsed();
    loop.gate.counters().upstreamStreams.incrementAndGet();
  }

  @Override
  public boolean wasUsed() {
    return wasUsed;
  }

  @Override
  public boolean tellsUnseen() {
    return true;
  }

  @Override
  public void begin(Exchange taker, ByteBuf head, Framing framing) {
    call = taker;
    isBegun = true;
    connection.earn(0);
    Http2Headers fields = Http2RequestWriter.fields(head, connection.scheme());
    head.release();
    begin(fields, framing);
  }

  @Override
  public boolean isWritable() {
    // What an upstream that has answered does not want is taken, and goes nowhere.
    return isClosed() || super.isWritable();
  }

  @Override
  public void data(ByteBuf data) {
    if (isClosed()) {
      data.release();
    } else {
      super.data(data);
    }
  }

  @Override
  public void end(@Nullable FieldLines fields) {
    if (!isClosed()) {
      super.end(fields);
    }
  }

  /// Its answer begins, or ends.
  void fields(Http2Headers fields, boolean isLast) {
    if (call == null) {
      return;
    }
    if (hasHead) {
      trailers(fields);
    } else {
      head(call, fields, isLast);
    }
  }

  private void head(Exchange current, Http2Headers fields, boolean isLast) {
    String method = current.method();
    Fault fault = fields instanceof Http2Fields read ? read.fault() : Fault.PSEUDO;
    if (fault == null) {
      fault = loop.response.read(fields, isLast, method, loop.gate.settings().bounds().head());
    }
    int status = loop.response.status();
    if (fault != null || status == 101 || (status < 200 && (isLast || ++interims > MOST_INTERIM))) {
      invalid();
    } else if (status < 200) {
      current.interim(loop.response);
      connection.touch(this);
    } else {
      Framing framing = loop.response.framing(method);
      left = framing == Framing.LENGTH ? loop.response.length() : framing == Framing.NONE ? 0 : -1;
      hasHead = true;
      isWhole = isLast;
      expect(loop.gate.settings().times().stream());
      current.responded(loop.response, framing);
      advance();
    }
  }

  private void trailers(Http2Headers fields) {
    FieldLines read = Trailers.of(fields, loop.names);
    if (read == null || left > 0) {
      invalid();
      return;
    }
    trailers = read.count() == 0 ? null : read;
    isWhole = true;
    advance();
  }

  /// A part of the answer came.
  ///
  /// @return octets of it that need no room any more
  int body(ByteBuf data, boolean isLast) {
    int octets = data.readableBytes();
    if (call == null) {
      return octets;
    }
    boolean fits = left < 0 || (isLast ? octets == left : octets <= left);
    if (!hasHead || !fits) {
      invalid();
      return octets;
    }
    left = left < 0 ? left : left - octets;
    isWhole = isLast;
    keep(data);
    expect(loop.gate.settings().times().stream());
    advance();
    return 0;
  }

  private void advance() {
    connection.touch(this);
    feed();
  }

  /// Hands what was read to the caller's socket.
  void flushDown() {
    if (call != null) {
      call.flushDown();
    }
  }

  @Override
  public void feed() {
    Exchange current = call;
    if (isFeeding || current == null || !hasHead) {
      return;
    }
    isFeeding = true;
    ByteBuf part = pending;
    if (part != null && current.takesResponse()) {
      pending = null;
      int octets = part.readableBytes();
      current.responseData(part);
      giveBack(octets);
    }
    isFeeding = false;
    if (call != null && isWhole && pending == null) {
      call = null;
      connection.used();
      current.responseEnd(trailers, true);
    }
  }

  /// What came is no answer.
  private void invalid() {
    Exchange current = call;
    call = null;
    var _ = stop(Http2Error.PROTOCOL_ERROR);
    if (current != null) {
      current.invalid();
    }
  }

  @Override
  void failed() {
    invalid();
  }

  @Override
  void tooMuchBehind() {
    invalid();
  }

  /// The upstream reset it.
  void wasReset(long error) {
    isUnseen = error == Http2Error.REFUSED_STREAM.code();
  }

  @Override
  void wake() {
    if (call != null && isWritable()) {
      call.upstreamWritable();
    }
  }

  @Override
  void late() {
    if (call != null) {
      call.upstreamLate();
    } else {
      var _ = stop(Http2Error.CANCEL);
    }
  }

  @Override
  void closed() {
    expectNothing();
    Exchange current = call;
    if (current != null && !isWhole) {
      call = null;
      leave();
      current.upstreamGone(isUnseen || stream.id() > connection.lastTaken());
    }
  }

  /// Its connection speaks no HTTP/2 any more.
  void broken() {
    Exchange current = call;
    if (current != null && !isWhole) {
      call = null;
      leave();
      drop();
      current.invalid();
    }
  }

  @Override
  public void release() {
    call = null;
    leave();
    if (!isBegun) {
      drop();
    } else if (stream.state() == Http2Stream.State.OPEN) {
      // The rest of its request waits for the upstream to take it.
      expect(loop.gate.settings().times().stream());
    }
  }

  @Override
  public void abandon() {
    call = null;
    var _ = stop(Http2Error.CANCEL);
  }

  @Override
  public ChannelFuture cut() {
    call = null;
    ChannelFuture told = stop(Http2Error.CANCEL);
    connection.insist(told);
    return told;
  }

  /// Ends it, if it is not over; what is on its way to it needs no excuse.
  private ChannelFuture stop(Http2Error why) {
    leave();
    if (!isClosed()) {
      connection.earn(Http2UpstreamConnection.STREAM_WINDOW);
    }
    ChannelFuture told = resetTelling(why);
    connection.flush();
    return told;
  }

  private void leave() {
    if (!isOver) {
      isOver = true;
      expectNothing();
      empty();
      loop.gate.counters().upstreamStreams.decrementAndGet();
    }
  }

  @Override
  public void tunnelUp(ByteBuf data) {
    data.release();
    throw noTunnel();
  }

  @Override
  public void tunnelEnd() {
    throw noTunnel();
  }

  private static IllegalStateException noTunnel() {
    return new IllegalStateException("a stream becomes no WebSocket");
  }
}
