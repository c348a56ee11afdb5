package dev.warder.server.run;

import static java.util.Objects.requireNonNull;

import dev.warder.content.sigma.LeftOut;
import dev.warder.content.sigma.SigmaRules;
import dev.warder.engine.RuleMatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What became of the operator's own rules.
///
/// @param directory where they were read from, empty if none were asked for
/// @param rules loaded and left out
/// @param matches of those loaded, what matched, most calls first
public record RulesReport(String directory, SigmaRules rules, List<RuleMatch> matches) {
  /// No rules were asked for.
  public static final RulesReport NONE = new RulesReport("", SigmaRules.NONE, List.of());

  public RulesReport {
    requireNonNull(directory, "directory is null");
    requireNonNull(rules, "rules is null");
    matches = List.copyOf(matches);
  }

  public boolean isNone() {
    return directory.isEmpty();
  }

  /// How many rules were left out for each reason.
  public Map<LeftOut.Kind, Integer> leftOutByKind() {
    EnumMap<LeftOut.Kind, Integer> counts = new EnumMap<>(LeftOut.Kind.class);
    rules.leftOut().forEach(rule -> counts.merge(rule.kind(), 1, Integer::sum));
    return counts;
  }
}
