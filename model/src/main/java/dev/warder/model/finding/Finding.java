package dev.warder.model.finding;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Severity;
import dev.warder.model.Technique;
import java.util.List;

/// One detection that holds for one strand, with what it rests on.
///
/// Source OCSF 1.5 Detection Finding (2004)
///
/// @param uid stable id: a hash of detection, strand and first activity, the same at every replay
/// @param detectionId id of the detection that speaks
/// @param title what happened, one line
/// @param description what happened and why it matters, sentences
/// @param timeMicros when the strand's evidence crossed the threshold or, later, when this joined
///   it
/// @param tenant customer organisation, may be empty
/// @param credentialUid key the strand belongs to
/// @param strandUid the strand
/// @param severity how bad it would be
/// @param techniques ATT&CK, most telling first; empty if a rule from outside names none
/// @param owasp OWASP API Top 10 2023 ids
/// @param nats the strand's evidence when the finding was made
/// @param threshold evidence that was needed
/// @param facets what each facet adds, strongest first
/// @param innocent the best innocent explanation
/// @param counterfactual what would have kept it silent
/// @param advice what to do
/// @param evidence activities it rests on, in order of time, never empty
public record Finding(
    String uid,
    String detectionId,
    String title,
    String description,
    long timeMicros,
    String tenant,
    String credentialUid,
    String strandUid,
    Severity severity,
    List<Technique> techniques,
    List<String> owasp,
    double nats,
    double threshold,
    List<FacetEvidence> facets,
    Innocent innocent,
    String counterfactual,
    String advice,
    List<Evidence> evidence) {

  public Finding {
    requireNonNull(uid, "uid is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(innocent, "innocent is null");
    techniques = List.copyOf(techniques);
    owasp = List.copyOf(owasp);
    facets = List.copyOf(facets);
    evidence = List.copyOf(evidence);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException("a finding without evidence: " + uid);
    }
  }

  /// Certainty on a scale of 0 to 100 for OCSF `confidence_score`; half way at the threshold.
  public int confidence0To100() {
    double odds = Math.exp(Math.min(nats - threshold, 30));
    return (int) Math.round(100 * odds / (1 + odds));
  }

  /// The innocent story that fits best.
  ///
  /// @param story what an honest caller could have been doing
  /// @param nats how much worse it explains what was seen than theft does
  public record Innocent(String story, double nats) {
    public Innocent {
      requireNonNull(story, "story is null");
    }
  }
}
