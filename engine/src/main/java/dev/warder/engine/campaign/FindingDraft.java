package dev.warder.engine.campaign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.StableHash;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A finding as it was made, before its samples are complete.
///
/// @param strand whose case it belongs to
/// @param fact what it says
/// @param timeMicros when it was made
/// @param score weight of the case then
/// @param thresholdNats weight that was needed
/// @param tenant customer organisation, may be empty
public record FindingDraft(
    Strand strand, Fact fact, long timeMicros, Score score, double thresholdNats, String tenant) {

  private String uid() {
    Evidence first = fact.evidence();
    return StableHash.uid(
        "f", fact.detection().id(), strand.uid(), first.credentialUid(), first.activityUid());
  }

  Finding finish(List<Evidence> samples) {
    Detection detection = fact.detection();
    return new Finding(
        uid(),
        detection.id(),
        detection.title(),
        detection.why() + " Seen: " + fact.seen() + ".",
        timeMicros,
        tenant,
        fact.evidence().credentialUid(),
        strand.uid(),
        detection.severity(),
        detection.techniques(),
        detection.owasp(),
        score.nats(),
        thresholdNats,
        score.facets(),
        score.innocent(),
        score.counterfactual(),
        detection.advice(),
        samples);
  }

  void save(StateWriter out, StrandNumbers numbers) {
    numbers.write(out, strand);
    fact.save(out);
    out.signed(timeMicros);
    score.save(out);
    out.real(thresholdNats);
    out.text(tenant);
  }

  /// Takes back what was saved; null if content no longer has the detection.
  ///
  /// @param detections of content, by id
  static @Nullable FindingDraft restore(
      StateReader in, RestoredStrands all, Map<String, Detection> detections)
      throws StateException {
    Strand strand = all.read(in);
    Fact fact = Fact.restore(in, detections);
    long timeMicros = in.signed();
    Score score = Score.restore(in);
    double thresholdNats = in.real();
    String tenant = in.text();
    return fact == null
        ? null
        : new FindingDraft(strand, fact, timeMicros, score, thresholdNats, tenant);
  }
}
