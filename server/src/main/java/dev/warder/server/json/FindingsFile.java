package dev.warder.server.json;

import dev.warder.engine.Analysis;
import dev.warder.model.Severity;
import dev.warder.model.Technique;
import dev.warder.model.finding.Closing;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import dev.warder.model.finding.Incident.Standing;
import dev.warder.server.text.Wording;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The file of `--findings`: OCSF 1.5 as one JSON object per line, for alerted incidents only; the
/// findings of an incident (2004) in order of time, then the incident (2005).
///
/// `attacks[].technique.uid` is the parent technique (`T1098`) and `sub_technique.uid` the full id
/// (`T1098.001`), as OCSF defines them: a reader who knows techniques only still finds one, and one
/// who wants the exact id has it. `risk_score` keeps decimals, though OCSF types it as an integer:
/// near the top of the scale they alone order incidents.
///
/// Source OCSF 1.5 Detection Finding (2004), Incident Finding (2005)
public final class FindingsFile {
  private static final String OCSF_VERSION = "1.5.0";
  private static final String ATTACK_VERSION = "18";
  private static final int CATEGORY_FINDINGS = 2;
  private static final int DETECTION_FINDING = 2004;
  private static final int INCIDENT_FINDING = 2005;
  private static final int ACTIVITY_CREATE = 1;

  private final JsonGenerator json;

  private FindingsFile(JsonGenerator json) {
    this.json = json;
  }

  /// Writes all lines; the caller closes the stream.
  public static void write(Analysis analysis, OutputStream out) {
    List<Incident> alerted =
        analysis.incidents().stream().filter(i -> i.standing() == Standing.ALERTED).toList();
    alerted.forEach(incident -> write(incident, analysis.contentVersion(), out));
  }

  /// Writes the lines of one incident, whatever its standing; the caller closes the stream.
  ///
  /// @param contentVersion of the detections that it rests on
  public static void write(Incident incident, String contentVersion, OutputStream out) {
    incident
        .findings()
        .forEach(f -> line(out, file -> file.finding(f, contentVersion, incident.uid())));
    writeAlone(incident, null, contentVersion, out);
  }

  /// Writes the line of an incident without those of its findings.
  ///
  /// @param closing its last; null if nobody ever closed it
  /// @param contentVersion of the detections that it rests on
  public static void writeAlone(
      Incident incident, @Nullable Closing closing, String contentVersion, OutputStream out) {
    line(out, file -> file.incident(incident, closing, contentVersion));
  }

