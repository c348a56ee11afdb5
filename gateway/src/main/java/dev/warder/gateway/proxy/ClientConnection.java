package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.wire.BodyReader;
import dev.warder.gateway.wire.Fault;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.HeadScan;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.gateway.wire.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A caller's connection: reads one request after another, each only when the one before is
/// answered. Confined to its event loop.
///
/// Shape HEAD -> BODY -> RESPONSE -> HEAD …; DRAIN where a refused call's body is still to come;
/// LINGER before an end that the caller is to hear about
///
/// Guarantees a request that can be read in two ways is answered with a refusal and nothing is read
/// after it
final class ClientConnection extends Connection implements CallerSide {
  /// The most of a refused call's body that is read for the sake of the connection.
  private static final int MOST_DRAINED = 64 << 10;

  /// What a body has to bring in the time that a part of it may take.
  private static final int LEAST_BROUGHT = 1 << 10;

  /// What a caller sends first who speaks HTTP/2 without having agreed to.
  private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

  private static final int MOST_AHEAD = 64 << 10;
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final Refusal LATE =
      Refusal.of(GateCode.REQUEST_TIMEOUT, "Send it in one go, or less at a time.");

  private final Outlet outlet;
  private final SocketChannel socket;
  private final Peer peer;
  private final HeadScan scan = new HeadScan();
  private final BodyReader body;
  private State state = State.HEAD;
  private boolean isArriving;
  private int brought;
  private boolean isHeldUp;
  private boolean isTold;
  private boolean isFresh = true;
  private boolean hasServed;
  private @Nullable Exchange call;
  private boolean isOld;
  private boolean isKeptAlive;
  private boolean isExpecting;
  private ResponseWriter.After after = ResponseWriter.After.CLOSED;

  private enum State {
    HEAD,
    BODY,
    RESPONSE,
    DRAIN,
    TUNNEL,
    LINGER,
    CLOSED
  }

