package dev.warder.keys.service;

import dev.warder.keys.ImportReport;
import dev.warder.keys.ImportReport.Refusal;
import dev.warder.keys.foreign.LineFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts what became of lines. Confined to one thread.
///
/// Bounds as many refusals as there are lines, of which the first are told
final class ImportCount {
  private final Map<LineFault, Long> faults = new EnumMap<>(LineFault.class);
  private final List<Refusal> refusals = new ArrayList<>();
  private long taken;
  private long known;

  void add(long line, ImportOutcome outcome) {
    switch (outcome) {
      case ImportOutcome.Taken _ -> taken++;
      case ImportOutcome.Known _ -> known++;
      case ImportOutcome.Refused(LineFault fault, String field) -> add(line, fault, field);
    }
  }

  void add(long line, LineFault fault, String field) {
    faults.merge(fault, 1L, Long::sum);
    refusals.add(new Refusal(line, fault, field));
  }

  ImportReport report() {
    List<Refusal> first =
        refusals.stream()
            .sorted(Comparator.comparingLong(Refusal::line))
            .limit(ImportReport.MOST_TOLD)
            .toList();
    return new ImportReport(taken, known, faults, first);
  }
}
