package dev.warder.server.json;

import dev.warder.model.finding.Incident;
import dev.warder.server.text.Wording;
import tools.jackson.core.JsonGenerator;

/// What an incident is about, in the properties that the findings file and the summary share.
final class IncidentJson {
  private IncidentJson() {}

  static void details(JsonGenerator json, Incident incident) {
    json.writeStringProperty("standing", Wording.word(incident.standing()).replace(' ', '_'));
    Json.strings(json, "tenants", incident.tenants());
    Json.strings(json, "credentials", incident.credentials());
    Json.strings(json, "minted", incident.minted());
    Json.strings(json, "sources", incident.sources());
    Json.strings(json, "addresses", incident.addresses());
    Json.strings(json, "clients", incident.clients());
    Json.strings(json, "joined_by", incident.joinedBy());
    Json.strings(json, "advice", incident.advice());
    json.writeNumberProperty("calls_before_first_finding", incident.callsBeforeFirstFinding());
  }
}
