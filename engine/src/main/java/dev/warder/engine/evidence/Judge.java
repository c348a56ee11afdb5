package dev.warder.engine.evidence;

import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.Finding.Innocent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Adds facts to cases and says what there is to tell. Confined to the engine's thread.
public final class Judge {
  private static final Verdict SILENT =
      new Verdict(List.of(), new Score(0, List.of(), new Innocent("", 0), ""), false);

  private final Scorer scorer;

  public Judge(Scorer scorer) {
    this.scorer = scorer;
  }

  /// What a fact makes of a case.
  ///
  /// @param facts what is to be told now: all facts of a case that just crossed the threshold, the
  ///   new one of a case told before, else none
  /// @param score weight of the case
  /// @param crossed whether the case crossed the threshold with this fact
  public record Verdict(List<Fact> facts, Score score, boolean crossed) {}

  /// Adds a fact to a case.
  ///
  /// @param calls calls of the strand so far
  /// @param nowMicros time of the activity that brought the fact to light
  /// @param measured whether measured rates decide instead of declared weights, but for certain
  ///   signs
  public Verdict add(Case evidence, Fact fact, long calls, long nowMicros, boolean measured) {
    boolean isNew = evidence.isTold() && !evidence.holds(fact.detection());
    if (!evidence.add(fact, nowMicros)) {
      return SILENT;
    }
    Score toldAs = evidence.toldAs();
    if (toldAs != null) {
      return isNew ? new Verdict(List.of(fact), toldAs, false) : SILENT;
    }
    Collection<Fact> facts = evidence.facts(nowMicros);
    double nats = scorer.nats(facts);
    evidence.weighed(nats);
    boolean decides = !measured || holdCertain(facts);
    if (decides && evidence.isHarmful()) {
      evidence.harm(nowMicros);
    }
    if (evidence.isTold()) {
      return isNew ? new Verdict(List.of(fact), scorer.score(facts), false) : SILENT;
    }
    if (!decides || nats < scorer.thresholdNats()) {
      return SILENT;
    }
    evidence.tell(calls);
    return new Verdict(new ArrayList<>(facts), scorer.score(facts), true);
  }

  private static boolean holdCertain(Collection<Fact> facts) {
    for (Fact fact : facts) {
      if (fact.detection().facet() == Facet.CERTAIN) {
        return true;
      }
    }
    return false;
  }

  /// Tells a case that stands out in its population.
  ///
  /// @param fact what stands out
  /// @param score how far
  public Verdict tell(Case evidence, Fact fact, Score score, long calls, long nowMicros) {
    if (evidence.isTold()) {
      return SILENT;
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(fact);
    facts.addAll(evidence.facts(nowMicros));
    evidence.add(fact, nowMicros);
    evidence.tellAs(score, calls);
    return new Verdict(facts, score, true);
  }

  /// Tells a case for its part in something larger; if it was told before, only what is new.
  ///
  /// @param fact what it has a part in
  /// @param score how far that stands out
  public Verdict tellPart(Case evidence, Fact fact, Score score, long calls, long nowMicros) {
    if (!evidence.isTold()) {
      return tell(evidence, fact, score, calls, nowMicros);
    }
    boolean isNew = !evidence.holds(fact.detection());
    evidence.add(fact, nowMicros);
    return isNew ? new Verdict(List.of(fact), score, false) : SILENT;
  }

  public double thresholdNats() {
    return scorer.thresholdNats();
  }
}
