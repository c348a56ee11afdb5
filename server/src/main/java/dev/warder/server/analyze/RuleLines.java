package dev.warder.server.analyze;

import dev.warder.content.sigma.LeftOut;
import dev.warder.engine.RuleMatch;
import dev.warder.server.run.RulesReport;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The rows of the first screen about rules from outside, label and text.
final class RuleLines {
  private static final int MOST_MATCHES = 2;

  private RuleLines() {}

  static Map<String, String> of(RulesReport report) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("rules", loaded(report));
    rows.put("", matched(report));
    return rows;
  }

  private static String loaded(RulesReport report) {
    int loaded = report.rules().rules().size();
    int leftOut = report.rules().leftOut().size();
    String text = Wording.count(loaded) + " of " + Wording.count(loaded + leftOut) + " loaded";
    if (leftOut == 0) {
      return text;
    }
    String reasons =
        report.leftOutByKind().entrySet().stream()
            .map(entry -> Wording.count(entry.getValue()) + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    LeftOut first = report.rules().leftOut().getFirst();
    return text
        + "; left out: "
        + reasons
        + "; first "
        + Visible.brief(first.file())
        + ":"
        + first.line()
        + " "
        + Visible.brief(first.construct())
        + "; --json lists all";
  }

  private static String matched(RulesReport report) {
    if (report.matches().isEmpty()) {
      return "none matched";
    }
    long calls = report.matches().stream().mapToLong(RuleMatch::calls).max().orElse(0);
    String most =
        report.matches().stream()
            .limit(MOST_MATCHES)
            .map(match ->
                Visible.brief(match.rule().title()) + " (" + Wording.count(match.calls()) + ")")
            .collect(Collectors.joining(", "));
    return Wording.count(report.matches().size())
        + " matched, up to "
        + Wording.count(calls, "call", "calls")
        + " each: "
        + most;
  }
}