  ClientConnection(Loop loop, SocketChannel socket, Peer peer) {
    super(loop, socket);
    this.socket = socket;
    this.peer = peer;
    outlet = new Outlet(socket);
    body = new BodyReader(loop.names);
    expect(loop.gate.settings().times().arrival());
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public ByteBufAllocator alloc() {
    return channel.alloc();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (state == State.LINGER || state == State.CLOSED) {
      in.release();
    } else if (isFresh) {
      keep(in);
      first(context);
    } else if (state == State.TUNNEL && call != null) {
      call.tunnelUp(in);
      feed();
    } else {
      keep(in);
      advance();
    }
  }

  /// The first octets decide what is spoken.
  private void first(ChannelHandlerContext context) {
    ByteBuf in = pending;
    int known = in == null ? 0 : Math.min(in.readableBytes(), PREFACE.readableBytes());
    boolean isPreface =
        loop.gate.settings().http2()
            && !peer.isSecure()
            && in != null
            && ByteBufUtil.equals(in, in.readerIndex(), PREFACE, PREFACE.readerIndex(), known);
    if (isPreface && known == PREFACE.readableBytes()) {
      pending = null;
      var _ = giveWay(context, in);
    } else if (!isPreface) {
      isFresh = false;
      advance();
    }
  }

  /// The caller speaks HTTP/2.
  ///
  /// @param first octets that came; null if none did
  private Http2ClientConnection giveWay(ChannelHandlerContext context, @Nullable ByteBuf first) {
    state = State.CLOSED;
    Http2ClientConnection next = new Http2ClientConnection(loop, socket, peer, deadlineNanos());
    next.enter(context);
    loop.leave(this);
    if (first != null) {
      context.fireChannelRead(first);
    }
    var _ = channel.pipeline().remove(this);
    return next;
  }

  @Override
  boolean step() {
    return switch (state) {
      case HEAD -> head();
      case BODY -> body();
      case DRAIN -> drain();
      case RESPONSE, TUNNEL, LINGER, CLOSED -> false;
    };
  }

  @Override
  public void advance() {
    if (!takeSteps()) {
      return;
    }
    if (call != null) {
      call.flushUp();
    }
    feed();
  }

  private boolean head() {
    ByteBuf in = pending;
    if (in == null || !in.isReadable()) {
      return false;
    }
    GateSettings settings = loop.gate.settings();
    int first = in.getByte(in.readerIndex());
    if (first < 'A' || first > 'Z') {
      return refuseMalformed(Fault.METHOD);
    }
    int end = scan.end(in, settings.bounds().head());
    if (end > 0) {
      isArriving = false;
      Fault fault = loop.request.read(in, end);
      return fault == null ? begin(loop.request) : refuseMalformed(fault);
    }
    if (end == HeadScan.BARE) {
      return refuseMalformed(Fault.LINE_END);
    }
    if (scan.isInFirstLine() && in.readableBytes() > settings.bounds().target() + 64) {
      return refuseMalformed(Fault.TARGET_LENGTH);
    }
    if (end == HeadScan.LONG) {
      return refuseMalformed(Fault.HEAD_LENGTH);
    }
    if (!isArriving) {
      isArriving = true;
      if (hasServed) {
        // The time of the first head began with the connection.
        expect(settings.times().arrival());
      }
    }
    return false;
  }

  private boolean begin(RequestHead request) {
    body.use(loop.names);
    isOld = request.isOld();
    isKeptAlive = request.isKeptAlive();
    isExpecting = request.isExpecting();
    body.begin(request.framing(), request.length());
    state = body.isDone() ? State.RESPONSE : State.BODY;
    if (body.isDone()) {
      expectReader();
    } else {
      expectBody();
    }
    Exchange begun = new Exchange(loop, this, request);
    call = begun;
    begun.judge(request);
    return true;
  }

  private boolean body() {
    Exchange current = call;
    if (current == null) {
      return false;
    }
    if (!current.takesBody()) {
      // From here on it is the upstream who does not go on.
      isHeldUp = true;
      expect(loop.gate.settings().times().response());
      return false;
    }
    if (isHeldUp) {
      expectBody();
    }
    ByteBuf data = pending == null ? null : body.next(pending);
    if (data != null) {
      brought += data.readableBytes();
      if (brought >= LEAST_BROUGHT) {
        expectBody();
      }
      current.body(data);
      return true;
    }
    if (body.fault() != null) {
      current.bodyBroken(body.fault());
      return true;
    }
    if (body.isDone()) {
      state = State.RESPONSE;
      expectReader();
      current.bodyDone(body.trailers());
      return true;
    }
    return false;
  }

  /// A body that trickles holds a connection like one that stands still: only what brings something
  /// wins time.
  private void expectBody() {
    brought = 0;
    isHeldUp = false;
    expect(loop.gate.settings().times().arrival());
  }

  /// From here on it is the upstream who has deadlines, but for a caller that does not take what it
  /// is sent, or did not while it still sent.
  private void expectReader() {
    if (channel.isWritable()) {
      expectNothing();
    } else {
      expect(loop.gate.settings().times().stream());
    }
  }

  private boolean drain() {
    ByteBuf data = pending == null ? null : body.next(pending);
    if (data != null) {
      data.release();
      return true;
    }
    if (body.isDone()) {
      awaitNext();
      return true;
    }
    return body.fault() != null && close();
  }

  private boolean refuseMalformed(Fault fault) {
    loop.gate.counters().malformed.increment();
    ObservedCall.malformed(loop.gate, peer.address(), fault);
    state = State.RESPONSE;
    after = ResponseWriter.After.CLOSED;
    send(fault.refusal(), "GET");
    return linger();
  }

  @Override
  public void interim(ResponseHead response) {
    if (!isOld) {
      outlet.begin(ResponseWriter.interim(response, channel), Framing.NONE);
    }
  }

  @Override
  public void respond(ResponseHead response, Framing how, Ruling.@Nullable Overlap overlap) {
    Framing down = how;
    if (how == Framing.UNTIL_CLOSE || how == Framing.CHUNKED) {
      down = isOld ? Framing.UNTIL_CLOSE : Framing.CHUNKED;
    }
    boolean kept =
        isKeptAlive && body.isDone() && down != Framing.UNTIL_CLOSE && !loop.isStopping();
    after = kept ? ResponseWriter.After.KEPT : ResponseWriter.After.CLOSED;
    outlet.begin(ResponseWriter.write(response, down, after, overlap, channel), down);
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
  public void refuse(Refusal refusal, String method) {
    boolean goesOn = isKeptAlive && refusal.status() != 408;
    after = goesOn ? afterRefusal() : ResponseWriter.After.CLOSED;
    send(refusal, method);
  }

  /// How what is left of the request has to be treated if it is answered now.
  private ResponseWriter.After afterRefusal() {
    boolean bounded =
        body.isDone()
            || (body.framing() == Framing.LENGTH && body.left() <= MOST_DRAINED && !isExpecting);
    return bounded && !loop.isStopping() ? ResponseWriter.After.KEPT : ResponseWriter.After.CLOSED;
  }

  private void send(Refusal refusal, String method) {
    outlet.drop();
    outlet.begin(ResponseWriter.write(refusal, method, after, channel), Framing.NONE);
    outlet.flush();
  }

  @Override
  public void answered() {
    call = null;
    if (after == ResponseWriter.After.CLOSED || loop.isStopping()) {
      boolean _ = body.isDone() ? closeAfterWrites() : linger();
    } else if (state == State.RESPONSE) {
      awaitNext();
    } else {
      state = State.DRAIN;
      expect(loop.gate.settings().times().arrival());
    }
    advance();
  }

  private void awaitNext() {
    state = State.HEAD;
    hasServed = true;
    isArriving = false;
    scan.reset();
    if (loop.isStopping() && !hasPending()) {
      close();
    } else {
      expect(loop.gate.settings().times().idle());
    }
  }

  @Override
  public void switched(ResponseHead response) {
    outlet.begin(ResponseWriter.switching(response, channel), Framing.NONE);
    outlet.flush();
    state = State.TUNNEL;
    expectReader();
    ByteBuf ahead = pending;
    pending = null;
    if (ahead != null && call != null) {
      call.tunnelUp(ahead);
    }
  }

  @Override
  public void tunnelDown(ByteBuf data) {
    var _ = channel.writeAndFlush(data, channel.voidPromise());
  }

  @Override
  public void tunnelEnd() {
    call = null;
    boolean _ = closeAfterWrites();
  }

  private boolean closeAfterWrites() {
    state = State.CLOSED;
    expect(LINGER);
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    return false;
  }

  /// Ends with what was written heard: who closes while octets are unread resets the connection,
  /// and the caller loses the answer.
  private boolean linger() {
    state = State.LINGER;
    forget();
    scan.reset();
    expect(LINGER);
    var _ =
        channel
            .writeAndFlush(Unpooled.EMPTY_BUFFER)
            .addListener(written -> {
              isTold = true;
              shutOutput(socket);
            });
    return false;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done && !done.isSuccess()) {
      loop.gate.counters().handshakesFailed.increment();
    } else if (event instanceof SslHandshakeCompletionEvent && isFresh) {
      SslHandler tls = channel.pipeline().get(SslHandler.class);
      isFresh = false;
      if (tls != null && !peer.met(tls.engine().getSession(), loop, channel)) {
        close();
        return;
      }
      if (tls != null && ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
        giveWay(context, null).suit(tls.engine().getSession());
      }
    } else if (event == SslCloseCompletionEvent.SUCCESS) {
      // As the end of a plain connection.
      var _ = context.close();
    }
  }

  private boolean close() {
    state = State.CLOSED;
    var _ = channel.close();
    return false;
  }

  @Override
  public void abort() {
    outlet.drop();
    call = null;
    state = State.CLOSED;
    reset();
  }

  @Override
  public ChannelFuture cut() {
    abort();
    return channel.closeFuture();
  }

  @Override
  void stop() {
    if (state == State.HEAD && !hasPending()) {
      close();
    }
  }

  @Override
  void expired() {
    Exchange current = call;
    switch (state) {
      case HEAD -> {
        boolean _ = (isArriving || hasPending()) ? refuseLate() : close();
      }
      case BODY -> {
        if (current != null && (current.takesBody() || !channel.isWritable())) {
          current.late(LATE);
        } else if (current != null) {
          current.upstreamLate();
        }
      }
      case RESPONSE -> {
        if (current != null) {
          current.late(LATE);
        }
      }
      case DRAIN, TUNNEL -> {
        var _ = channel.close();
      }
      case LINGER, CLOSED -> {
        if (isTold) {
          var _ = channel.close();
        } else {
          reset();
        }
      }
    }
  }

  private boolean refuseLate() {
    loop.gate.counters().malformed.increment();
    ObservedCall.malformed(loop.gate, peer.address(), LATE.code(), LATE.status());
    after = ResponseWriter.After.CLOSED;
    send(LATE, "GET");
    return linger();
  }

  @Override
  boolean isHungry() {
    return switch (state) {
      case HEAD, DRAIN, LINGER, CLOSED -> true;
      case BODY -> call != null && call.takesBody();
      case RESPONSE -> pending == null || pending.readableBytes() < MOST_AHEAD;
      case TUNNEL -> call != null && call.takesBody();
    };
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (state == State.RESPONSE || state == State.TUNNEL) {
      expectReader();
    }
    if (call != null) {
      call.clientWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    state = State.CLOSED;
    loop.leave(this);
    Exchange current = call;
    call = null;
    if (current != null) {
      current.clientGone();
    }
    outlet.drop();
    forget();
  }
}