  private static void line(OutputStream out, Consumer<FindingsFile> body) {
    try (JsonGenerator json = Json.to(out)) {
      json.writeStartObject();
      body.accept(new FindingsFile(json));
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private void finding(Finding finding, String contentVersion, String incidentUid) {
    common(DETECTION_FINDING, finding.timeMicros(), finding.severity());
    json.writeNumberProperty("confidence_score", finding.confidence0To100());
    Json.decimal(json, "risk_score", risk(finding));
    metadata(finding.uid(), finding.tenant(), contentVersion);
    json.writeObjectPropertyStart("finding_info");
    json.writeStringProperty("uid", finding.uid());
    json.writeStringProperty("title", finding.title());
    json.writeStringProperty("desc", finding.description());
    Json.time(json, "created_time", finding.timeMicros());
    Json.time(json, "first_seen_time", finding.evidence().getFirst().timeMicros());
    Json.time(json, "last_seen_time", finding.evidence().getLast().timeMicros());
    attacks(finding.techniques());
    json.writeEndObject();
    json.writeArrayPropertyStart("evidences");
    finding.evidence().forEach(this::evidence);
    json.writeEndArray();
    remediation(List.of(finding.advice()));
    warder(finding, incidentUid);
  }

  /// Certainty weighed by what is at stake: a certain trifle stays below an all but certain
  /// disaster.
  private static double risk(Finding finding) {
    return finding.confidence0To100() * (0.5 + 0.1 * finding.severity().id());
  }

  private void incident(Incident incident, @Nullable Closing closing, String contentVersion) {
    common(INCIDENT_FINDING, incident.timeMicros(), incident.severity());
    IncidentJson.status(json, incident, closing);
    Json.decimal(json, "risk_score", incident.riskScore0To100());
    metadata(incident.uid(), single(incident.tenants()), contentVersion);
    json.writeStringProperty("desc", incident.title());
    json.writeStringProperty("message", incident.story());
    Json.time(json, "start_time", incident.firstActivityMicros());
    Json.time(json, "end_time", incident.lastActivityMicros());
    json.writeArrayPropertyStart("finding_info_list");
    for (Finding finding : incident.findings()) {
      json.writeStartObject();
      json.writeStringProperty("uid", finding.uid());
      json.writeStringProperty("title", finding.title());
      json.writeEndObject();
    }
    json.writeEndArray();
    attacks(incident.techniques());
    remediation(incident.advice());
    json.writeObjectPropertyStart("unmapped");
    json.writeObjectPropertyStart("warder");
    IncidentJson.details(json, incident);
    if (closing != null) {
      IncidentJson.closing(json, closing);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String single(List<String> tenants) {
    return tenants.size() == 1 ? tenants.getFirst() : "";
  }

  private void common(int classUid, long timeMicros, Severity severity) {
    json.writeNumberProperty("class_uid", classUid);
    json.writeStringProperty(
        "class_name", classUid == DETECTION_FINDING ? "Detection Finding" : "Incident Finding");
    json.writeNumberProperty("category_uid", CATEGORY_FINDINGS);
    json.writeStringProperty("category_name", "Findings");
    json.writeNumberProperty("activity_id", ACTIVITY_CREATE);
    json.writeStringProperty("activity_name", "Create");
    json.writeNumberProperty("type_uid", classUid * 100 + ACTIVITY_CREATE);
    Json.time(json, "time", timeMicros);
    json.writeNumberProperty("severity_id", severity.id());
    json.writeStringProperty("severity", Wording.sentence(Wording.word(severity)));
  }

  private void metadata(String uid, String tenant, String contentVersion) {
    json.writeObjectPropertyStart("metadata");
    json.writeStringProperty("version", OCSF_VERSION);
    json.writeObjectPropertyStart("product");
    json.writeStringProperty("name", "Warder");
    json.writeStringProperty("vendor_name", "Warder");
    json.writeObjectPropertyStart("feature");
    json.writeStringProperty("name", "detections");
    json.writeStringProperty("version", contentVersion);
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringProperty("uid", uid);
    Json.optional(json, "tenant_uid", tenant);
    json.writeEndObject();
  }

  private void attacks(List<Technique> techniques) {
    json.writeArrayPropertyStart("attacks");
    for (Technique technique : techniques) {
      json.writeStartObject();
      named("technique", technique.parentUid(), technique.name());
      if (technique.isSubTechnique()) {
        named("sub_technique", technique.uid(), technique.subName());
      }
      named("tactic", technique.tactic().uid(), technique.tactic().label());
      json.writeStringProperty("version", ATTACK_VERSION);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void named(String property, String uid, String name) {
    json.writeObjectPropertyStart(property);
    json.writeStringProperty("uid", uid);
    json.writeStringProperty("name", name);
    json.writeEndObject();
  }

  private void evidence(Evidence evidence) {
    json.writeStartObject();
    json.writeStringProperty("uid", evidence.activityUid());
    json.writeObjectPropertyStart("data");
    Json.time(json, "time", evidence.timeMicros());
    json.writeStringProperty("result", evidence.result());
    Json.optional(json, "target", evidence.target());
    Json.optional(json, "client", evidence.client());
    Json.optional(json, "source", evidence.source());
    json.writeEndObject();
    json.writeObjectPropertyStart("actor");
    json.writeObjectPropertyStart("session");
    json.writeStringProperty("credential_uid", evidence.credentialUid());
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectPropertyStart("src_endpoint");
    Json.optional(json, "ip", evidence.address());
    json.writeEndObject();
    json.writeObjectPropertyStart("api");
    json.writeStringProperty("operation", evidence.operation());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void remediation(List<String> advice) {
    String text = String.join(" ", advice);
    if (!text.isEmpty()) {
      json.writeObjectPropertyStart("remediation");
      json.writeStringProperty("desc", text);
      json.writeEndObject();
    }
  }

  private void warder(Finding finding, String incidentUid) {
    json.writeObjectPropertyStart("unmapped");
    json.writeObjectPropertyStart("warder");
    json.writeStringProperty("detection_id", finding.detectionId());
    json.writeStringProperty("incident_uid", incidentUid);
    json.writeStringProperty("strand_uid", finding.strandUid());
    json.writeStringProperty("credential_uid", finding.credentialUid());
    Json.decimal(json, "evidence_nats", finding.nats());
    Json.decimal(json, "threshold_nats", finding.threshold());
    json.writeArrayPropertyStart("facets");
    finding.facets().forEach(this::facet);
    json.writeEndArray();
    json.writeObjectPropertyStart("innocent");
    json.writeStringProperty("story", finding.innocent().story());
    Json.decimal(json, "nats", finding.innocent().nats());
    json.writeEndObject();
    json.writeStringProperty("counterfactual", finding.counterfactual());
    Json.strings(json, "owasp", finding.owasp());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void facet(FacetEvidence facet) {
    json.writeStartObject();
    json.writeStringProperty("facet", facet.facet().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("label", facet.facet().label());
    Json.decimal(json, "nats", facet.nats());
    json.writeStringProperty("usual", facet.usual());
    json.writeStringProperty("seen", facet.seen());
    json.writeStringProperty("new_to", Wording.word(facet.newTo()));
    json.writeEndObject();
  }
}
