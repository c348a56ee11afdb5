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
/// body, and met a connection of before that had ended: that one is sent once more; and one of
/// which the upstream says that it never looked at it: that one at most [#MOST_UNSEEN] times more,
/// unless its body is larger than [#MOST_KEPT]. A connection of HTTP/1.1 is used again only where
/// request and response both ended as they said
final class Exchange {
  private static final Refusal INVALID =
      Refusal.of(GateCode.UPSTREAM_INVALID, "Its operator has to look at what it sends.");
  private static final Refusal LATE =
      Refusal.of(GateCode.UPSTREAM_TIMEOUT, "It may still do what was asked.");
  static final Refusal FULL =
      Refusal.of(GateCode.OVERLOADED, "Too many calls are under way. Try again.");

  /// How often a call is sent again at which the upstream did not look.
  private static final int MOST_UNSEEN = 3;

  /// The most octets of a body that are kept until the call is answered.
  private static final int MOST_KEPT = 16 << 10;

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

  /// What was sent of the body, as long as all can be sent again.
  private @Nullable ByteBuf kept;

  private @Nullable UpstreamSide upstream;
  private int attempts;
  private boolean isRepeated;
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
    UpstreamSide standing = upstreams().take();
    if (standing == null) {
      connect();
    } else {
      attach(standing);
    }
  }

  /// What becomes a WebSocket begins as HTTP/1.1.
  private Upstreams upstreams() {
    return isWebSocket ? loop.pool : loop.upstreams;
  }

  private void connect() {
    phase = Phase.CONNECTING;
    if (!upstreams().connect(this)) {
      refuse(FULL);
    }
  }

  /// Whether a connection is waited for.
  boolean isConnecting() {
    return phase == Phase.CONNECTING;
  }

  /// A connection stands that was asked for.
  void connected(UpstreamSide side) {
    if (phase == Phase.CONNECTING) {
      attach(side);
      client.advance();
    } else {
      side.release();
    }
  }

  /// None could be made.
  void unconnected(Refusal why) {
    if (phase == Phase.CONNECTING) {
      refuse(why);
    }
  }

  private void attach(UpstreamSide side) {
    ByteBuf first = head;
    if (first == null) {
      throw new IllegalStateException("a head was sent that cannot be sent again");
    }
    upstream = side;
    phase = Phase.OPEN;
    attempts++;
    isRepeated = attempts == 1 && side.wasUsed() && isRepeatable();
    if (isRepeated || side.tellsUnseen()) {
      first = first.retainedDuplicate();
    } else {
      head = null;
    }
    side.begin(this, first, framing);
    if (kept != null) {
      side.data(kept.retainedDuplicate());
    }
    if (isSent) {
      side.end(null);
      side.expect(loop.gate.settings().times().response());
    }
    side.flush();
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
    return upstream != null && upstream.isWritable();
  }

  void body(ByteBuf data) {
    observed.received(data);
    if (upstream == null) {
      data.release();
    } else {
      if (head != null) {
        keep(data);
      }
      upstream.data(data);
    }
  }

  void bodyDone(@Nullable FieldLines trailers) {
    isSent = true;
    if (upstream != null) {
      observed.receivedAll();
      if (trailers != null) {
        forgetHead();
      }
      upstream.end(trailers);
      upstream.flush();
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
      upstream.flush();
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
    forgetHead();
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
    UpstreamSide used = upstream;
    upstream = null;
    if (used != null) {
      if (isClean && isSent) {
        used.release();
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
      upstream.tunnelUp(data);
    }
  }

  void tunnelDown(ByteBuf data) {
    observed.sent(data.readableBytes());
    client.tunnelDown(data);
  }

  /// The upstream's connection, or the call's stream, ended before its response did.
  ///
  /// @param isUnseen whether the upstream says that it never looked at the call
  void upstreamGone(boolean isUnseen) {
    UpstreamSide gone = upstream;
    upstream = null;
    if (!isAnswered && head != null && (isUnseen ? attempts <= MOST_UNSEEN : isRepeated)) {
      again(gone != null && gone.tellsUnseen());
    } else if (phase == Phase.TUNNEL) {
      over();
      client.tunnelEnd();
    } else {
      observed.broke("upstream_ended");
      fail(UpstreamDialer.UNREACHABLE);
    }
  }

  /// Sends it once more.
  ///
  /// @param isShared whether other calls' connections do, too
  private void again(boolean isShared) {
    loop.gate.counters().retried.increment();
    UpstreamSide standing = isShared ? upstreams().take() : null;
    if (standing == null) {
      connect();
    } else {
      attach(standing);
      client.advance();
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
    UpstreamSide used = upstream;
    upstream = null;
    if (used != null && phase == Phase.TUNNEL) {
      used.tunnelEnd();
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
    UpstreamSide used = upstream;
    upstream = null;
    if (used != null) {
      closing.add(used.cut());
    }
    over();
    closing.add(client.cut());
  }

  /// Tells the caller what went wrong, if it was not answered yet; else cuts the answer short, so
  /// that it cannot be taken for a whole one.
  private void fail(Refusal refusal) {
    UpstreamSide used = upstream;
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
    forgetHead();
    if (!key.isEmpty()) {
      loop.open.leave(this);
    }
    observed.end();
  }

  /// Keeps data of the body, so that it can be sent again.
  private void keep(ByteBuf data) {
    ByteBuf before = kept;
    int octets = data.readableBytes() + (before == null ? 0 : before.readableBytes());
    if (octets > MOST_KEPT) {
      forgetHead();
      return;
    }
    ByteBuf all = before == null ? client.alloc().directBuffer(octets, MOST_KEPT) : before;
    kept = all.writeBytes(data, data.readerIndex(), data.readableBytes());
  }

  /// It cannot be sent again.
  private void forgetHead() {
    if (head != null) {
      head.release();
      head = null;
    }
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }
}
