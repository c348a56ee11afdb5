package dev.warder.server.json;

import dev.warder.model.finding.Closing;
import dev.warder.model.finding.Incident;
import dev.warder.server.text.Wording;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What an incident is about, in the properties that the findings file and the summary share.
final class IncidentJson {
  private static final int NEW = 1;
  private static final int CLOSED = 5;

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

  /// Whether it is closed, and as what; one that was and has new findings is new again and says so.
  static void status(JsonGenerator json, Incident incident, @Nullable Closing closing) {
    int more = closing == null ? 0 : incident.findings().size() - closing.findings();
    boolean isClosed = closing != null && more <= 0;
    json.writeNumberProperty("status_id", isClosed ? CLOSED : NEW);
    json.writeStringProperty("status", isClosed ? "Closed" : "New");
    if (closing == null) {
      return;
    }
    if (isClosed) {
      json.writeNumberProperty("verdict_id", closing.verdict().id());
      json.writeStringProperty("verdict", closing.verdict().caption());
      Json.optional(json, "comment", closing.note());
    } else {
      json.writeStringProperty(
          "comment",
          "Reopened: "
              + Wording.count(more, "finding", "findings")
              + " came after it was closed as "
              + closing.verdict().caption()
              + ".");
    }
  }

  /// Who closed it last.
  static void closing(JsonGenerator json, Closing closing) {
    json.writeObjectPropertyStart("closing");
    json.writeStringProperty("by", closing.by());
    Json.time(json, "time", closing.timeMicros());
    json.writeStringProperty("verdict", closing.verdict().name().toLowerCase(Locale.ROOT));
    Json.optional(json, "note", closing.note());
    json.writeNumberProperty("findings", closing.findings());
    json.writeEndObject();
  }
}
