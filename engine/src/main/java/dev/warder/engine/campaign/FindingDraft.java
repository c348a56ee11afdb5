package dev.warder.engine.campaign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.profile.Strand;
import dev.warder.model.StableHash;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.Finding;
import java.util.List;

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
}
