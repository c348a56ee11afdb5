package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Answer;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.wire.Fault;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.gateway.wire.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One call, from its head to the end of its answer: judged, sent, answered, observed. Confined to
/// its event loop.
///
/// Guarantees it is sent to the upstream at most once, but for one that changes nothing, has no
/// body, and met a pooled connection that had ended: that one is sent once more. A connection is
/// used again only where request and response both ended as they said
final class Exchange {
  private static final Refusal UNREACHABLE =
      Refusal.of(GateCode.UPSTREAM_UNREACHABLE, "It takes no connection, or ended it unanswered.");
  private static final Refusal INVALID =
      Refusal.of(GateCode.UPSTREAM_INVALID, "Its operator has to look at what it sends.");
  private static final Refusal LATE =
      Refusal.of(GateCode.UPSTREAM_TIMEOUT, "It may still do what was asked.");
  private static final Refusal FULL =
      Refusal.of(GateCode.OVERLOADED, "Too many calls are under way. Try again.");

  /// Neighbours among the open calls of the same key.
  @Nullable Exchange previous;

  @Nullable Exchange next;

  private final Loop loop;
  private final CallerSide client;
  private final ObservedCall observed;
  private final String method;
  private final Framing framing;
  private final boolean isWebSocket;
  private Phase phase = Phase.NEW;
  private String key = "";
  private long endMicros = Ruling.NEVER;
  private Ruling.@Nullable Overlap overlap;
  private @Nullable ByteBuf head;
  private @Nullable UpstreamConnection upstream;
  private boolean isSent;
  private boolean isAnswered;

  private enum Phase {
    NEW,
    /// A ruling is to come.
    WAITING,
    CONNECTING,
    OPEN,
    TUNNEL,
    DONE
  }

  Exchange(Loop loop, CallerSide client, RequestHead request) {
    this.loop = loop;
    this.client = client;
    method = request.method();
    framing = request.framing();
    isWebSocket = request.isWebSocket();
    Peer peer = client.peer();
    observed =
        new ObservedCall(
            loop.gate, request, peer.source(request), peer.fingerprint(), loop.gate.micros());
  }

  String key() {
    return key;
  }

  String method() {
    return method;
  }

  boolean isWebSocket() {
    return isWebSocket;
  }

  /// Has it judged, and sends it or answers it.
  void judge(RequestHead request) {
    Answer answer = Judging.judge(loop, request, observed, client.peer());
    observed.query(request, loop.credentials);
    observed.body(request);
    switch (answer) {
      case Ruling ruling -> {
        if (passes(ruling)) {
          head = RequestWriter.write(request, loop, client, ruling);
          begin();
        }
      }
      case Answer.Later later -> {
        observed.waits(later);
        phase = Phase.WAITING;
        head = RequestWriter.begin(request, loop, client);
        Judging.await(loop, later, this::settle);
      }
    }
  }

  /// The ruling is there that was to come.
  private void settle(Supplier<Ruling> known) {
    ByteBuf begun = head;
    if (phase != Phase.WAITING || begun == null) {
      return;
    }
    Ruling ruling = known.get();
    if (passes(ruling)) {
      RequestWriter.end(begun, ruling);
      begin();
      client.advance();
    }
  }

  /// Takes a ruling; answers the call if it goes no further.
  private boolean passes(Ruling ruling) {
    observed.ruled(ruling);
    if (ruling.refusal() != null) {
      refuse(ruling.refusal());
      return false;
    }
    if (!ruling.key().isEmpty()) {
      key = ruling.key();
      endMicros = ruling.endMicros();
      loop.open.enter(this);
    }
    overlap = ruling.overlap();
    return true;
  }

  private void begin() {
    isSent = framing == Framing.NONE;
    UpstreamConnection standing = loop.pool.take();
    if (standing == null) {
      connect();
    } else {
      attach(standing);
    }
  }

  private void connect() {
    phase = Phase.CONNECTING;
    if (!loop.pool.connect(this)) {
      refuse(FULL);
    }
  }

  /// A connection stands that was asked for.
  void connected(UpstreamConnection connection) {
    if (phase == Phase.CONNECTING) {
      attach(connection);
      client.advance();
    } else {
      loop.pool.give(connection);
    }
  }

  /// None could be made.
  void unconnected() {
    if (phase == Phase.CONNECTING) {
      refuse(UNREACHABLE);
    }
  }

  private void attach(UpstreamConnection connection) {
    ByteBuf first = head;
    if (first == null) {
      throw new IllegalStateException("a head was sent that cannot be sent again");
    }
    upstream = connection;
    phase = Phase.OPEN;
    connection.begin(this);
    if (connection.wasUsed() && isRepeatable()) {
      first = first.retainedDuplicate();
    } else {
      head = null;
    }
    connection.outlet.begin(first, framing);
    if (isSent) {
      connection.outlet.end(null);
      connection.expect(loop.gate.settings().times().response());
    }
    connection.outlet.flush();
  }

  private boolean isRepeatable() {
    return isSent
        && !isWebSocket
        && switch (method) {
          case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
          default -> false;
        };
  }

  /// Whether more of the request can be sent.
  boolean takesBody() {
    return upstream != null && upstream.channel.isWritable();
  }

  void body(ByteBuf data) {
    observed.received(data);
    if (upstream == null) {
      data.release();
    } else {
      upstream.outlet.data(data);
    }
  }

