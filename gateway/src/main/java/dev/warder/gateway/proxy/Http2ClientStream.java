package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.wire.Fault;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.gateway.wire.ResponseHead;
import dev.warder.gateway.wire.Trailers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/// A call on a stream of HTTP/2. Confined to its event loop.
///
/// Guarantees a body whose length was told is passed on whole only with its end: the part that
/// completes it waits for the last frame; the end of an answer is never written behind one that was
/// cut short
final class Http2ClientStream extends Http2End implements CallerSide {
  /// The most of a refused call's body that is read so that the caller hears the refusal.
  private static final int MOST_DRAINED = 64 << 10;

  /// What a body has to bring in the time that a part of it may take.
  private static final int LEAST_BROUGHT = 1 << 10;

  private static final Refusal LATE =
      Refusal.of(GateCode.REQUEST_TIMEOUT, "Send it in one go, or less at a time.");

  private final Http2ClientConnection connection;
  private @Nullable Exchange call;

  /// Octets of a body whose length was told that are still to come; -1 if none was.
  private long left = -1;

  private @Nullable FieldLines trailers;
  private boolean isWhole;
  private boolean isHandedOn;
  private boolean isAdvancing;
  private boolean isHeldUp;
  private int brought;
  private int drained;
  private boolean isEnded;

  Http2ClientStream(Loop loop, Http2ClientConnection connection, Http2Stream stream) {
    super(loop, connection, stream);
    this.connection = connection;
  }

  /// A call begins.
  ///
  /// @param hasNoBody whether its head was all of it
  void begin(RequestHead request, boolean hasNoBody) {
    isWhole = hasNoBody;
    isHandedOn = hasNoBody;
    left = request.framing() == Framing.LENGTH ? request.length() : -1;
    if (hasNoBody) {
      expectReader();
    } else {
      expectBody();
    }
    Exchange begun = new Exchange(loop, this, request);
    call = begun;
    begun.judge(request);
  }

  /// Its head can be read in more than one way.
  void malformed(Fault fault, boolean hasNoBody) {
    isWhole = hasNoBody;
    loop.gate.counters().malformed.increment();
    ObservedCall.malformed(loop.gate, peer().address(), fault);
    refuse(fault.refusal(), "GET");
    if (hasNoBody) {
      expectEnd();
    } else {
      giveUp();
    }
    connection.penalize();
  }

  /// A part of the body came.
  ///
  /// @return octets of it that need no room any more
  int body(ByteBuf data, boolean isLast) {
    int octets = data.readableBytes();
    isWhole = isLast;
    if (call == null) {
      drained += octets;
      if (!isLast && drained > MOST_DRAINED) {
        reset(Http2Error.NO_ERROR);
      }
      return octets;
    }
    if (left >= 0) {
      left -= octets;
    }
    keep(data);
    brought += octets;
    if (brought >= LEAST_BROUGHT && !isHeldUp) {
      expectBody();
    }
    advance();
    return 0;
  }

  /// Fields came behind the body, and end it.
  void trailers(Http2Headers fields) {
    isWhole = true;
    if (call == null) {
      return;
    }
    FieldLines read = Trailers.of(fields, loop.names);
    if (read == null) {
      broken(Fault.TRAILER);
      return;
    }
    trailers = read.count() == 0 ? null : read;
    advance();
  }

  /// What goes on is no body.
  private void broken(Fault fault) {
    Exchange current = call;
    if (current != null) {
      current.bodyBroken(fault);
    }
    giveUp();
    connection.penalize();
  }

  @Override
  void failed() {
    broken(Fault.LENGTH);
  }

  @Override
  void tooMuchBehind() {
    broken(Fault.TRAILER);
  }

  /// What was answered is sent, and the stream is over.
  private void giveUp() {
    connection.flushNow();
    reset(Http2Error.PROTOCOL_ERROR);
  }

