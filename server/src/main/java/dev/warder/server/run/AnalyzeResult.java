package dev.warder.server.run;

import static java.util.Objects.requireNonNull;

import dev.warder.collect.CollectReport;
import dev.warder.engine.Analysis;
import java.time.Duration;

/// What came of an analysis.
///
/// @param analysis what was concluded
/// @param collected what was read and lost
/// @param networkTable the address table that was used
/// @param rules what became of rules from outside
/// @param elapsed wall time of the run; for people, never written into findings or inventory
public record AnalyzeResult(
    Analysis analysis,
    CollectReport collected,
    NetworkTableInfo networkTable,
    RulesReport rules,
    Duration elapsed) {

  public AnalyzeResult {
    requireNonNull(analysis, "analysis is null");
    requireNonNull(collected, "collected is null");
    requireNonNull(networkTable, "networkTable is null");
    requireNonNull(rules, "rules is null");
    requireNonNull(elapsed, "elapsed is null");
  }
}