  void bodyDone(@Nullable FieldLines trailers) {
    isSent = true;
    if (upstream != null) {
      observed.receivedAll();
      upstream.outlet.end(trailers);
      upstream.outlet.flush();
      if (!isAnswered) {
        upstream.expect(loop.gate.settings().times().response());
      }
    }
  }

  /// What goes on is no body: neither side is believed any further.
  void bodyBroken(Fault fault) {
    loop.gate.counters().malformed.increment();
    observed.broke("malformed_body");
    fail(fault.refusal());
  }

  void flushUp() {
    if (upstream != null) {
      upstream.outlet.flush();
    }
  }

  void flushDown() {
    client.flush();
  }

  /// Whether more of the response can be passed on.
  boolean takesResponse() {
    return client.isWritable();
  }

  void clientWritable() {
    if (upstream != null) {
      upstream.feed();
    }
  }

  void upstreamWritable() {
    client.advance();
  }

  /// A head that says that the final one is still to come.
  void interim(ResponseHead response) {
    client.interim(response);
  }

  /// The head of the response.
  void responded(ResponseHead response, Framing how) {
    isAnswered = true;
    observed.answered(response.status());
    client.respond(response, how, overlap);
  }

  void responseData(ByteBuf data) {
    observed.sent(data.readableBytes());
    client.data(data);
  }

  /// All of the response was read.
  ///
  /// @param isClean whether the connection can be used again, as far as the response goes
  void responseEnd(@Nullable FieldLines trailers, boolean isClean) {
    client.end(trailers);
    client.flush();
    UpstreamConnection used = upstream;
    upstream = null;
    if (used != null) {
      if (isClean && isSent) {
        loop.pool.give(used);
      } else {
        used.abandon();
      }
    }
    finish();
  }

  /// The upstream agreed to a WebSocket.
  void switched(ResponseHead response) {
    isAnswered = true;
    phase = Phase.TUNNEL;
    observed.answered(response.status());
    if (upstream != null) {
      upstream.expect(loop.gate.settings().times().stream());
    }
    client.switched(response);
  }

  void tunnelUp(ByteBuf data) {
    observed.received(data.readableBytes());
    if (upstream == null) {
      data.release();
    } else {
      upstream.expect(loop.gate.settings().times().stream());
      var _ = upstream.channel.writeAndFlush(data, upstream.channel.voidPromise());
    }
  }

  void tunnelDown(ByteBuf data) {
    observed.sent(data.readableBytes());
    client.tunnelDown(data);
  }

  /// The upstream's connection ended before its response did.
  void upstreamGone() {
    upstream = null;
    if (!isAnswered && head != null) {
      loop.gate.counters().retried.increment();
      connect();
    } else if (phase == Phase.TUNNEL) {
      over();
      client.tunnelEnd();
    } else {
      observed.broke("upstream_ended");
      fail(UNREACHABLE);
    }
  }

  /// The upstream sent what is no response.
  void invalid() {
    observed.broke("upstream_invalid");
    fail(INVALID);
  }

  /// The upstream does not answer, or does not go on.
  void upstreamLate() {
    if (phase == Phase.WAITING) {
      settle(() -> Judging.unsettled(loop));
      return;
    }
    if (isAnswered && !takesResponse() && upstream != null) {
      // It is the caller who does not go on, and has a deadline of its own.
      upstream.expect(loop.gate.settings().times().stream());
      return;
    }
    observed.broke("upstream_late");
    fail(LATE);
  }

  /// The caller does not go on.
  void late(Refusal refusal) {
    observed.broke("client_late");
    fail(refusal);
  }

  /// The caller is gone.
  void clientGone() {
    UpstreamConnection used = upstream;
    upstream = null;
    if (used != null && phase == Phase.TUNNEL) {
      used.end();
    } else if (used != null) {
      observed.broke("client_ended");
      used.abandon();
    } else {
      observed.broke("client_ended");
    }
    over();
  }

  /// It is still open.
  void goesOn(long nowNanos) {
    observed.goesOn(nowNanos);
  }

  /// Whether what its caller showed counts no more.
  boolean isOver(long nowMicros) {
    ShownCertificate shown = client.peer().certificate();
    return nowMicros >= endMicros || (shown != null && !shown.holds(nowMicros));
  }

  /// Its key has ended: both sides are ended at once.
  void cut(List<ChannelFuture> closing) {
    loop.gate.counters().cut.increment();
    observed.broke("cut");
    UpstreamConnection used = upstream;
    upstream = null;
    if (used != null) {
      closing.add(used.channel.closeFuture());
      used.abort();
    }
    over();
    closing.add(client.cut());
  }

  /// Tells the caller what went wrong, if it was not answered yet; else cuts the answer short, so
  /// that it cannot be taken for a whole one.
  private void fail(Refusal refusal) {
    UpstreamConnection used = upstream;
    upstream = null;
    if (used != null) {
      used.abandon();
    }
    if (isAnswered) {
      over();
      client.abort();
    } else {
      refuse(refusal);
    }
  }

  private void refuse(Refusal refusal) {
    observed.answered(refusal.status());
    observed.sent(method.equals("HEAD") ? 0 : refusal.body().length);
    client.refuse(refusal, method);
    finish();
  }

  private void finish() {
    over();
    client.answered();
  }

  private void over() {
    if (phase == Phase.DONE) {
      return;
    }
    phase = Phase.DONE;
    if (head != null) {
      head.release();
      head = null;
    }
    if (!key.isEmpty()) {
      loop.open.leave(this);
    }
    observed.end();
  }
}