  @Override
  public void advance() {
    if (isAdvancing) {
      return;
    }
    isAdvancing = true;
    Exchange current = call;
    if (current != null && !isHandedOn) {
      pass(current);
    }
    isAdvancing = false;
  }

  private void pass(Exchange current) {
    if (!current.takesBody()) {
      if (!isHeldUp && (isWhole || pending != null)) {
        // From here on it is the upstream who does not go on.
        isHeldUp = true;
        expect(loop.gate.settings().times().response());
      }
      return;
    }
    if (isHeldUp) {
      expectBody();
    }
    ByteBuf part = pending;
    if (part != null && (left != 0 || isWhole)) {
      pending = null;
      int octets = part.readableBytes();
      current.body(part);
      giveBack(octets);
    }
    if (call == current && isWhole && pending == null) {
      isHandedOn = true;
      expectReader();
      current.bodyDone(trailers);
    } else if (call == current) {
      current.flushUp();
    }
  }

  /// A body that trickles holds a stream like one that stands still: only what brings something
  /// wins time.
  private void expectBody() {
    brought = 0;
    isHeldUp = false;
    expect(loop.gate.settings().times().arrival());
  }

  private void expectReader() {
    if (isWritable()) {
      expectNothing();
    } else {
      expect(loop.gate.settings().times().stream());
    }
  }

  /// What is left is to be taken by the caller, or to be sent by it.
  private void expectEnd() {
    GateSettings.Times times = loop.gate.settings().times();
    expect(isWhole ? times.stream() : times.arrival());
  }

  @Override
  void late() {
    Exchange current = call;
    if (current == null) {
      reset(isWhole ? Http2Error.CANCEL : Http2Error.NO_ERROR);
    } else if (isHandedOn) {
      current.late(LATE);
    } else if (isHeldUp && isWritable()) {
      current.upstreamLate();
    } else if (connection.isStarved() && pending == null) {
      // Others use up the room of all; who has a part of it is one of them.
      expectBody();
    } else {
      current.late(LATE);
    }
    connection.flush();
  }

  @Override
  void wake() {
    if (call != null && isWritable()) {
      if (isHandedOn) {
        expectNothing();
      }
      call.clientWritable();
    }
  }

  @Override
  void closed() {
    expectNothing();
    empty();
    Exchange current = call;
    call = null;
    if (current != null && !isEnded) {
      current.clientGone();
    }
  }

  @Override
  public Peer peer() {
    return connection.peer();
  }

  @Override
  public void interim(ResponseHead response) {
    write(Http2ResponseWriter.interim(response), false);
  }

  @Override
  public void respond(ResponseHead response, Framing how, Ruling.@Nullable Overlap overlap) {
    begin(Http2ResponseWriter.head(response, how, overlap), how);
  }

  @Override
  public void end(@Nullable FieldLines fields) {
    isEnded = true;
    super.end(fields);
  }

  @Override
  public void flush() {
    super.flush();
    if (isHandedOn && call != null && deadlineNanos() == Watched.NEVER) {
      expectReader();
    }
  }

  @Override
  public void refuse(Refusal refusal, String method) {
    isEnded = true;
    boolean hasBody = !method.equals("HEAD");
    write(Http2ResponseWriter.refusal(refusal), !hasBody);
    if (hasBody) {
      write(Unpooled.wrappedBuffer(refusal.body()), true);
    }
    connection.flush();
  }

  @Override
  public void answered() {
    call = null;
    int octets = pending == null ? 0 : pending.readableBytes();
    drained = octets;
    empty();
    giveBack(octets);
    expectEnd();
  }

  @Override
  public void abort() {
    call = null;
    reset(Http2Error.INTERNAL_ERROR);
    connection.flush();
  }

  @Override
  public ChannelFuture cut() {
    call = null;
    ChannelFuture told = resetTelling(Http2Error.CANCEL);
    connection.flush();
    connection.press(told);
    return told;
  }

  @Override
  public void switched(ResponseHead response) {
    throw noTunnel();
  }

  @Override
  public void tunnelDown(ByteBuf data) {
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
