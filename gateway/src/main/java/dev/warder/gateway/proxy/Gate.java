package dev.warder.gateway.proxy;

import static java.util.Objects.requireNonNull;

import dev.warder.enrich.Enricher;
import dev.warder.gateway.activity.ActivitySink;
import dev.warder.gateway.activity.BodySampler;
import dev.warder.gateway.tls.ServerTls;
import dev.warder.gateway.tls.UpstreamTls;
import dev.warder.gateway.verdict.KeyVerifier;
import dev.warder.model.Times;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What all loops of a gate share: settings, those whom it asks and tells, and what it counts.
public final class Gate {
  private volatile GateSettings settings;
  private final InetSocketAddress upstream;
  private final @Nullable ServerTls serverTls;
  private final @Nullable UpstreamTls upstreamTls;
  private final KeyVerifier verifier;
  private final ActivitySink sink;
  private final BodySampler bodies;
  private final Enricher enricher;
  private final InstantSource clock;
  private final GateCounters counters;

  /// @param upstream the address of the upstream, looked up
  /// @param serverTls how callers are spoken to; null for plain HTTP
  /// @param upstreamTls how the upstream is spoken to; null for plain HTTP
  public Gate(
      GateSettings settings,
      InetSocketAddress upstream,
      @Nullable ServerTls serverTls,
      @Nullable UpstreamTls upstreamTls,
      KeyVerifier verifier,
      ActivitySink sink,
      BodySampler bodies,
      Enricher enricher,
      InstantSource clock,
      GateCounters counters) {
    this.settings = requireNonNull(settings, "settings is null");
    this.upstream = requireNonNull(upstream, "upstream is null");
    this.serverTls = serverTls;
    this.upstreamTls = upstreamTls;
    this.verifier = requireNonNull(verifier, "verifier is null");
    this.sink = requireNonNull(sink, "sink is null");
    this.bodies = requireNonNull(bodies, "bodies is null");
    this.enricher = requireNonNull(enricher, "enricher is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.counters = requireNonNull(counters, "counters is null");
  }

  /// As they are now.
  GateSettings settings() {
    return settings;
  }

  /// Counts for what is asked from now on; loops have to take up what they keep of it.
  void change(GateSettings newSettings) {
    settings = newSettings;
  }

  InetSocketAddress upstream() {
    return upstream;
  }

  @Nullable ServerTls serverTls() {
    return serverTls;
  }

  @Nullable UpstreamTls upstreamTls() {
    return upstreamTls;
  }

  KeyVerifier verifier() {
    return verifier;
  }

  ActivitySink sink() {
    return sink;
  }

  BodySampler bodies() {
    return bodies;
  }

  Enricher enricher() {
    return enricher;
  }

  GateCounters counters() {
    return counters;
  }

  /// The time, microseconds since the epoch, UTC.
  long micros() {
    return Times.micros(clock.instant());
  }
}
