package dev.warder.gateway;

import static java.util.Objects.requireNonNull;

import dev.warder.enrich.Enricher;
import dev.warder.gateway.activity.ActivitySink;
import dev.warder.gateway.activity.BodySampler;
import dev.warder.gateway.proxy.Gate;
import dev.warder.gateway.proxy.GateCounters;
import dev.warder.gateway.proxy.GateLoops;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.proxy.Transport;
import dev.warder.gateway.tls.CertificateFiles;
import dev.warder.gateway.tls.ServerTls;
import dev.warder.gateway.tls.UpstreamTls;
import dev.warder.gateway.verdict.KeyVerifier;
import dev.warder.model.ErrorCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A gate that stands open from [#open] to [#close]. Owns its event loops; whom it asks and tells
/// is its opener's. Safe for use by many threads.
///
/// Guarantees no request reaches the upstream that was not judged, and none in another form than
/// the one that was
public final class Gateway implements AutoCloseable {
  /// Where that takes longer, calls and what is open go on by what was known, until it is done.
  private static final int CHECK_SECONDS = 60;

  private final GateLoops loops;
  private final GateCounters counters;
  private final @Nullable ServerTls serverTls;
  private final Duration stop;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Gateway(
      GateLoops loops, GateCounters counters, @Nullable ServerTls serverTls, Duration stop) {
    this.loops = loops;
    this.counters = counters;
    this.serverTls = serverTls;
    this.stop = stop;
  }

  /// Whom a gate asks and tells.
  ///
  /// @param verifier decides about calls
  /// @param sink takes what was seen
  /// @param bodies chooses bodies that are looked at
  /// @param enricher says where an address is and what a user agent is
  public record Company(
      KeyVerifier verifier,
      ActivitySink sink,
      BodySampler bodies,
      Enricher enricher,
      InstantSource clock) {
    public Company {
      requireNonNull(verifier, "verifier is null");
      requireNonNull(sink, "sink is null");
      requireNonNull(bodies, "bodies is null");
      requireNonNull(enricher, "enricher is null");
      requireNonNull(clock, "clock is null");
    }
  }

  /// Opens a gate.
  ///
  /// @param loops event loops that share the work
  /// @param stop how long calls may take to end when it is closed
  /// @throws GatewayException if the address cannot be listened on, the upstream's name be found,
  ///   or certificates be used
  public static Gateway open(GateSettings settings, Company company, int loops, Duration stop)
      throws GatewayException {
    GateCounters counters = new GateCounters();
    ServerTls serverTls;
    UpstreamTls upstreamTls;
    try {
      serverTls = serverTls(settings);
      upstreamTls = upstreamTls(settings);
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
    Gate gate =
        new Gate(
            settings,
            upstream(settings.upstream()),
            serverTls,
            upstreamTls,
            company.verifier(),
            company.sink(),
            company.bodies(),
            company.enricher(),
            company.clock(),
            counters);
    GateLoops started = GateLoops.start(gate, loops);
    GateSettings.Endpoint listen = settings.listen();
    try {
      started.listen();
    } catch (java.io.IOException e) {
      started.close(Duration.ZERO);
      if (serverTls != null) {
        serverTls.close();
      }
      throw new GatewayException(
          ErrorCode.USAGE,
          "cannot listen on "
              + listen.host()
              + ":"
              + listen.port()
              + "; is the address this machine's, and does nobody else listen there?",
          e);
    }
    return new Gateway(started, counters, serverTls, stop);
  }

  private static @Nullable ServerTls serverTls(GateSettings settings)
      throws GeneralSecurityException {
    CertificateFiles files = settings.tls().listen().orElse(null);
    return files == null
        ? null
        : ServerTls.of(files, settings.http2(), settings.tls().clients().orElse(null));
  }

  private static @Nullable UpstreamTls upstreamTls(GateSettings settings)
      throws GeneralSecurityException {
    GateSettings.Endpoint upstream = settings.upstream();
    return settings.tls().toUpstream()
        ? UpstreamTls.of(
            upstream.host(), upstream.port(), settings.tls().authorities().orElse(null))
        : null;
  }

  private static GatewayException unusable(GeneralSecurityException why) {
    return new GatewayException(ErrorCode.USAGE, String.valueOf(why.getMessage()), why);
  }

  /// Takes the certificate, and who may show one, up as files are now. Connections that stand keep
  /// the old one; callers' own have to hold by who is trusted now: when this is over each was
  /// looked at, and what was open with one that does not is closed.
  ///
  /// @throws GatewayException if it cannot be used; the old one goes on
  public void reload() throws GatewayException {
    ServerTls tls = serverTls;
    if (tls == null) {
      return;
    }
    try {
      tls.reload();
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    } finally {
      // Whom nobody vouches for any more has ended, whatever is wrong with the rest.
      if (tls.clients() != null) {
        awaitChecked();
      }
    }
  }

  private void awaitChecked() {
    var _ = loops.recheck().completeOnTimeout(null, CHECK_SECONDS, TimeUnit.SECONDS).join();
  }

  /// Takes up where callers show keys, what becomes of calls nobody decides about, whom is believed
  /// about callers, and times of the upstream; calls under way and connections go on.
  ///
  /// @param settings those it was opened with, but for these
  /// @return complete when the next call counts by them
  public CompletableFuture<Void> change(GateSettings settings) {
    return loops.change(settings);
  }

  private static InetSocketAddress upstream(GateSettings.Endpoint endpoint)
      throws GatewayException {
    try {
      return new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
    } catch (UnknownHostException e) {
      throw new GatewayException(
          ErrorCode.USAGE, "the upstream's name " + endpoint.host() + " is not known", e);
    }
  }

  /// The port that is listened on.
  public int port() {
    return loops.port();
  }

  /// How octets travel: `io_uring`, `epoll` or `nio`.
  public String transport() {
    return Transport.current().name().toLowerCase(Locale.ROOT);
  }

  /// What it counts.
  public GateCounters counters() {
    return counters;
  }

  /// Cuts all calls that a key opened and that are not over: streams, WebSockets, uploads. To be
  /// called when the key's end is in force, and before it is acknowledged.
  ///
  /// Guarantees when it is complete, both ends of every such call are closed; a call that is judged
  /// afterwards was judged by what is in force now
  public CompletableFuture<Void> cut(String key) {
    return loops.cut(calls -> calls.cut(key));
  }

  /// The same of all keys that are meant.
  ///
  /// @param keys asked on event loops, with ids of keys
  public CompletableFuture<Void> cut(Predicate<String> keys) {
    return loops.cut(calls -> calls.cut(keys));
  }

  /// Takes nothing new, lets calls end within the time that was set, then ends them. Does nothing
  /// the second time.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    loops.close(stop);
    if (serverTls != null) {
      serverTls.close();
    }
  }
}
