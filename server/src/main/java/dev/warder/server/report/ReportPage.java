package dev.warder.server.report;

import dev.warder.model.finding.Incident;
import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.StrandSummary.Standing;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.summary.Losses;
import dev.warder.server.summary.PostureEntry;
import dev.warder.server.summary.SpecEntry;
import dev.warder.server.summary.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Everything a report shows, worked out once; templates only lay it out.
///
/// @param result what came of the run
/// @param verdict what it means
/// @param losses what was not read
/// @param incidents alerted ones by risk, then those over the budget
/// @param operations of all APIs, by calls
/// @param keys suspects first, then by calls
/// @param posture weaknesses, worst first
/// @param specs differences between traffic and descriptions, worst first
/// @param assets style and scripts
/// @param chartData JSON for the charts, safe inside a script element
record ReportPage(
    AnalyzeResult result,
    Verdict verdict,
    Losses losses,
    Capped<Incident> incidents,
    Capped<OperationSummary> operations,
    Capped<CredentialSummary> keys,
    Capped<PostureEntry> posture,
    Capped<SpecEntry> specs,
    Assets assets,
    String chartData) {

  static ReportPage of(AnalyzeResult result) {
    Verdict verdict = Verdict.of(result.analysis());
    List<Incident> incidents = new ArrayList<>(verdict.alerted());
    incidents.addAll(verdict.overBudget());
    Capped<Incident> shown = Capped.of(incidents, Capped.INCIDENTS);
    return new ReportPage(
        result,
        verdict,
        new Losses(result.collected()),
        shown,
        Capped.of(operations(result), Capped.ROWS),
        Capped.of(keys(result), Capped.KEYS),
        Capped.of(PostureEntry.of(result.analysis().inventory()), Capped.ROWS),
        Capped.of(SpecEntry.of(result.analysis().inventory()), Capped.ROWS),
        Assets.load(),
        ChartData.of(result, shown.shown()));
  }

  Inventory inventory() {
    return result.analysis().inventory();
  }

  long operationCount() {
    return inventory().apis().stream().mapToLong(a -> a.operations().size()).sum();
  }

  long consumerCount() {
    return inventory().credentials().stream().mapToLong(c -> c.strands().size()).sum();
  }

  long suspectCount() {
    return inventory().credentials().stream()
        .flatMap(c -> c.strands().stream())
        .filter(s -> s.standing() == Standing.SUSPECT)
        .count();
  }

  long privilegedOperationCount() {
    return inventory().apis().stream()
        .flatMap(a -> a.operations().stream())
        .filter(o -> o.riskClass().isPrivileged())
        .count();
  }

  long suspectSourceCount() {
    return inventory().sources().stream().filter(s -> s.suspect()).count();
  }

  private static List<OperationSummary> operations(AnalyzeResult result) {
    return result.analysis().inventory().apis().stream()
        .flatMap(a -> a.operations().stream())
        .sorted(Comparator.comparingLong(OperationSummary::calls).reversed())
        .toList();
  }

  private static List<CredentialSummary> keys(AnalyzeResult result) {
    return result.analysis().inventory().credentials().stream()
        .sorted(Comparator.comparingInt(k -> KeyStanding.isSuspect(k) ? 0 : 1))
        .toList();
  }
}
