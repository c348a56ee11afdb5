package dev.warder.server.json;

import dev.warder.content.sigma.LeftOut;
import dev.warder.content.sigma.SigmaRule;
import dev.warder.engine.RuleMatch;
import dev.warder.model.Technique;
import dev.warder.server.run.RulesReport;
import dev.warder.server.text.Wording;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The property `rules`: which rules from outside ran, what they matched, and which did not run.
final class RulesJson {
  private final JsonGenerator json;

  private RulesJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(JsonGenerator json, RulesReport report) {
    new RulesJson(json).property(report);
  }

  private void property(RulesReport report) {
    json.writeObjectPropertyStart("rules");
    json.writeStringProperty("directory", report.directory());
    json.writeNumberProperty("files", report.rules().files());
    json.writeNumberProperty("loaded", report.rules().rules().size());
    json.writeNumberProperty("left_out", report.rules().leftOut().size());
    json.writeObjectPropertyStart("left_out_by_kind");
    report.leftOutByKind().forEach((kind, n) -> json.writeNumberProperty(word(kind), n));
    json.writeEndObject();
    json.writeArrayPropertyStart("left_out_rules");
    report.rules().leftOut().forEach(this::leftOut);
    json.writeEndArray();
    Map<String, SigmaRule> rules =
        report.rules().rules().stream()
            .collect(Collectors.toMap(rule -> rule.detection().id(), Function.identity()));
    json.writeArrayPropertyStart("matched");
    report.matches().forEach(match -> matched(match, rules.get(match.rule().id())));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void leftOut(LeftOut rule) {
    json.writeStartObject();
    json.writeStringProperty("file", rule.file());
    json.writeNumberProperty("line", rule.line());
    Json.optional(json, "rule", rule.rule());
    json.writeStringProperty("kind", word(rule.kind()));
    json.writeStringProperty("construct", rule.construct());
    json.writeEndObject();
  }

  private void matched(RuleMatch match, @Nullable SigmaRule rule) {
    json.writeStartObject();
    json.writeStringProperty("id", match.rule().id());
    json.writeStringProperty("title", match.rule().title());
    if (rule != null) {
      json.writeStringProperty("file", rule.file());
      json.writeStringProperty("level", rule.level());
      Json.optional(json, "status", rule.status());
      Json.strings(json, "false_positives", rule.falsePositives());
    }
    Json.strings(
        json, "techniques", match.rule().techniques().stream().map(Technique::uid).toList());
    json.writeNumberProperty("calls", match.calls());
    json.writeNumberProperty("calls_without_key", match.keyless());
    Json.time(json, "first_time", match.firstMicros());
    Json.time(json, "last_time", match.lastMicros());
    json.writeStringProperty("first_activity", match.firstUid());
    json.writeEndObject();
  }

  private static String word(LeftOut.Kind kind) {
    return Wording.word(kind).replace(' ', '_');
  }
}
