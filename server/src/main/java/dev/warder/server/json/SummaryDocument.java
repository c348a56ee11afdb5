package dev.warder.server.json;

import dev.warder.engine.Analysis;
import dev.warder.model.Technique;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import dev.warder.model.inventory.Inventory;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.summary.PostureEntry;
import dev.warder.server.summary.SpecEntry;
import dev.warder.server.summary.Verdict;
import dev.warder.server.text.Wording;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/// The document of `--json` on standard output: verdict, counts, incidents over the budget
/// included, weak keys, and data quality.
public final class SummaryDocument {
  private final JsonGenerator json;

  private SummaryDocument(JsonGenerator json) {
    this.json = json;
  }

  /// Writes the object and a line end; the caller closes the stream.
  public static void write(AnalyzeResult result, OutputStream out) {
    try (JsonGenerator json = Json.to(out)) {
      new SummaryDocument(json).document(result);
      json.writeRaw('\n');
    }
  }

  private void document(AnalyzeResult result) {
    Analysis analysis = result.analysis();
    json.writeStartObject();
    summary(analysis);
    json.writeArrayPropertyStart("incidents");
    analysis.incidents().forEach(this::incident);
    json.writeEndArray();
    json.writeArrayPropertyStart("posture");
    PostureEntry.of(analysis.inventory()).forEach(this::posture);
    json.writeEndArray();
    json.writeObjectPropertyStart("spec_findings");
    SpecEntry.count(SpecEntry.of(analysis.inventory()))
        .forEach((kind, n) -> json.writeNumberProperty(Json.word(kind), n));
    json.writeEndObject();
    DriftJson.write(json, result.drift());
    Json.strings(json, "notes", result.notes());
    if (!result.rules().isNone()) {
      RulesJson.write(json, result.rules());
    }
    DataQualityJson.write(json, result);
    json.writeEndObject();
  }

  private void summary(Analysis analysis) {
    Inventory inventory = analysis.inventory();
    Verdict verdict = Verdict.of(analysis);
    json.writeObjectPropertyStart("summary");
    json.writeStringProperty("verdict", verdict.headline());
    json.writeStringProperty("meaning", verdict.meaning());
    Json.time(json, "first_time", inventory.firstMicros());
    Json.time(json, "last_time", inventory.lastMicros());
    json.writeNumberProperty("activities", inventory.activities());
    json.writeNumberProperty("anonymous", inventory.anonymous());
    json.writeNumberProperty("apis", inventory.apis().size());
    json.writeNumberProperty(
        "operations", inventory.apis().stream().mapToLong(a -> a.operations().size()).sum());
    json.writeNumberProperty("credentials", inventory.credentials().size());
    json.writeNumberProperty("sources", inventory.sources().size());
    json.writeNumberProperty("incidents_alerted", verdict.alerted().size());
    json.writeNumberProperty("incidents_over_budget", verdict.overBudget().size());
    json.writeNumberProperty("kept_quiet", analysis.keptQuiet());
    Json.decimal(json, "alerts_per_day", analysis.alertsPerDay());
    Json.decimal(json, "threshold_nats", analysis.thresholdNats());
    json.writeStringProperty("content_version", analysis.contentVersion());
    json.writeEndObject();
  }

  private void incident(Incident incident) {
    json.writeStartObject();
    json.writeStringProperty("uid", incident.uid());
    json.writeStringProperty("title", incident.title());
    json.writeStringProperty("story", incident.story());
    Json.time(json, "time", incident.timeMicros());
    Json.time(json, "first_time", incident.firstActivityMicros());
    Json.time(json, "last_time", incident.lastActivityMicros());
    json.writeStringProperty("severity", Wording.word(incident.severity()));
    json.writeNumberProperty("severity_id", incident.severity().id());
    Json.decimal(json, "risk_score", incident.riskScore0To100());
    IncidentJson.details(json, incident);
    Json.strings(
        json, "techniques", incident.techniques().stream().map(Technique::uid).distinct().toList());
    json.writeArrayPropertyStart("findings");
    incident.findings().forEach(this::finding);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void finding(Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("uid", finding.uid());
    json.writeStringProperty("detection_id", finding.detectionId());
    json.writeStringProperty("title", finding.title());
    Json.time(json, "time", finding.timeMicros());
    json.writeNumberProperty("severity_id", finding.severity().id());
    json.writeNumberProperty("confidence_score", finding.confidence0To100());
    json.writeStringProperty("credential_uid", finding.credentialUid());
    json.writeEndObject();
  }

  private void posture(PostureEntry entry) {
    json.writeStartObject();
    json.writeStringProperty("credential_uid", entry.credential().uid());
    json.writeStringProperty("id", entry.finding().id());
    json.writeStringProperty("severity", Wording.word(entry.finding().severity()));
    json.writeStringProperty("title", entry.finding().title());
    json.writeStringProperty("evidence", entry.finding().evidence());
    json.writeStringProperty("advice", entry.finding().advice());
    json.writeEndObject();
  }
}
