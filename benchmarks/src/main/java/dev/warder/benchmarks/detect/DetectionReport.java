package dev.warder.benchmarks.detect;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Prints the product beside its rivals: `DetectionReport EVAL WORK`, where EVAL holds the labelled
/// sets and WORK what `benchmarks/detect.sh` made. The last line is for programs.
public final class DetectionReport {
  private static final List<Integer> BUDGETS = List.of(1, 2, 5);
  private static final Set<String> SWIFT = Set.of("smash_grab", "priv_persist", "command_abuse");
  private static final String EMITTED = "emitted@2";
  private static final String RANKED = "ranked@2";
  private static final String POOLED = "pooled";
  private static final String BENIGN = "benign";
  private static final String NONE = "n/a";

  private final Method warder;
  private final List<Method> rivals;
  private final EmittedRun run;

  private DetectionReport(Path eval, Path work) throws IOException {
    Path scores = work.resolve("scores");
    this.warder = new Method(scores, "warder");
    this.rivals =
        List.of(
                "new_terms",
                "new_terms_learn7",
                "travel",
                "zscore",
                "rcf_key",
                "rcf_tenant",
                "midas_minute",
                "midas_hour")
            .stream()
            .map(name -> new Method(scores, name))
            .toList();
    this.run = EmittedRun.read(eval, work, 2);
    run.checkAgainst(warder.emitted(POOLED, 2).detected(EMITTED));
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: DetectionReport EVAL WORK");
      System.exit(2);
    }
    DetectionReport report = new DetectionReport(Path.of(args[0]), Path.of(args[1]));
    report.overview();
    report.families();
    report.details();
    report.lastLine();
  }

  private void overview() {
    Scores pooled = warder.emitted(POOLED, 2);
    Scores benign = warder.emitted(BENIGN, 2);
    System.out.printf(
        Locale.ROOT,
        "%n%s pooled: %d campaigns, %.0f evaluated days, %d benign items that must stay silent;"
            + " benign: no campaign, %.0f days, %d items%n",
        String.join(" and ", EmittedRun.SETS),
        run.campaigns().size(),
        pooled.days(),
        pooled.hardItems(),
        benign.days(),
        benign.hardItems());
    System.out.printf(
        Locale.ROOT,
        "emitted: the first of each day, as a product has to; ranked: the best of the month, which"
            + " only hindsight knows%n%n");
    System.out.printf(
        Locale.ROOT,
        "%-28s %22s %12s %9s %14s %11s%n",
        "",
        "recall at 1, 2, 5 a day",
        "false/day@2",
        "hard@2",
        "benign: a day@2",
        "hard@2");
    row("warder, emitted", warder, true);
    rivals.forEach(rival -> row(rival.name() + ", emitted", rival, true));
    row("warder, ranked (run at 5)", warder, false);
    rivals.forEach(rival -> row(rival.name() + ", ranked", rival, false));
    System.out.printf(
        Locale.ROOT,
        "%nwarder, emitted at 2 a day: 95 %% interval of recall over campaigns %s%n",
        pooled.interval(EMITTED));
  }

  private void row(String title, Method method, boolean emitted) {
    StringBuilder recalls = new StringBuilder();
    for (int budget : BUDGETS) {
      Scores scores = emitted ? method.emitted(POOLED, budget) : method.ranked(POOLED);
      String mode = (emitted ? "emitted@" : "ranked@") + budget;
      recalls.append("  ").append(text(scores.figure(mode, "recall"), 3));
    }
    String mode = emitted ? EMITTED : RANKED;
    Scores pooled = emitted ? method.emitted(POOLED, 2) : method.ranked(POOLED);
    Scores benign = emitted ? method.emitted(BENIGN, 2) : method.ranked(BENIGN);
    System.out.printf(
        Locale.ROOT,
        "%-28s %22s %12s %9s %15s %11s%n",
        title,
        recalls,
        text(pooled.figure(mode, "false_per_day"), 2),
        text(pooled.figure(mode, "hard_violations"), 0),
        text(benign.figure(mode, "alerts_per_day"), 2),
        text(benign.figure(mode, "hard_violations"), 0));
  }

  private void families() {
    TreeMap<String, Integer> sizes = new TreeMap<>();
    warder.emitted(POOLED, 2).families().values().forEach(f -> sizes.merge(f, 1, Integer::sum));
    System.out.printf(
        Locale.ROOT,
        "%ncampaigns detected of each family, 2 a day: warder as emitted, rivals ranked%n");
    System.out.printf(Locale.ROOT, "%-16s %4s %8s", "", "all", "warder");
    rivals.forEach(rival -> System.out.printf(Locale.ROOT, " %16s", rival.name()));
    System.out.printf(Locale.ROOT, "%n");
    Set<String> unseen = new TreeSet<>();
    sizes.forEach((family, size) -> {
      System.out.printf(
          Locale.ROOT,
          "%-16s %4d %8d",
          family,
          size,
          count(warder.emitted(POOLED, 2), EMITTED, family));
      rivals.forEach(rival ->
          System.out.printf(Locale.ROOT, " %16d", count(rival.ranked(POOLED), RANKED, family)));
      System.out.printf(Locale.ROOT, "%n");
      if (isUnseen(family)) {
        unseen.add(family);
      }
    });
    System.out.printf(
        Locale.ROOT,
        "no method sees, even at 5 a day: %s%n",
        unseen.isEmpty() ? "there is no such family" : String.join(", ", unseen));
  }

  private boolean isUnseen(String family) {
    return count(warder.emitted(POOLED, 5), "emitted@5", family) == 0
        && rivals.stream().allMatch(r -> count(r.ranked(POOLED), "ranked@5", family) == 0);
  }

  private static long count(Scores scores, String mode, String family) {
    Set<String> detected = scores.detected(mode);
    return scores.families().entrySet().stream()
        .filter(c -> c.getValue().equals(family) && detected.contains(c.getKey()))
        .count();
  }

  private void details() {
    List<Integer> calls = run.callsUntilAlert(SWIFT);
    long all = run.campaigns().stream().filter(c -> SWIFT.contains(c.family())).count();
    System.out.printf(Locale.ROOT, "%nwarder, emitted at 2 a day%n");
    System.out.printf(
        Locale.ROOT,
        "calls until the first correct alert (%s): median %s of the %d detected, %s of all %d%n",
        String.join(", ", new TreeSet<>(SWIFT)),
        calls(FirstAlert.median(calls, calls.size()), NONE),
        calls.size(),
        calls(FirstAlert.median(calls, (int) all), "censored (too many undetected)"),
        all);
    System.out.printf(
        Locale.ROOT,
        "campaigns with two or more findings that lie in one incident: %s%n",
        text(warder.emitted(POOLED, 2).shareInOneIncident(), 3));
    System.out.printf(
        Locale.ROOT,
        "one of the first two techniques is right: %s; leaving T1078 out of both lists: %s%n",
        text(run.techniquesRight(Set.of()), 3),
        text(run.techniquesRight(Set.of("T1078")), 3));
  }

  private static String calls(Optional<Integer> median, String otherwise) {
    return median.map(String::valueOf).orElse(otherwise);
  }

  private void lastLine() {
    List<Integer> calls = run.callsUntilAlert(SWIFT);
    Scores pooled = warder.emitted(POOLED, 2);
    Optional<Double> best =
        rivals.stream().flatMap(r -> r.rankedRecall(2).stream()).max(Comparator.naturalOrder());
    System.out.printf(
        Locale.ROOT,
        "%nrecall_at_2=%s recall_at_1=%s recall_at_5=%s false_incidents_per_day=%s"
            + " hardset_violations=%s benign_incidents_per_day=%s median_calls_to_detect=%s"
            + " one_incident_share=%s technique_top2=%s best_rival_ranked_at_2=%s%n",
        text(pooled.figure(EMITTED, "recall"), 3),
        text(warder.emitted(POOLED, 1).figure("emitted@1", "recall"), 3),
        text(warder.emitted(POOLED, 5).figure("emitted@5", "recall"), 3),
        text(pooled.figure(EMITTED, "false_per_day"), 2),
        text(pooled.figure(EMITTED, "hard_violations"), 0),
        text(warder.emitted(BENIGN, 2).figure(EMITTED, "alerts_per_day"), 2),
        calls(FirstAlert.median(calls, calls.size()), NONE),
        text(pooled.shareInOneIncident(), 3),
        text(run.techniquesRight(Set.of()), 3),
        text(best, 3));
  }

  private static String text(Optional<Double> figure, int decimals) {
    return figure
        .map(value -> BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP))
        .map(BigDecimal::toPlainString)
        .orElse(NONE);
  }
}
