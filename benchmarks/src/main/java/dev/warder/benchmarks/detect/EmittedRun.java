package dev.warder.benchmarks.detect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One run of the product over the pooled sets, as it emits alerts within a daily budget, held
/// against the labels.
///
/// @param campaigns all of them
/// @param firsts of each detected campaign
record EmittedRun(List<Campaign> campaigns, List<FirstAlert> firsts) {
  /// In the order in which the scorer gets them.
  static final List<String> SETS = List.of("dev", "second");

  /// @param eval folder of the labelled sets
  /// @param work folder of `warder-BUDGET-SET.ndjson`
  static EmittedRun read(Path eval, Path work, int budget) throws IOException {
    List<Campaign> campaigns = new ArrayList<>();
    List<FirstAlert> firsts = new ArrayList<>();
    for (int set = 0; set < SETS.size(); set++) {
      String name = SETS.get(set);
      Campaign.Labels labels = Campaign.read(eval.resolve(name).resolve("labels.json"), set);
      Path findings = work.resolve("warder-" + budget + "-" + name + ".ndjson");
      List<Alert> alerts =
          AlertFile.emitted(AlertFile.read(findings, labels.startMillis()), budget);
      for (Campaign campaign : labels.campaigns()) {
        campaigns.add(campaign);
        FirstAlert.of(campaign, alerts).ifPresent(firsts::add);
      }
    }
    return new EmittedRun(campaigns, firsts);
  }

  /// What is detected is for the scorer to say; this only looks closer at it.
  ///
  /// Errors [IllegalStateException] if the scorer says otherwise: one of the two is wrong
  void checkAgainst(Set<String> scorer) {
    Set<String> here = new TreeSet<>();
    firsts.forEach(first -> here.add(first.campaign().id()));
    if (!here.equals(scorer)) {
      throw new IllegalStateException("the scorer has " + scorer + " detected, the report " + here);
    }
  }

  /// Malicious calls until the first correct alert, of the detected campaigns of some families.
  List<Integer> callsUntilAlert(Set<String> families) {
    return firsts.stream()
        .filter(first -> families.contains(first.campaign().family()))
        .map(FirstAlert::calls)
        .toList();
  }

  /// Share of the detected campaigns where one of the first two techniques is right.
  ///
  /// @param without parents to leave out on both sides
  /// @return empty if nothing is detected
  Optional<Double> techniquesRight(Set<String> without) {
    if (firsts.isEmpty()) {
      return Optional.empty();
    }
    long right =
        firsts.stream()
            .filter(
                f -> Techniques.hitWithinTwo(f.techniques(), f.campaign().techniques(), without))
            .count();
    return Optional.of((double) right / firsts.size());
  }
}
