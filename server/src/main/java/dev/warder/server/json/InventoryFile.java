package dev.warder.server.json;

import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.PostureFinding;
import dev.warder.model.inventory.SourceSummary;
import dev.warder.model.inventory.SpecFinding;
import dev.warder.model.inventory.StrandSummary;
import dev.warder.server.run.AnalyzeResult;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/// The file of `--inventory`: one JSON object with every API, key and source, and what was read.
///
/// Units times in milliseconds since the epoch, null if unknown; latency in microseconds; sizes in
/// bytes, null where the log has none
public final class InventoryFile {
  private final JsonGenerator json;

  private InventoryFile(JsonGenerator json) {
    this.json = json;
  }

  /// Writes the object and a line end; the caller closes the stream.
  public static void write(AnalyzeResult result, OutputStream out) {
    try (JsonGenerator json = Json.to(out)) {
      new InventoryFile(json).document(result);
      json.writeRaw('\n');
    }
  }

  private void document(AnalyzeResult result) {
    Inventory inventory = result.analysis().inventory();
    json.writeStartObject();
    span(inventory);
    json.writeArrayPropertyStart("apis");
    inventory.apis().forEach(this::api);
    json.writeEndArray();
    json.writeArrayPropertyStart("credentials");
    inventory.credentials().forEach(this::credential);
    json.writeEndArray();
    json.writeArrayPropertyStart("sources");
    inventory.sources().forEach(this::source);
    json.writeEndArray();
    DriftJson.write(json, result.drift());
    DataQualityJson.write(json, result);
    json.writeEndObject();
  }

  private void span(Inventory inventory) {
    Json.time(json, "first_time", inventory.firstMicros());
    Json.time(json, "last_time", inventory.lastMicros());
    json.writeNumberProperty("activities", inventory.activities());
    json.writeNumberProperty("anonymous", inventory.anonymous());
  }

  private void api(ApiSummary api) {
    json.writeStartObject();
    json.writeStringProperty("host", api.host());
    json.writeNumberProperty("calls", api.calls());
    json.writeNumberProperty("unknown_path_calls", api.unknownPathCalls());
    json.writeArrayPropertyStart("operations");
    api.operations().forEach(operation -> OperationJson.write(json, operation));
    json.writeEndArray();
    json.writeArrayPropertyStart("spec_findings");
    api.specFindings().forEach(this::specFinding);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void specFinding(SpecFinding finding) {
    json.writeStartObject();
    json.writeStringProperty("kind", Json.word(finding.kind()));
    json.writeStringProperty("severity", Json.word(finding.severity()));
    json.writeNumberProperty("severity_id", finding.severity().id());
    json.writeStringProperty("operation", finding.operation());
    json.writeStringProperty("title", finding.kind().label());
    json.writeStringProperty("evidence", finding.evidence());
    json.writeStringProperty("advice", finding.advice());
    json.writeStringProperty("document", finding.document());
    json.writeEndObject();
  }

  private void credential(CredentialSummary key) {
    json.writeStartObject();
    json.writeStringProperty("uid", key.uid());
    json.writeStringProperty("kind", Json.word(key.kind()));
    json.writeStringProperty("tenant", key.tenant());
    json.writeStringProperty("owner", key.ownerUid());
    json.writeStringProperty("owner_name", key.ownerName());
    json.writeStringProperty("integration_kind", key.integrationKind());
    json.writeStringProperty("minted_by", key.mintedBy());
    Json.time(json, "created_time", key.createdMicros());
    Json.time(json, "first_time", key.firstMicros());
    Json.time(json, "last_time", key.lastMicros());
    json.writeNumberProperty("calls", key.calls());
    json.writeNumberProperty("failures", key.failures());
    json.writeNumberProperty("operations", key.operations());
    json.writeNumberProperty("privileged_calls", key.privilegedCalls());
    Json.strings(json, "privileged_operations", key.privilegedOperations());
    json.writeArrayPropertyStart("calls_by_hour");
    key.hourly().forEach(json::writeNumber);
    json.writeEndArray();
    json.writeArrayPropertyStart("strands");
    key.strands().forEach(this::strand);
    json.writeEndArray();
    json.writeArrayPropertyStart("posture");
    key.posture().forEach(this::posture);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void strand(StrandSummary strand) {
    json.writeStartObject();
    json.writeStringProperty("uid", strand.uid());
    json.writeStringProperty("source", strand.source());
    json.writeStringProperty("source_label", strand.sourceLabel());
    json.writeStringProperty("source_class", Json.word(strand.sourceClass()));
    json.writeStringProperty("address", strand.address());
    json.writeStringProperty("client", strand.client());
    json.writeStringProperty("client_version", strand.clientVersion());
    json.writeStringProperty("client_kind", Json.word(strand.clientKind()));
    Json.strings(json, "operations", strand.operations());
    json.writeNumberProperty("operation_count", strand.operationCount());
    json.writeNumberProperty("calls", strand.calls());
    json.writeNumberProperty("failures", strand.failures());
    Json.time(json, "first_time", strand.firstMicros());
    Json.time(json, "last_time", strand.lastMicros());
    json.writeStringProperty("rhythm", strand.rhythm());
    Json.time(json, "period_millis", strand.periodMicros());
    Json.time(json, "next_expected_time", strand.nextExpectedMicros());
    Json.decimal(json, "evidence_nats", strand.nats());
    json.writeStringProperty("standing", Json.word(strand.standing()));
    json.writeEndObject();
  }

  private void posture(PostureFinding posture) {
    json.writeStartObject();
    json.writeStringProperty("id", posture.id());
    json.writeStringProperty("severity", Json.word(posture.severity()));
    json.writeNumberProperty("severity_id", posture.severity().id());
    json.writeStringProperty("title", posture.title());
    json.writeStringProperty("evidence", posture.evidence());
    json.writeStringProperty("advice", posture.advice());
    json.writeEndObject();
  }

  private void source(SourceSummary source) {
    json.writeStartObject();
    json.writeStringProperty("source", source.source());
    json.writeStringProperty("organization", source.organization());
    json.writeStringProperty("country", source.country());
    json.writeStringProperty("source_class", Json.word(source.sourceClass()));
    json.writeNumberProperty("calls", source.calls());
    json.writeNumberProperty("credentials", source.credentials());
    json.writeNumberProperty("tenants", source.tenants());
    json.writeBooleanProperty("suspect", source.suspect());
    json.writeEndObject();
  }
}
