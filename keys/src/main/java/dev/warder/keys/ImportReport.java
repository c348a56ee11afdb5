package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.foreign.LineFault;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What became of lines that were to be taken in.
///
/// Guarantees holds nothing that a line said; taken + known + the sum of faults = lines that were
/// not blank, nor the names of CSV
///
/// @param taken keys that came in, or would
/// @param known keys that were there already, with the same id and hash; nothing changed
/// @param faults how many lines were not taken, by why
/// @param refusals the first [#MOST_TOLD] of those, in order
public record ImportReport(
    long taken, long known, Map<LineFault, Long> faults, List<Refusal> refusals) {
  public static final int MOST_TOLD = 100;

  public ImportReport {
    Map<LineFault, Long> counts = new EnumMap<>(LineFault.class);
    counts.putAll(faults);
    faults = counts;
    refusals = List.copyOf(refusals);
  }

  /// How many lines were not taken.
  public long refused() {
    return faults.values().stream().mapToLong(count -> count).sum();
  }

  /// A line that was not taken.
  ///
  /// @param line its number, from 1
  /// @param fault why
  /// @param field the field that is wrong; empty if it is none by itself
  public record Refusal(long line, LineFault fault, String field) {
    public Refusal {
      requireNonNull(fault, "fault is null");
      requireNonNull(field, "field is null");
    }
  }
}
