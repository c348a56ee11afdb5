package dev.warder.gateway.proxy;

import static java.util.Objects.requireNonNull;

import dev.warder.enrich.Enricher;
import dev.warder.gateway.activity.ActivitySink;
import dev.warder.gateway.tls.ServerTls;
import dev.warder.gateway.tls.UpstreamTls;
import dev.warder.gateway.verdict.KeyVerifier;
import dev.warder.model.Times;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What all loops of a gate share: settings, those whom it asks and tells, and what it counts.
///
/// @param upstream the address of the upstream, looked up
/// @param serverTls how callers are spoken to; null for plain HTTP
/// @param upstreamTls how the upstream is spoken to; null for plain HTTP
public record Gate(
    GateSettings settings,
    InetSocketAddress upstream,
    @Nullable ServerTls serverTls,
    @Nullable UpstreamTls upstreamTls,
    KeyVerifier verifier,
    ActivitySink sink,
    Enricher enricher,
    InstantSource clock,
    GateCounters counters) {
  public Gate {
    requireNonNull(settings, "settings is null");
    requireNonNull(upstream, "upstream is null");
    requireNonNull(verifier, "verifier is null");
    requireNonNull(sink, "sink is null");
    requireNonNull(enricher, "enricher is null");
    requireNonNull(clock, "clock is null");
    requireNonNull(counters, "counters is null");
  }

  /// The time, microseconds since the epoch, UTC.
  long micros() {
    return Times.micros(clock.instant());
  }
}
