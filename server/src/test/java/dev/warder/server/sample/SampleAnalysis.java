package dev.warder.server.sample;

import dev.warder.collect.CollectReport;
import dev.warder.collect.FileReport;
import dev.warder.collect.FileReport.Status;
import dev.warder.collect.Skip;
import dev.warder.collect.SkipReason;
import dev.warder.content.sigma.LeftOut;
import dev.warder.content.sigma.SigmaRule;
import dev.warder.content.sigma.SigmaRules;
import dev.warder.engine.Analysis;
import dev.warder.engine.RuleMatch;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.drift.Drift;
import dev.warder.model.Severity;
import dev.warder.model.Tactic;
import dev.warder.model.Technique;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.Incident;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.run.NetworkTableInfo;
import dev.warder.server.run.RulesReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Results to print and to test on.
public final class SampleAnalysis {
  private SampleAnalysis() {}

  /// A day with two incidents, one more over the budget, and one damaged file.
  public static AnalyzeResult eventfulDay() {
    return result(SampleIncidents.incidents());
  }

  /// The same day, and nothing crossed the threshold.
  public static AnalyzeResult quietDay() {
    return result(List.of());
  }

  /// The eventful day with hostile text in every string of the result.
  public static AnalyzeResult hostileDay() {
    AnalyzeResult day = eventfulDay();
    return Hostile.poison(
        new AnalyzeResult(
            day.analysis(),
            day.collected(),
            day.networkTable(),
            rules(),
            day.elapsed(),
            day.drift(),
            day.notes()));
  }

  /// A quiet day whose key inventory lies beside its log.
  public static AnalyzeResult dayWithKeysBeside() {
    AnalyzeResult day = quietDay();
    FileReport log =
        new FileReport("logs/a.ndjson", "ocsf", "plain", Status.READ, "", 9_204, 12, Map.of());
    FileReport keys =
        new FileReport(
            "logs/keys.json",
            "key-inventory",
            "plain",
            Status.NOT_EVENTS,
            "a list of keys, for --key-inventory",
            204,
            0,
            Map.of());
    CollectReport collected = new CollectReport(List.of(log, keys), 12, 0, 0, 0, 9_408, List.of());
    return new AnalyzeResult(
        day.analysis(), collected, day.networkTable(), RulesReport.NONE, day.elapsed());
  }

  /// A run that found a file and could read nothing of it.
  public static AnalyzeResult nothingReadable() {
    AnalyzeResult day = quietDay();
    FileReport file =
        new FileReport(
            "notes.txt", "", "plain", Status.UNKNOWN_FORMAT, "no reader knows it", 12, 0, Map.of());
    CollectReport nothing = new CollectReport(List.of(file), 0, 0, 0, 0, 12, List.of());
    return new AnalyzeResult(
        day.analysis(), nothing, day.networkTable(), RulesReport.NONE, day.elapsed());
  }

  private static AnalyzeResult result(List<Incident> incidents) {
    return new AnalyzeResult(
        new Analysis(SampleInventory.inventory(), incidents, 5, 8.9, 7, "2026.11"),
        collected(),
        new NetworkTableInfo(
            "DB-IP Lite (ASN and country)", "2026-10-01", 33, "IP Geolocation by DB-IP", List.of()),
        RulesReport.NONE,
        Duration.ofMillis(1_840),
        new Drift(
            SampleTime.DAY,
            List.of(
                new Drift.Change(
                    Drift.Kind.NOW_ANONYMOUS, "events.directory.example", "GET /insights", ""),
                new Drift.Change(
                    Drift.Kind.RETYPED_PARAMETER,
                    "console.directory.example",
                    "GET /api/systems",
                    "query limit: integer became string"),
                new Drift.Change(Drift.Kind.NEW_KEY, "", "", "jca_6fQ2kHRimport01"))),
        List.of());
  }

  private static RulesReport rules() {
    Detection detection =
        new Detection(
            "0f6f1d3e-2d1c-4a7e-9a51-6f0f6b2f7c11",
            "Trail stopped",
            "Stopping a trail hides what follows.",
            Severity.HIGH,
            List.of(new Technique("T1562.008", "Impair Defenses", "", Tactic.DEFENSE_EVASION)),
            List.of(),
            Facet.RULES,
            2.5,
            new Trigger.OnSign(Sign.NEW_SOURCE),
            "maintenance",
            "Look at the call.");
    SigmaRule rule =
        new SigmaRule(
            detection, "aws/trail.yml", 1, "test", "high", List.of("maintenance"), List.of());
    LeftOut leftOut =
        new LeftOut("aws/message.yml", 23, "a-rule", LeftOut.Kind.FIELD_NOT_KEPT, "errorMessage");
    return new RulesReport(
        "rules",
        new SigmaRules(List.of(rule), List.of(leftOut), 2),
        List.of(
            new RuleMatch(
                detection, 12, 3, 1_762_128_000_000_000L, 1_762_128_060_000_000L, "a-1")));
  }

  private static CollectReport collected() {
    return new CollectReport(
        List.of(
            new FileReport(
                "logs/console-2026-11-03.ndjson.gz",
                "jumpcloud",
                "gzip",
                Status.READ,
                "",
                5_812_004,
                38_211,
                Map.of(SkipReason.NOT_JSON, 12L, SkipReason.FIELD_MISSING, 3L)),
            new FileReport(
                "logs/events-2026-11-03.ndjson.gz",
                "jumpcloud",
                "gzip",
                Status.DAMAGED,
                "the gzip stream ends at byte 1,402,113",
                1_402_113,
                5_889,
                Map.of(SkipReason.STREAM_ENDS_EARLY, 1L)),
            new FileReport(
                "logs/gateway/access.log",
                "combined",
                "plain",
                Status.READ,
                FileReport.PRINCIPALS_FOR_KEYS,
                902_330,
                4_113,
                Map.of(SkipReason.LINE_UNPARSABLE, 198L)),
            new FileReport(
                "logs/README.md",
                "",
                "plain",
                Status.UNKNOWN_FORMAT,
                "no reader knows it",
                1_204,
                0,
                Map.of()),
            new FileReport("logs/.swp", "", "plain", Status.IGNORED, "hidden", 120, 0, Map.of())),
        48_213,
        214,
        31,
        2,
        8_117_771,
        List.of(
            new Skip(
                "logs/console-2026-11-03.ndjson.gz",
                1_042,
                811_003,
                SkipReason.NOT_JSON,
                "unexpected end of input"),
            new Skip(
                "logs/events-2026-11-03.ndjson.gz",
                5_890,
                6_120_090,
                SkipReason.STREAM_ENDS_EARLY,
                "the last block is missing"),
            new Skip(
                "logs/gateway/access.log",
                77,
                14_998,
                SkipReason.LINE_UNPARSABLE,
                "no request in quotes")));
  }
}
