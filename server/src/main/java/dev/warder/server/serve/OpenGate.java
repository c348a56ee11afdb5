package dev.warder.server.serve;

import dev.warder.api.Doors;
import dev.warder.api.http.DoorMeters;
import dev.warder.gateway.Gateway;
import dev.warder.gateway.GatewayException;
import dev.warder.gateway.proxy.GateCounters;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.keys.Keys;
import dev.warder.server.config.Address;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.live.StrangerIds;
import dev.warder.server.serve.CallersAtTheGate.WhenForeign;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The gateway of a Warder that serves, whose keys write down what it sees.
///
/// Guarantees calls that are open with a key end before its end is acknowledged, or within a second
/// where time ends it
final class OpenGate implements AutoCloseable {
  private static final long SWEEP_MILLIS = 500;
  private static final long CHANGE_SECONDS = 5;

  private final Gateway gateway;
  private final Keys keys;
  private final ScheduledExecutorService sweep;
  private final String words;

  private OpenGate(Gateway gateway, Keys keys, ScheduledExecutorService sweep, String words) {
    this.gateway = gateway;
    this.keys = keys;
    this.sweep = sweep;
    this.words = words;
  }

  static OpenGate open(
      GateSettings settings,
      Configuration configuration,
      Rooms rooms,
      Doors doors,
      Doors.Settings shared,
      Judges judges,
      Identities identities,
      InstantSource clock)
      throws GatewayException, ConfigurationException {
    Keys keys = rooms.keys();
    Gateway gateway =
        Gateway.open(
            settings,
            new Gateway.Company(
                new CallersAtTheGate(
                    keys,
                    judges,
                    identities,
                    configuration.text(Setting.GATEWAY__FOREIGN).equals("pass")
                        ? WhenForeign.PASS
                        : WhenForeign.REFUSE,
                    Rooms.settings(configuration).shape()),
                keys::observed,
                SampledBodies.of(configuration),
                rooms.enricher(),
                clock),
            shared.loops(),
            shared.stop());
    show(gateway.counters(), keys, doors.meters());
    keys.heed(() -> gateway.cut(id -> isOver(keys, id)));
    return new OpenGate(
        gateway,
        keys,
        sweeping(gateway, keys),
        (settings.tls().listen().isPresent() ? "https://" : "http://")
            + new Address(settings.listen().host(), gateway.port())
            + " in front of "
            + (settings.tls().toUpstream() ? "https://" : "http://")
            + new Address(settings.upstream().host(), settings.upstream().port()));
  }

  /// What is open with a token or certificate the gate itself cuts when that ends.
  private static boolean isOver(Keys keys, String id) {
    return !StrangerIds.isOne(id) && keys.isOver(id);
  }

  /// Cuts what is open with keys that time has ended: expired, or with their overlap over.
  private static ScheduledExecutorService sweeping(Gateway gateway, Keys keys) {
    ScheduledExecutorService sweep =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("warder-gate-sweep").daemon().factory());
    var _ =
        sweep.scheduleWithFixedDelay(
            () -> {
              var _ = gateway.cut(id -> isOver(keys, id));
            },
            SWEEP_MILLIS,
            SWEEP_MILLIS,
            TimeUnit.MILLISECONDS);
    return sweep;
  }

  private static void show(GateCounters counters, Keys keys, DoorMeters meters) {
    meters.gauge("warder.gate.calls", "Calls at the gate", counters::calls);
    meters.gauge("warder.gate.malformed", "Requests read in no one way", counters::malformed);
    meters.gauge("warder.gate.refused", "Calls refused by a verdict", counters::refused);
    meters.gauge("warder.gate.unjudged", "Calls without a verdict", counters::unjudged);
    meters.gauge("warder.gate.retried", "Calls sent once more", counters::retried);
    meters.gauge("warder.gate.cut", "Calls cut with their key", counters::cut);
    meters.gauge(
        "warder.gate.handshakes.failed",
        "Callers who did not come to speak TLS",
        counters::handshakesFailed);
    meters.gauge(
        "warder.gate.connections.failed",
        "Connections of HTTP/2 ended for what came over them",
        counters::connectionsFailed);
    meters.gauge(
        "warder.gate.upstream.handshakes.failed",
        "Connections to the API on which TLS failed",
        counters::upstreamHandshakesFailed);
    meters.gauge("warder.gate.clients", "Callers' connections", counters::clients);
    meters.gauge("warder.gate.upstreams", "Connections to the API", counters::upstreams);
    meters.gauge(
        "warder.gate.upstream.streams",
        "Calls on connections of HTTP/2 to the API",
        counters::upstreamStreams);
    meters.gauge(
        "warder.gate.activities.recorded",
        "Activities in the journal",
        () -> keys.status().callsRecorded());
    meters.gauge(
        "warder.gate.activities.lost",
        "Activities that could not be kept",
        () -> counters.activitiesLost() + keys.status().callsUnrecorded());
  }

  /// Takes the certificate up as its files are now.
  void reload() throws GatewayException {
    gateway.reload();
  }

  /// Counts by other settings from the next call on.
  void change(GateSettings settings) {
    gateway.change(settings).orTimeout(CHANGE_SECONDS, TimeUnit.SECONDS).join();
  }

  /// Returns when all calls that were answered are on disk.
  void settle() {
    GateCounters counters = gateway.counters();
    keys.awaitRecorded(() -> counters.calls() - counters.activitiesLost());
  }

  /// The port that is listened on.
  int port() {
    return gateway.port();
  }

  /// Where it is, for people.
  String words() {
    return words;
  }

  @Override
  public void close() {
    sweep.shutdownNow();
    gateway.close();
  }
}
