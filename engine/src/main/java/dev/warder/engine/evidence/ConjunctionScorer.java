package dev.warder.engine.evidence;

import dev.warder.model.finding.Facet;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.Finding.Innocent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Weighs a case as a conjunction of rare things, with declared weights.
///
/// Within a facet the strongest fact counts, and half a nat for each further one, at most
/// [#MAX_EXTRA]: five ways of reaching for credentials are not five independent proofs. Facets add
/// up. The facets that tell who calls change together when somebody moves or gets a new machine, so
/// of those only the strongest counts whole and the others by half, and they never suffice alone.
///
/// Does not guarantee a false-alarm rate: weights are priors, not measured rates
public final class ConjunctionScorer implements Scorer {

  /// Evidence that outweighs a prior of one theft among some eight thousand strands.
  public static final double THRESHOLD_NATS = 9;

  private static final Comparator<Fact> STRONGEST_FIRST =
      Comparator.comparingDouble(Fact::nats)
          .reversed()
          .thenComparing(fact -> fact.detection().id());

  private static final Comparator<Weight> HEAVIEST_FIRST =
      Comparator.comparingDouble(Weight::nats).reversed().thenComparing(Weight::facet);

  private static final double EXTRA = 0.5;
  private static final double MAX_EXTRA = 1.5;
  private static final double CORRELATED = 0.5;

  /// The most that identity alone can weigh.
  private static final double IDENTITY_CAP = THRESHOLD_NATS - 2;

  @Override
  public double thresholdNats() {
    return THRESHOLD_NATS;
  }

  /// What one facet adds.
  ///
  /// @param facts it rests on, strongest first
  private record Weight(Facet facet, double nats, List<Fact> facts) {}

  @Override
  public double nats(Collection<Fact> facts) {
    return sum(discounted(weights(facts)));
  }

  @Override
  public Score score(Collection<Fact> facts) {
    List<Weight> weights = weights(facts);
    List<Weight> discounted = discounted(weights);
    double nats = sum(discounted);
    List<FacetEvidence> facets = new ArrayList<>();
    discounted.stream().sorted(HEAVIEST_FIRST).forEach(weight -> facets.add(evidence(weight)));
    return new Score(nats, facets, innocent(facts, nats), counterfactual(weights, facets, nats));
  }

  /// What each facet weighs for itself, heaviest first.
  private static List<Weight> weights(Collection<Fact> facts) {
    Map<Facet, List<Fact>> byFacet = new EnumMap<>(Facet.class);
    for (Fact fact : facts) {
      byFacet.computeIfAbsent(fact.detection().facet(), absent -> new ArrayList<>(2)).add(fact);
    }
    List<Weight> weights = new ArrayList<>(byFacet.size());
    for (Map.Entry<Facet, List<Fact>> facet : byFacet.entrySet()) {
      facet.getValue().sort(STRONGEST_FIRST);
      weights.add(weight(facet.getKey(), facet.getValue()));
    }
    weights.sort(HEAVIEST_FIRST);
    return weights;
  }

  private static Weight weight(Facet facet, List<Fact> strongestFirst) {
    double extra = 0;
    for (int i = 1; i < strongestFirst.size(); i++) {
      extra += Math.min(EXTRA, strongestFirst.get(i).nats());
    }
    double nats = strongestFirst.getFirst().nats() + Math.min(extra, MAX_EXTRA);
    return new Weight(facet, nats, strongestFirst);
  }

  /// The facets that tell who calls, counted for as much as they may.
  private static List<Weight> discounted(List<Weight> heaviestFirst) {
    List<Weight> discounted = new ArrayList<>(heaviestFirst.size());
    double identity = 0;
    boolean first = true;
    for (Weight weight : heaviestFirst) {
      double nats = weight.nats();
      if (weight.facet().isIdentity()) {
        nats = Math.min(first ? nats : nats * CORRELATED, IDENTITY_CAP - identity);
        identity += nats;
        first = false;
      }
      discounted.add(new Weight(weight.facet(), nats, weight.facts()));
    }
    return discounted;
  }

  private static double sum(List<Weight> weights) {
    double nats = 0;
    for (Weight weight : weights) {
      nats += weight.nats();
    }
    return nats;
  }

  private static FacetEvidence evidence(Weight weight) {
    Fact strongest = weight.facts().getFirst();
    StringBuilder seen = new StringBuilder(strongest.seen());
    weight.facts().stream().skip(1).limit(3).forEach(fact -> seen.append("; ").append(fact.seen()));
    return new FacetEvidence(
        weight.facet(), weight.nats(), strongest.usual(), seen.toString(), strongest.newTo());
  }

  /// The story behind the strongest fact: it explains that one, and leaves the rest unexplained.
  private static Innocent innocent(Collection<Fact> facts, double nats) {
    Fact strongest = null;
    for (Fact fact : facts) {
      if (strongest == null
          || fact.nats() > strongest.nats()
          || (fact.nats() == strongest.nats()
              && fact.detection().id().compareTo(strongest.detection().id()) < 0)) {
        strongest = fact;
      }
    }
    String story = strongest == null ? "" : strongest.detection().innocent();
    return new Innocent(story.endsWith(".") ? story.substring(0, story.length() - 1) : story, nats);
  }

  /// What the case would weigh without its strongest facet; the others are weighed anew.
  private static String counterfactual(
      List<Weight> weights, List<FacetEvidence> facets, double nats) {
    if (nats < THRESHOLD_NATS || facets.isEmpty()) {
      return "";
    }
    FacetEvidence strongest = facets.getFirst();
    List<Weight> others = new ArrayList<>(weights);
    others.removeIf(weight -> weight.facet() == strongest.facet());
    double without = sum(discounted(others));
    return String.format(
        Locale.ROOT,
        "Without \"%s\" the evidence would be %.1f of the %.1f needed: %s.",
        strongest.facet().label(),
        without,
        THRESHOLD_NATS,
        without < THRESHOLD_NATS ? "nothing would have been said" : "it would still be told");
  }
}
