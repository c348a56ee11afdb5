package dev.warder.gateway.proxy;

import dev.warder.gateway.wire.BodyReader;
import dev.warder.gateway.wire.Fault;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.HeadScan;
import dev.warder.gateway.wire.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import org.jspecify.annotations.Nullable;

/// A connection to the upstream that speaks HTTP/1.1: reads the response of the one call that has
/// it. Confined to its event loop.
///
/// Guarantees octets that come while no call has it, or behind the end of a response, end it: they
/// would be read as the answer to the next call
final class UpstreamConnection extends Connection implements UpstreamSide {
  private final UpstreamPool pool;
  private final Outlet outlet;
  private final HeadScan scan = new HeadScan();
  private final BodyReader body;
  private State state = State.IDLE;
  private boolean isKeptAlive;
  private boolean wasUsed;
  private boolean hasEndedWell;
  private @Nullable Exchange call;

  private enum State {
    IDLE,
    HEAD,
    BODY,
    TUNNEL,
    CLOSED
  }

  UpstreamConnection(Loop loop, Channel channel, UpstreamPool pool) {
    super(loop, channel);
    this.pool = pool;
    outlet = new Outlet(channel);
    body = new BodyReader(loop.names);
    // Anybody on the way can end a connection, and who ends one that is encrypted well says so.
    hasEndedWell = loop.gate.upstreamTls() == null;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == SslCloseCompletionEvent.SUCCESS) {
      hasEndedWell = true;
      var _ = context.close();
    }
  }

  /// One that never stood is never inactive either: it counts from here.
  @Override
  public void channelActive(ChannelHandlerContext context) {
    loop.enter(this);
  }

  @Override
  public boolean wasUsed() {
    return wasUsed;
  }

  @Override
  public boolean tellsUnseen() {
    return false;
  }

  @Override
  public void begin(Exchange taker, ByteBuf head, Framing framing) {
    call = taker;
    state = State.HEAD;
    scan.reset();
    expectNothing();
    outlet.begin(head, framing);
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void data(ByteBuf data) {
    outlet.data(data);
  }

  @Override
  public void end(@Nullable FieldLines trailers) {
    outlet.end(trailers);
  }

  @Override
  public void flush() {
    outlet.flush();
  }

  @Override
  public void release() {
    pool.give(this);
  }

  @Override
  public void abandon() {
    call = null;
    state = State.CLOSED;
    outlet.drop();
    var _ = channel.close();
  }

  @Override
  public ChannelFuture cut() {
    call = null;
    state = State.CLOSED;
    outlet.drop();
    reset();
    return channel.closeFuture();
  }

  @Override
  public void tunnelUp(ByteBuf data) {
    expect(loop.gate.settings().times().stream());
    var _ = channel.writeAndFlush(data, channel.voidPromise());
  }

  @Override
  public void tunnelEnd() {
    call = null;
    state = State.CLOSED;
    expect(loop.gate.settings().times().arrival());
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (call == null) {
      in.release();
      var _ = channel.close();
    } else if (state == State.TUNNEL) {
      expect(loop.gate.settings().times().stream());
      call.tunnelDown(in);
      feed();
    } else {
      keep(in);
      advance();
    }
  }

  @Override
  boolean step() {
    return switch (state) {
      case HEAD -> head();
      case BODY -> body();
      case IDLE, TUNNEL, CLOSED -> false;
    };
  }

  private void advance() {
    if (!takeSteps()) {
      return;
    }
    if (state == State.CLOSED) {
      forget();
    }
    if (call != null) {
      call.flushDown();
    }
    feed();
  }

  private boolean head() {
    ByteBuf in = pending;
    Exchange current = call;
    if (in == null || current == null) {
      return false;
    }
    int end = scan.end(in, loop.gate.settings().bounds().head());
    if (end == HeadScan.MORE) {
      return false;
    }
    ResponseHead response = loop.response;
    Fault fault = end < 0 ? Fault.LINE_END : response.read(in, end);
    if (fault != null || (response.status() == 101 && !current.isWebSocket())) {
      current.invalid();
      return false;
    }
    if (response.status() == 101) {
      state = State.TUNNEL;
      current.switched(response);
      return tunnelRest(current);
    }
    if (response.status() < 200) {
      current.interim(response);
      return true;
    }
    Framing framing = response.framing(current.method());
    isKeptAlive = response.isKeptAlive() && framing != Framing.UNTIL_CLOSE;
    body.begin(framing, response.length());
    state = State.BODY;
    expect(loop.gate.settings().times().stream());
    current.responded(response, framing);
    return true;
  }

  private boolean tunnelRest(Exchange current) {
    ByteBuf rest = pending;
    pending = null;
    if (rest != null && rest.isReadable()) {
      current.tunnelDown(rest);
    } else if (rest != null) {
      rest.release();
    }
    return false;
  }

  private boolean body() {
    Exchange current = call;
    if (current == null) {
      return false;
    }
    ByteBuf data = pending == null ? null : body.next(pending);
    if (data != null) {
      expect(loop.gate.settings().times().stream());
      current.responseData(data);
      return true;
    }
    if (body.fault() != null) {
      current.invalid();
    } else if (body.isDone()) {
      ended(current);
    }
    return false;
  }

  private void ended(Exchange current) {
    boolean clean = isKeptAlive && !hasPending();
    forget();
    call = null;
    wasUsed = true;
    state = State.IDLE;
    expectNothing();
    current.responseEnd(body.trailers(), clean);
  }

  @Override
  void expired() {
    if (call != null) {
      call.upstreamLate();
    } else {
      var _ = channel.close();
    }
  }

  @Override
  boolean isHungry() {
    return call == null || call.takesResponse();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (call != null && channel.isWritable()) {
      call.upstreamWritable();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // What ends so has not ended well, even where the end is what ends the body.
    if (state == State.BODY && call != null) {
      Exchange current = call;
      call = null;
      current.upstreamGone(false);
    }
    super.exceptionCaught(context, cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.leave(this);
    pool.forget(this);
    Exchange current = call;
    call = null;
    if (current != null) {
      if (state == State.BODY && body.framing() == Framing.UNTIL_CLOSE && hasEndedWell) {
        current.responseEnd(null, false);
      } else {
        current.upstreamGone(false);
      }
    }
    state = State.CLOSED;
    outlet.drop();
    forget();
  }
}
