package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.wire.BodyReader;
import dev.warder.gateway.wire.Fault;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.HeadScan;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.model.Source;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
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
final class ClientConnection extends Connection {
  /// The most of a refused call's body that is read for the sake of the connection.
  private static final int MOST_DRAINED = 64 << 10;

  /// What a body has to bring in the time that a part of it may take.
  private static final int LEAST_BROUGHT = 1 << 10;

  private static final int MOST_AHEAD = 64 << 10;
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final Refusal LATE =
      Refusal.of(GateCode.REQUEST_TIMEOUT, "Send it in one go, or less at a time.");

  final Outlet outlet;
  private final SocketChannel socket;
  private final String peer;
  private final boolean isSecure;
  private final HeadScan scan = new HeadScan();
  private final BodyReader body;
  private State state = State.HEAD;
  private boolean isArriving;
  private int brought;
  private boolean isHeldUp;
  private boolean isTold;
  private boolean hasServed;
  private @Nullable Exchange call;
  private @Nullable Source source;
  private String fingerprint = "";

  private enum State {
    HEAD,
    BODY,
    RESPONSE,
    DRAIN,
    TUNNEL,
    LINGER,
    CLOSED
  }

  ClientConnection(Loop loop, SocketChannel socket, boolean isSecure) {
    super(loop, socket);
    this.socket = socket;
    this.isSecure = isSecure;
    InetSocketAddress address = socket.remoteAddress();
    peer =
        address == null || address.getAddress() == null
            ? ""
            : address.getAddress().getHostAddress();
    outlet = new Outlet(socket);
    body = new BodyReader(loop.names);
    expect(loop.gate.settings().times().arrival());
  }

  /// Where a call comes from.
  Source source(RequestHead request) {
    int hops = loop.gate.settings().trustedHops();
    if (hops > 0) {
      return loop.gate.enricher().source(ForwardedChain.address(request.fields(), hops, peer), "");
    }
    Source known = source;
    if (known == null) {
      known = loop.gate.enricher().source(peer, "");
      source = known;
    }
    return known;
  }

  /// The address that connected.
  String peer() {
    return peer;
  }

  /// Whether it speaks TLS.
  boolean isSecure() {
    return isSecure;
  }

  /// What its first words told of its software (JA4); empty if nothing.
  String fingerprint() {
    return fingerprint;
  }

  void introduced(String as) {
    fingerprint = as;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (state == State.LINGER || state == State.CLOSED) {
      in.release();
    } else if (state == State.TUNNEL && call != null) {
      call.tunnelUp(in);
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
      case DRAIN -> drain();
      case RESPONSE, TUNNEL, LINGER, CLOSED -> false;
    };
  }

  /// Uses what there is, as far as it goes.
  void advance() {
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
    ObservedCall.malformed(loop.gate, peer, fault);
    state = State.RESPONSE;
    send(fault.refusal(), "GET", ResponseWriter.After.CLOSED);
    return linger();
  }

  /// Whether the request has arrived whole.
  boolean isWhole() {
    return body.isDone();
  }

  /// How what is left of the request has to be treated if it is answered now.
  ResponseWriter.After after(boolean isExpecting) {
    boolean bounded =
        body.isDone()
            || (body.framing() == Framing.LENGTH && body.left() <= MOST_DRAINED && !isExpecting);
    return bounded && !loop.isStopping() ? ResponseWriter.After.KEPT : ResponseWriter.After.CLOSED;
  }

  void send(Refusal refusal, String method, ResponseWriter.After after) {
    outlet.drop();
    outlet.begin(ResponseWriter.write(refusal, method, after, channel), Framing.NONE);
    outlet.flush();
  }

  /// The call is answered.
  void answered(ResponseWriter.After after) {
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

  /// The connection is a WebSocket from now on.
  void tunnel() {
    state = State.TUNNEL;
    expectReader();
    ByteBuf ahead = pending;
    pending = null;
    if (ahead != null && call != null) {
      call.tunnelUp(ahead);
    }
  }

  /// Ends once what was written is on its way.
  void end() {
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
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> shutDown());
    return false;
  }

  private void shutDown() {
    SslHandler tls = isSecure ? channel.pipeline().get(SslHandler.class) : null;
    if (tls == null) {
      shutOutput();
    } else {
      // The caller is told first that nothing more comes.
      var _ = tls.closeOutbound().addListener(told -> shutOutput());
    }
  }

  private void shutOutput() {
    isTold = true;
    var _ = socket.shutdownOutput();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done && !done.isSuccess()) {
      loop.gate.counters().handshakesFailed.increment();
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

  /// Ends at once, whatever is on its way, so that nobody takes it for whole.
  void abort() {
    outlet.drop();
    call = null;
    state = State.CLOSED;
    reset();
  }

  /// Nothing new is taken.
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
    ObservedCall.malformed(loop.gate, peer, LATE.code(), LATE.status());
    send(LATE, "GET", ResponseWriter.After.CLOSED);
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
