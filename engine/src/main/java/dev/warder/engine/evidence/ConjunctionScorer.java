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

  private static final Comparator<FacetEvidence> STRONGEST_FIRST =
      Comparator.comparingDouble(FacetEvidence::nats)
          .reversed()
          .thenComparing(FacetEvidence::facet);

  private static final double EXTRA = 0.5;
  private static final double MAX_EXTRA = 1.5;
  private static final double CORRELATED = 0.5;

  /// The most that identity alone can weigh.
  private static final double IDENTITY_CAP = THRESHOLD_NATS - 2;

  @Override
  public double thresholdNats() {
    return THRESHOLD_NATS;
  }

  @Override
  public Score score(Collection<Fact> facts) {
    Map<Facet, List<Fact>> byFacet = byFacet(facts);
    List<FacetEvidence> facets = new ArrayList<>();
    byFacet.forEach((facet, of) -> facets.add(evidence(facet, of)));
    List<FacetEvidence> weighed = weigh(facets);
    double nats = sum(weighed);
    return new Score(nats, weighed, innocent(facts, nats), counterfactual(facets, weighed, nats));
  }

  private static List<FacetEvidence> weigh(List<FacetEvidence> facets) {
    List<FacetEvidence> sorted = new ArrayList<>(facets);
    sorted.sort(STRONGEST_FIRST);
    List<FacetEvidence> weighed = discountIdentity(sorted);
    weighed.sort(STRONGEST_FIRST);
    return weighed;
  }

  private static double sum(List<FacetEvidence> facets) {
    double nats = 0;
    for (FacetEvidence facet : facets) {
      nats += facet.nats();
    }
    return nats;
  }

  private static Map<Facet, List<Fact>> byFacet(Collection<Fact> facts) {
    Map<Facet, List<Fact>> byFacet = new EnumMap<>(Facet.class);
    for (Fact fact : facts) {
      byFacet.computeIfAbsent(fact.detection().facet(), absent -> new ArrayList<>()).add(fact);
    }
    Comparator<Fact> strongestFirst =
        Comparator.comparingDouble(Fact::nats)
            .reversed()
            .thenComparing(fact -> fact.detection().id());
    byFacet.values().forEach(of -> of.sort(strongestFirst));
    return byFacet;
  }

  private static FacetEvidence evidence(Facet facet, List<Fact> of) {
    Fact strongest = of.getFirst();
    double extra = 0;
    for (Fact fact : of.subList(1, of.size())) {
      extra += Math.min(EXTRA, fact.nats());
    }
    StringBuilder seen = new StringBuilder(strongest.seen());
    of.stream().skip(1).limit(3).forEach(fact -> seen.append("; ").append(fact.seen()));
    return new FacetEvidence(
        facet,
        strongest.nats() + Math.min(extra, MAX_EXTRA),
        strongest.usual(),
        seen.toString(),
        strongest.newTo());
  }

  private static List<FacetEvidence> discountIdentity(List<FacetEvidence> strongestFirst) {
    List<FacetEvidence> discounted = new ArrayList<>();
    double identity = 0;
    boolean first = true;
    for (FacetEvidence facet : strongestFirst) {
      double nats = facet.nats();
      if (facet.facet().isIdentity()) {
        nats = Math.min(first ? nats : nats * CORRELATED, IDENTITY_CAP - identity);
        identity += nats;
        first = false;
      }
      discounted.add(
          new FacetEvidence(facet.facet(), nats, facet.usual(), facet.seen(), facet.newTo()));
    }
    return discounted;
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
      List<FacetEvidence> facets, List<FacetEvidence> weighed, double nats) {
    if (nats < THRESHOLD_NATS || weighed.isEmpty()) {
      return "";
    }
    FacetEvidence strongest = weighed.getFirst();
    List<FacetEvidence> others = new ArrayList<>(facets);
    others.removeIf(facet -> facet.facet() == strongest.facet());
    double without = sum(weigh(others));
    return String.format(
        Locale.ROOT,
        "Without \"%s\" the evidence would be %.1f of the %.1f needed: %s.",
        strongest.facet().label(),
        without,
        THRESHOLD_NATS,
        without < THRESHOLD_NATS ? "nothing would have been said" : "it would still be told");
  }
}
