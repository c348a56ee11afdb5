package dev.warder.engine;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.Verdicts.Call;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.population.Days;
import dev.warder.engine.profile.KeyRing;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.sign.FactSink;
import dev.warder.engine.sign.Noticed;
import dev.warder.engine.sign.Signs;
import dev.warder.model.Activity;
import dev.warder.model.finding.FacetEvidence;
import org.jspecify.annotations.Nullable;

/// Some of the keys, and all that is known of each of them. It hears of other keys only what was
/// made known when the last epoch closed, and keeps what others are to hear until the next does; so
/// it does not matter in which partition a key is, nor which of them runs first.
final class Partition implements FactSink {
  private final KeyRing keys;
  private final Signs signs;
  private final Days days;
  private final Verdicts verdicts;
  private @Nullable Activity judged;

  Partition(KeyRing keys, Signs signs, Days days, Verdicts verdicts) {
    this.keys = keys;
    this.signs = signs;
    this.days = days;
    this.verdicts = verdicts;
  }

  /// Profile, signs and evidence of one call.
  void take(Activity activity, OperationView operation) {
    Observation seen = keys.observe(activity, operation);
    if (seen.credential().isAuthentic()) {
      judged = activity;
      boolean providersOwn = Signs.isProvidersOwn(seen);
      if (!providersOwn) {
        days.note(seen);
      }
      signs.look(seen, this);
      if (!providersOwn) {
        judgeBesidePopulation(seen);
      }
    }
    keys.learn(seen);
  }

  private void judgeBesidePopulation(Observation seen) {
    Score score = days.standsOut(seen);
    if (score == null) {
      return;
    }
    FacetEvidence strongest = score.facets().getFirst();
    Fact fact = signs.standsOut(seen, strongest.usual(), strongest.seen());
    if (fact != null) {
      verdicts.standsOut(seen.strand(), fact, score, call(seen.activity()));
    }
  }

  /// Takes a fact of the call at hand: the population counts it, the judge weighs it.
  @Override
  public void accept(Strand strand, Fact fact) {
    days.note(strand, fact.detection());
    verdicts.add(strand, fact, call(requireNonNull(judged)));
  }

  @Override
  public void again(Strand strand, Detection detection) {
    days.note(strand, detection);
  }

  private static Call call(Activity activity) {
    return new Call(activity.timeMicros(), activity.uid(), activity.tenant(), 0);
  }

  /// What other keys are to hear of when the epoch closes.
  Noticed noticed() {
    return signs.noticed();
  }

  Days days() {
    return days;
  }

  Verdicts verdicts() {
    return verdicts;
  }

  Signs signs() {
    return signs;
  }
}
