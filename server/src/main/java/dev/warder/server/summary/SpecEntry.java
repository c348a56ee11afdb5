package dev.warder.server.summary;

import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.SpecFinding;
import dev.warder.model.inventory.SpecFinding.Kind;
import dev.warder.server.text.Wording;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A difference between traffic and description, and the API that has it.
///
/// @param api host
/// @param finding what differs
public record SpecEntry(String api, SpecFinding finding) {

  /// Every difference, worst first, then by kind.
  public static List<SpecEntry> of(Inventory inventory) {
    return inventory.apis().stream()
        .flatMap(api -> api.specFindings().stream().map(f -> new SpecEntry(api.host(), f)))
        .sorted(
            Comparator.comparingInt((SpecEntry entry) -> -entry.finding().severity().id())
                .thenComparing(entry -> entry.finding().kind()))
        .toList();
  }

  /// How many there are of each kind, in the order of the kinds.
  public static Map<Kind, Long> count(List<SpecEntry> entries) {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    entries.forEach(entry -> counts.merge(entry.finding().kind(), 1L, Long::sum));
    return counts;
  }

  /// `3 undocumented, 1 without key, 40 unused`.
  public static String words(List<SpecEntry> entries) {
    return count(entries).entrySet().stream()
        .map(e -> Wording.countOf(e.getValue(), Wording.word(e.getKey())))
        .collect(Collectors.joining(", "));
  }
}
