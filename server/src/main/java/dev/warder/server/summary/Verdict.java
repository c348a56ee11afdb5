package dev.warder.server.summary;

import dev.warder.engine.Analysis;
import dev.warder.model.finding.Incident;
import dev.warder.model.finding.Incident.Standing;
import dev.warder.server.text.Wording;
import java.util.List;

/// What a run means, in a sentence, and what that sentence does not say.
///
/// @param alerted incidents told within the budget, by risk
/// @param overBudget incidents kept because the day's budget was spent, by risk
/// @param headline one sentence
/// @param meaning what it rests on and what it leaves open
public record Verdict(
    List<Incident> alerted, List<Incident> overBudget, String headline, String meaning) {

  public Verdict {
    alerted = List.copyOf(alerted);
    overBudget = List.copyOf(overBudget);
  }

  public static Verdict of(Analysis analysis) {
    List<Incident> alerted = standing(analysis, Standing.ALERTED);
    List<Incident> over = standing(analysis, Standing.OVER_BUDGET);
    return alerted.isEmpty() && over.isEmpty()
        ? new Verdict(alerted, over, quietHeadline(analysis), quietMeaning(analysis))
        : new Verdict(alerted, over, headline(alerted, over), meaning(analysis, over));
  }

  public boolean isQuiet() {
    return alerted.isEmpty() && overBudget.isEmpty();
  }

  private static List<Incident> standing(Analysis analysis, Standing standing) {
    return analysis.incidents().stream().filter(i -> i.standing() == standing).toList();
  }

  private static String quietHeadline(Analysis analysis) {
    return analysis.inventory().credentials().isEmpty()
        ? "No key was seen: every call in these logs is anonymous."
        : "Nothing crossed the threshold: no key looks stolen in these logs.";
  }

  private static String quietMeaning(Analysis analysis) {
    return "No consumer of any key gathered "
        + Wording.decimal(analysis.thresholdNats())
        + " nats of evidence for theft against the best innocent explanation"
        + (analysis.keptQuiet() == 0
            ? ""
            : " (" + Wording.count(analysis.keptQuiet()) + " showed some, but less)")
        + ". That is no proof: a thief who was there before the log begins, who acts just as the"
        + " owner does, or whose calls are not in these files leaves nothing to compare.";
  }

  private static String headline(List<Incident> alerted, List<Incident> over) {
    List<Incident> all = alerted.isEmpty() ? over : alerted;
    long keys = all.stream().flatMap(i -> i.credentials().stream()).distinct().count();
    String incidents =
        all.size() == 1 ? "1 incident needs" : Wording.count(all.size()) + " incidents need";
    return incidents
        + " you: "
        + Wording.count(keys, "key looks", "keys look")
        + " stolen, the worst case "
        + Wording.word(worst(all).severity())
        + ".";
  }

  private static Incident worst(List<Incident> incidents) {
    return incidents.stream()
        .reduce(
            (a, b) -> b.severity().isAtLeast(a.severity()) && a.severity() != b.severity() ? b : a)
        .orElseThrow();
  }

  private static String meaning(Analysis analysis, List<Incident> over) {
    return "Each gathered at least "
        + Wording.decimal(analysis.thresholdNats())
        + " nats of evidence for theft against the best innocent explanation, within "
        + alertsADay(analysis)
        + "."
        + (over.isEmpty()
            ? ""
            : " "
                + Wording.count(over.size(), "more was", "more were")
                + " kept: the day's budget was spent.")
        + (analysis.keptQuiet() == 0
            ? ""
            : " "
                + Wording.count(analysis.keptQuiet(), "other consumer", "other consumers")
                + " showed some evidence, but less.");
  }

  private static String alertsADay(Analysis analysis) {
    double budget = analysis.alertsPerDay();
    String number =
        budget == Math.rint(budget) ? Wording.count((long) budget) : Wording.decimal(budget);
    return "a budget of " + number + (budget == 1 ? " alert" : " alerts") + " a day";
  }
}
