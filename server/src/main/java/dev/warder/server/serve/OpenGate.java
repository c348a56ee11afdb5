package dev.warder.server.serve;

import dev.warder.api.Doors;
import dev.warder.api.http.DoorMeters;
import dev.warder.gateway.Gateway;
import dev.warder.gateway.GatewayException;
import dev.warder.gateway.proxy.GateCounters;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.server.config.Address;
import java.time.InstantSource;

/// The gateway of a Warder that serves, and who writes down what it sees.
final class OpenGate implements AutoCloseable {
  private final Gateway gateway;
  private final ActivityRecorder recorder;
  private final String words;

  private OpenGate(Gateway gateway, ActivityRecorder recorder, String words) {
    this.gateway = gateway;
    this.recorder = recorder;
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
    return new OpenGate(
        gateway,
        recorder,
        "http://"
            + new Address(settings.listen().host(), gateway.port())
            + " in front of http://"
            + new Address(settings.upstream().host(), settings.upstream().port()));
  }

  private static void show(GateCounters counters, ActivityRecorder recorder, DoorMeters meters) {
    meters.gauge("warder.gate.calls", "Calls at the gate", counters::calls);
    meters.gauge("warder.gate.malformed", "Requests read in no one way", counters::malformed);
    meters.gauge("warder.gate.refused", "Calls refused by a verdict", counters::refused);
    meters.gauge("warder.gate.unjudged", "Calls without a verdict", counters::unjudged);
    meters.gauge("warder.gate.retried", "Calls sent once more", counters::retried);
    meters.gauge("warder.gate.cut", "Calls cut with their key", counters::cut);
    meters.gauge("warder.gate.clients", "Callers' connections", counters::clients);
    meters.gauge("warder.gate.upstreams", "Connections to the API", counters::upstreams);
    meters.gauge(
        "warder.gate.activities.recorded", "Activities in the journal", recorder::recorded);
    meters.gauge(
        "warder.gate.activities.lost",
        "Activities that could not be kept",
        () -> counters.activitiesLost() + recorder.unrecorded());
  }

  /// Where it is, for people.
  String words() {
    return words;
  }

  @Override
  public void close() {
    gateway.close();
    recorder.close();
  }
}
