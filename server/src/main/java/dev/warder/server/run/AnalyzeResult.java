package dev.warder.server.run;

import static java.util.Objects.requireNonNull;

import dev.warder.collect.CollectReport;
import dev.warder.engine.Analysis;
import dev.warder.engine.drift.Drift;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of an analysis.
///
/// @param analysis what was concluded
/// @param collected what was read and lost
/// @param networkTable the address table that was used
/// @param rules what became of rules from outside
/// @param elapsed wall time of the run; for people, never written into findings or inventory
/// @param drift what changed since the last run, null if there is none to compare with
/// @param notes what else the person who asked should know, a sentence each
public record AnalyzeResult(
    Analysis analysis,
    CollectReport collected,
    NetworkTableInfo networkTable,
    RulesReport rules,
    Duration elapsed,
    @Nullable Drift drift,
    List<String> notes) {

  public AnalyzeResult {
    requireNonNull(analysis, "analysis is null");
    requireNonNull(collected, "collected is null");
    requireNonNull(networkTable, "networkTable is null");
    requireNonNull(rules, "rules is null");
    requireNonNull(elapsed, "elapsed is null");
    notes = List.copyOf(notes);
  }

  /// A result that nothing is compared with.
  public AnalyzeResult(
      Analysis analysis,
      CollectReport collected,
      NetworkTableInfo networkTable,
      RulesReport rules,
      Duration elapsed) {
    this(analysis, collected, networkTable, rules, elapsed, null, List.of());
  }
}
