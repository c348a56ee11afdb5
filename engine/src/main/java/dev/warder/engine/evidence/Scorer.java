package dev.warder.engine.evidence;

import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.Finding.Innocent;
import java.util.Collection;
import java.util.List;

/// Weighs a case. The one seam between what was seen and how sure that makes us.
///
/// Guarantees a pure function: the same facts in any order give the same score.
public interface Scorer {

  /// Evidence, in nats, from which on a case is told.
  double thresholdNats();

  /// What facts weigh, at most one per detection: [Score#nats] without the words, for it is asked
  /// at every fact and seldom enough.
  double nats(Collection<Fact> facts);

  /// Weighs facts, at most one per detection, and says what the weight rests on.
  Score score(Collection<Fact> facts);

  /// The weight of a case.
  ///
  /// @param nats log evidence for theft against the best innocent explanation
  /// @param facets what each facet adds, strongest first
  /// @param innocent the innocent story that fits best
  /// @param counterfactual what would have kept the case silent
  record Score(double nats, List<FacetEvidence> facets, Innocent innocent, String counterfactual) {
    public Score {
      facets = List.copyOf(facets);
    }

    /// Writes the score; one that several findings share stands once.
    public void save(StateWriter out) {
      out.shared(
          this,
          (to, score) -> {
            to.real(score.nats);
            to.list(score.facets, SavedNouns::write);
            SavedNouns.write(to, score.innocent);
            to.text(score.counterfactual);
          });
    }

    public static Score restore(StateReader in) throws StateException {
      return in.shared(
          Score.class,
          from ->
              new Score(
                  from.real(),
                  from.list(SavedNouns::facetEvidence),
                  SavedNouns.innocent(from),
                  from.text()));
    }
  }
}
