package dev.warder.engine;

import dev.warder.engine.campaign.Draft;
import dev.warder.engine.campaign.FindingDraft;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.evidence.Judge;
import dev.warder.engine.evidence.Judge.Verdict;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.population.Population;
import dev.warder.engine.profile.Earliest;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.List;
import java.util.Map;

/// Weighs facts, and keeps the findings they make until the epoch closes.
final class Verdicts {
  private final Judge judge;
  private final Population population;
  private final Earliest<Draft> drafts = Draft.none();

  Verdicts(Judge judge, Population population) {
    this.judge = judge;
    this.population = population;
  }

  /// The call that brought something to light.
  ///
  /// @param step how many keys lie between it and the consumer it speaks against, see [Draft]
  record Call(long timeMicros, String uid, String tenant, int step) {}

  /// Adds a fact to a consumer's case.
  void add(Strand strand, Fact fact, Call now) {
    boolean measured = population.decidesFor(strand, now.timeMicros);
    tell(
        strand,
        judge.add(strand.evidence(), fact, strand.calls(), now.timeMicros, measured),
        judge.thresholdNats(),
        now);
  }

  /// Tells a consumer that stands out in its population.
  void standsOut(Strand strand, Fact fact, Score score, Call now) {
    tell(
        strand,
        judge.tell(strand.evidence(), fact, score, strand.calls(), now.timeMicros),
        population.thresholdNats(),
        now);
  }

  private void tell(Strand strand, Verdict verdict, double thresholdNats, Call now) {
    boolean isFirst = verdict.crossed();
    for (Fact told : verdict.facts()) {
      FindingDraft finding =
          new FindingDraft(
              strand, told, now.timeMicros, verdict.score(), thresholdNats, now.tenant);
      drafts.add(new Draft(finding, now.uid, now.step, isFirst));
      isFirst = false;
    }
  }

  /// Takes over the findings that others keep.
  void pour(Verdicts others) {
    drafts.pour(others.drafts);
  }

  /// Copies the findings that others keep.
  void copy(Verdicts others) {
    drafts.copy(others.drafts);
  }

  /// The findings kept, in order of time; changes with the next fact.
  List<Draft> drafts() {
    return drafts.sorted();
  }

  void clear() {
    drafts.clear();
  }

  void save(StateWriter out, StrandNumbers numbers) {
    out.list(drafts.sorted(), (to, draft) -> draft.save(to, numbers));
  }

  /// @param detections of content, by id
  void restore(StateReader in, RestoredStrands all, Map<String, Detection> detections)
      throws StateException {
    in.each(from -> {
      Draft draft = Draft.restore(from, all, detections);
      if (draft != null) {
        drafts.add(draft);
      }
    });
  }
}
