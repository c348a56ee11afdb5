package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Connections of HTTP/2, each for many calls at a time. The first that has room takes a call, so
/// that those which are too many grow old and end; one is made at a time, and only where none has
/// room. Confined to its event loop.
///
/// Bounds calls over all loops, those that wait included, by the same number as connections
final class Http2Upstreams implements Upstreams {
  private final Loop loop;
  private final UpstreamDialer dialer;
  private final List<Http2UpstreamConnection> standing = new ArrayList<>();
  private final Deque<Exchange> waiting = new ArrayDeque<>();
  private int attempt;
  private boolean isMaking;

  Http2Upstreams(Loop loop, UpstreamDialer dialer) {
    this.loop = loop;
    this.dialer = dialer;
  }

  @Override
  public @Nullable UpstreamSide take() {
    if (isFull()) {
      return null;
    }
    for (Http2UpstreamConnection each : standing) {
      if (each.hasRoom()) {
        return each.stream();
      }
    }
    return null;
  }

  private boolean isFull() {
    return loop.gate.counters().upstreamStreams() + waiting.size()
        >= loop.gate.settings().bounds().upstreams();
  }

  @Override
  public boolean connect(Exchange call) {
    if (isFull() || (!isMaking && !make())) {
      return false;
    }
    waiting.addLast(call);
    return true;
  }

  private boolean make() {
    int number = ++attempt;
    isMaking =
        dialer.dial(
            new UpstreamDialer.Wish(
                true,
                channel -> new Http2UpstreamConnection(loop, channel, this, number),
                channel -> {},
                why -> unmade(number, why)));
    return isMaking;
  }

  /// A connection stands.
  void made(Http2UpstreamConnection connection) {
    isMaking = false;
    standing.add(connection);
    boolean hasRoom = connection.hasRoom();
    serve(connection);
    if (!waiting.isEmpty() && (!hasRoom || !make())) {
      refuse(Exchange.FULL);
    }
  }

  /// None could be made.
  ///
  /// @param number of the attempt, which may have been told of before
  void unmade(int number, Refusal why) {
    if (isMaking && number == attempt) {
      isMaking = false;
      refuse(why);
    }
  }

  private void refuse(Refusal why) {
    for (int left = waiting.size(); left > 0; left--) {
      waiting.removeFirst().unconnected(why);
    }
  }

  /// A call on a connection is over, while others may wait.
  void roomier(Http2UpstreamConnection connection) {
    if (!waiting.isEmpty()) {
      // Not while the one that is over is being taken apart.
      loop.events.execute(() -> serve(connection));
    }
  }

  private void serve(Http2UpstreamConnection connection) {
    while (!waiting.isEmpty() && connection.hasRoom()) {
      Exchange next = waiting.removeFirst();
      UpstreamSide side = next.isConnecting() ? connection.stream() : null;
      if (side != null) {
        next.connected(side);
      } else {
        next.unconnected(UpstreamDialer.UNREACHABLE);
      }
    }
  }

  /// Forgets a connection that takes no calls any more.
  void forget(Http2UpstreamConnection connection) {
    standing.remove(connection);
  }

  @Override
  public void close() {
    // Each is told by its loop.
  }
}
