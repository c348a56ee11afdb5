package dev.warder.gateway.proxy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What a gate counts. Safe for use by many threads.
public final class GateCounters {
  final LongAdder calls = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder unjudged = new LongAdder();
  final LongAdder retried = new LongAdder();
  final LongAdder cut = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder handshakesFailed = new LongAdder();
  final LongAdder connectionsFailed = new LongAdder();
  final LongAdder upstreamHandshakesFailed = new LongAdder();
  final AtomicLong sequence = new AtomicLong();
  final AtomicInteger clients = new AtomicInteger();
  final AtomicInteger upstreams = new AtomicInteger();
  final AtomicInteger upstreamStreams = new AtomicInteger();

  /// Calls that were judged, or would have been.
  public long calls() {
    return calls.sum();
  }

  /// Requests that could not be read in one way.
  public long malformed() {
    return malformed.sum();
  }

  /// Calls that a verdict refused.
  public long refused() {
    return refused.sum();
  }

  /// Calls that nobody could decide about.
  public long unjudged() {
    return unjudged.sum();
  }

  /// Calls that were sent a second time, because a pooled connection had ended.
  public long retried() {
    return retried.sum();
  }

  /// Calls that were cut because their key ended.
  public long cut() {
    return cut.sum();
  }

  /// Activities that nobody took.
  public long activitiesLost() {
    return lost.sum();
  }

  /// Callers who did not come to speak TLS.
  public long handshakesFailed() {
    return handshakesFailed.sum();
  }

  /// Connections of HTTP/2 that were ended for what came over them.
  public long connectionsFailed() {
    return connectionsFailed.sum();
  }

  /// Connections to the upstream that did not come to speak TLS: who is there is not trusted, or
  /// speaks something else.
  public long upstreamHandshakesFailed() {
    return upstreamHandshakesFailed.sum();
  }

  /// Connections of callers that are open.
  public int clients() {
    return clients.get();
  }

  /// Connections to the upstream that are open.
  public int upstreams() {
    return upstreams.get();
  }

  /// Calls that are on connections of HTTP/2 to the upstream.
  public int upstreamStreams() {
    return upstreamStreams.get();
  }
}
