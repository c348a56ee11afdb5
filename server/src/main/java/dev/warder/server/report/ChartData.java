package dev.warder.server.report;

import dev.warder.model.Technique;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import dev.warder.model.inventory.Timeline;
import dev.warder.server.json.Json;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What the charts draw, as JSON that may stand inside a script element.
///
/// Shape `{"timeline":{"start":ms,"step":ms,"calls":[..],"failures":[..]},"hours":[24],
/// "incidents":[{"title":..,"from":ms,"to":ms,"rows":[{"label":..,"made":ms,"points":[[ms,ok,text]]}]}]}`
///
/// Guarantees ASCII, and neither `<`, `>` nor `&`: no text in it can end the element
final class ChartData {
  private static final int POINTS_PER_FINDING = 200;

  private final JsonGenerator json;

  private ChartData(JsonGenerator json) {
    this.json = json;
  }

  static String of(AnalyzeResult result, List<Incident> incidents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.to(out)) {
      new ChartData(json).document(result, incidents);
    }
    return out.toString(StandardCharsets.US_ASCII)
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e");
  }

  private void document(AnalyzeResult result, List<Incident> incidents) {
    json.writeStartObject();
    timeline(result.analysis().inventory().timeline());
    json.writeArrayPropertyStart("incidents");
    incidents.forEach(this::incident);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void timeline(Timeline timeline) {
    json.writeObjectPropertyStart("timeline");
    json.writeNumberProperty("start", timeline.startMicros() / 1_000);
    json.writeNumberProperty("step", timeline.bucketMicros() / 1_000);
    numbers("calls", timeline.calls());
    numbers("failures", timeline.failures());
    json.writeEndObject();
  }

  private void numbers(String name, List<Long> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeNumber);
    json.writeEndArray();
  }

  private void incident(Incident incident) {
    json.writeStartObject();
    json.writeStringProperty("title", Visible.brief(incident.title()));
    json.writeStringProperty("severity", Wording.word(incident.severity()));
    json.writeNumberProperty("from", incident.firstActivityMicros() / 1_000);
    json.writeNumberProperty("to", incident.lastActivityMicros() / 1_000);
    json.writeArrayPropertyStart("rows");
    int number = 1;
    for (Finding finding : incident.findings()) {
      row(finding, number++);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void row(Finding finding, int number) {
    List<Technique> techniques = finding.techniques();
    String tactic = techniques.isEmpty() ? "" : "  " + techniques.getFirst().tactic().label();
    json.writeStartObject();
    json.writeStringProperty("label", number + tactic);
    json.writeNumberProperty("made", finding.timeMicros() / 1_000);
    json.writeArrayPropertyStart("points");
    finding.evidence().stream().limit(POINTS_PER_FINDING).forEach(this::point);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void point(Evidence evidence) {
    json.writeStartArray();
    json.writeNumber(evidence.timeMicros() / 1_000);
    json.writeString(Visible.brief(evidence.operation()));
    json.writeString(Visible.brief(evidence.result()));
    json.writeEndArray();
  }
}
