package dev.warder.server.summary;

import dev.warder.model.finding.Incident;
import dev.warder.server.text.Visible;
import java.util.ArrayList;
import java.util.List;

/// What to do after reading a result: what the worst incident advises, then how to look closer.
public final class NextSteps {
  private static final int ADVICE = 2;

  private NextSteps() {}

  /// Steps in the order to take them, made visible.
  ///
  /// @param verdict what the run means
  /// @param findingsFile where the findings were written, empty if they were not
  /// @param inputs what was analysed, as typed
  public static List<String> of(Verdict verdict, String findingsFile, List<String> inputs) {
    List<String> steps = new ArrayList<>();
    List<Incident> incidents =
        verdict.alerted().isEmpty() ? verdict.overBudget() : verdict.alerted();
    if (incidents.isEmpty()) {
      steps.add("Run again over more days: what is usual for a key shows only with history.");
      return steps;
    }
    Incident worst = incidents.getFirst();
    worst.advice().stream().limit(ADVICE).map(Visible::text).forEach(steps::add);
    String uid = Visible.text(worst.findings().getFirst().uid());
    if (findingsFile.isEmpty()) {
      steps.add("warder analyze " + typed(inputs) + " --findings findings.ndjson");
      steps.add("warder explain " + uid + " --findings findings.ndjson");
    } else {
      steps.add("warder explain " + uid + " --findings " + quoted(findingsFile));
    }
    return steps;
  }

  private static String typed(List<String> inputs) {
    return inputs.size() > 3
        ? quoted(inputs.getFirst()) + " ..."
        : String.join(" ", inputs.stream().map(NextSteps::quoted).toList());
  }

  private static String quoted(String argument) {
    String visible = Visible.text(argument);
    return visible.matches("[\\w./:@%+=,-]+") ? visible : "'" + visible.replace("'", "'\\''") + "'";
  }
}
