package dev.warder.server.serve;

import dev.warder.api.Doors;
import dev.warder.api.http.DoorMeters;
import dev.warder.gateway.Gateway;
import dev.warder.gateway.GatewayException;
import dev.warder.gateway.proxy.GateCounters;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.keys.Keys;
import dev.warder.server.config.Address;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The gateway of a Warder that serves, and who writes down what it sees.
///
/// Guarantees calls that are open with a key end before its end is acknowledged, or within a second
/// where time ends it
final class OpenGate implements AutoCloseable {
  private static final long SWEEP_MILLIS = 500;

  private final Gateway gateway;
  private final ActivityRecorder recorder;
  private final ScheduledExecutorService sweep;
  private final String words;

  private OpenGate(
      Gateway gateway, ActivityRecorder recorder, ScheduledExecutorService sweep, String words) {
    this.gateway = gateway;
    this.recorder = recorder;
    this.sweep = sweep;
    this.words = words;
  }

  static OpenGate open(GateSettings settings, Rooms rooms, Doors doors, Doors.Settings shared)
      throws GatewayException {
    ActivityRecorder recorder = ActivityRecorder.start(rooms.journals().calls());
    Gateway gateway;
    try {
      gateway =
          Gateway.open(
              settings,
              new Gateway.Company(
                  new KeysAtTheGate(rooms.keys()),
                  recorder,
                  rooms.enricher(),
                  InstantSource.system()),
              shared.loops(),
              shared.stop());
    } catch (GatewayException e) {
      recorder.close();
      throw e;
    }
    show(gateway.counters(), recorder, doors.meters());
    rooms.keys().heed(() -> gateway.cut(rooms.keys()::isOver));
    return new OpenGate(
        gateway,
        recorder,
        sweeping(gateway, rooms.keys()),
        (settings.tls().listen().isPresent() ? "https://" : "http://")
            + new Address(settings.listen().host(), gateway.port())
            + " in front of "
            + (settings.tls().toUpstream() ? "https://" : "http://")
            + new Address(settings.upstream().host(), settings.upstream().port()));
  }

  /// Cuts what is open with keys that time has ended: expired, or with their overlap over.
  private static ScheduledExecutorService sweeping(Gateway gateway, Keys keys) {
    ScheduledExecutorService sweep =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("warder-gate-sweep").daemon().factory());
    var _ =
        sweep.scheduleWithFixedDelay(
            () -> {
              var _ = gateway.cut(keys::isOver);
            },
            SWEEP_MILLIS,
            SWEEP_MILLIS,
            TimeUnit.MILLISECONDS);
    return sweep;
  }

  private static void show(GateCounters counters, ActivityRecorder recorder, DoorMeters meters) {
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
        "warder.gate.activities.recorded", "Activities in the journal", recorder::recorded);
    meters.gauge(
        "warder.gate.activities.lost",
        "Activities that could not be kept",
        () -> counters.activitiesLost() + recorder.unrecorded());
  }

  /// Takes the certificate up as its files are now.
  void reload() throws GatewayException {
    gateway.reload();
  }

  /// Where it is, for people.
  String words() {
    return words;
  }

  @Override
  public void close() {
    sweep.shutdownNow();
    gateway.close();
    recorder.close();
  }
}
