package dev.warder.server.json;

import dev.warder.collect.CollectReport;
import dev.warder.collect.FileReport;
import dev.warder.collect.Skip;
import dev.warder.collect.SkipReason;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.run.NetworkTableInfo;
import dev.warder.server.summary.Losses;
import dev.warder.server.text.Wording;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// The property `data_quality`: what was read, skipped and lost, by reason and by file.
final class DataQualityJson {
  private final JsonGenerator json;

  private DataQualityJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(JsonGenerator json, AnalyzeResult result) {
    new DataQualityJson(json).property(result);
  }

  /// The part that does not depend on an analysis.
  static void counts(JsonGenerator json, CollectReport report) {
    new DataQualityJson(json).counts(report);
  }

  private void property(AnalyzeResult result) {
    json.writeObjectPropertyStart("data_quality");
    json.writeNumberProperty("late", result.analysis().inventory().late());
    counts(result.collected());
    table(result.networkTable());
    json.writeEndObject();
  }

  private void counts(CollectReport report) {
    json.writeNumberProperty("delivered", report.delivered());
    json.writeNumberProperty("skipped", report.skipped());
    json.writeNumberProperty("duplicates", report.duplicates());
    json.writeNumberProperty("repaired", report.repaired());
    json.writeNumberProperty("bytes_read", report.bytesRead());
    reasons("skipped_by_reason", new Losses(report).byReason());
    json.writeArrayPropertyStart("files");
    report.files().forEach(this::file);
    json.writeEndArray();
    json.writeArrayPropertyStart("places");
    report.skips().forEach(this::place);
    json.writeEndArray();
  }

  private void file(FileReport file) {
    json.writeStartObject();
    json.writeStringProperty("name", file.name());
    json.writeStringProperty("format", file.format());
    json.writeStringProperty("compression", file.compression());
    json.writeStringProperty("status", word(file.status()));
    Json.optional(json, "note", file.note());
    Json.known(json, "bytes", file.bytes());
    json.writeNumberProperty("delivered", file.delivered());
    json.writeNumberProperty("skipped", file.skipped());
    reasons("skipped_by_reason", file.skippedByReason());
    json.writeEndObject();
  }

  private void reasons(String name, Map<SkipReason, Long> counts) {
    json.writeObjectPropertyStart(name);
    counts.forEach((reason, n) -> json.writeNumberProperty(word(reason), n));
    json.writeEndObject();
  }

  private void place(Skip skip) {
    json.writeStartObject();
    json.writeStringProperty("file", skip.file());
    json.writeNumberProperty("line", skip.line());
    json.writeNumberProperty("offset", skip.offset());
    json.writeStringProperty("reason", word(skip.reason()));
    json.writeStringProperty("detail", skip.detail());
    json.writeEndObject();
  }

  private void table(NetworkTableInfo table) {
    json.writeObjectPropertyStart("network_table");
    json.writeStringProperty("name", table.name());
    json.writeStringProperty("date", table.date());
    Json.known(json, "age_days", table.ageDays());
    json.writeStringProperty("attribution", table.attribution());
    Json.strings(json, "faults", table.faults());
    json.writeEndObject();
  }

  private static String word(Enum<?> constant) {
    return Wording.word(constant).replace(' ', '_');
  }
}
