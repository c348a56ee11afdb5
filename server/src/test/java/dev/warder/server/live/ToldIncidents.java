package dev.warder.server.live;

import dev.warder.content.Content;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import java.util.ArrayList;
import java.util.List;

/// Incidents as the engine tells them.
final class ToldIncidents {
  private ToldIncidents() {}

  /// The incident of a trap that was used.
  static Incident of(String trap) {
    Engine engine =
        new Engine(
            new EngineSettings(50, Calls.records()), Content.standard(), new ConjunctionScorer());
    engine.accept(Calls.of(trap, Calls.NOON));
    engine.endEpoch();
    return engine.incidents().getFirst();
  }

  /// The same with as many findings more, and of other keys and tenants.
  static Incident grown(Incident incident, int more, List<String> keys, List<String> tenants) {
    List<Finding> findings = new ArrayList<>(incident.findings());
    for (int i = 0; i < more; i++) {
      findings.add(incident.findings().getFirst());
    }
    return new Incident(
        incident.uid(),
        incident.title(),
        incident.story(),
        incident.timeMicros(),
        incident.firstActivityMicros(),
        incident.lastActivityMicros(),
        incident.severity(),
        incident.riskScore0To100(),
        incident.standing(),
        tenants,
        keys,
        incident.minted(),
        incident.sources(),
        incident.addresses(),
        incident.clients(),
        incident.techniques(),
        incident.joinedBy(),
        findings,
        incident.advice(),
        incident.callsBeforeFirstFinding());
  }

  static Incident grown(Incident incident) {
    return grown(incident, 1, incident.credentials(), incident.tenants());
  }
}
