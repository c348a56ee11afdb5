package dev.warder.engine.population;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.population.Weighing.Halves;
import dev.warder.engine.population.Who.Kind;
import dev.warder.engine.profile.Profile;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.FacetEvidence.Circle;
import dev.warder.model.finding.Finding.Innocent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Says in words and by facet what a consumer's weight rests on: usual against seen. The facets add
/// up to the weight.
final class Explanation {
  private static final Comparator<FacetEvidence> STRONGEST_FIRST =
      Comparator.comparingDouble(FacetEvidence::nats)
          .reversed()
          .thenComparing(FacetEvidence::facet);

  private final Weighing weighing;
  private final StrandDay day;
  private final int peers;
  private final Map<Facet, Part> parts = new EnumMap<>(Facet.class);

  /// One facet while it is put together.
  private static final class Part {
    private final List<String> usual = new ArrayList<>(1);
    private final List<String> seen = new ArrayList<>(1);
    private double nats;
    private Circle newTo = Circle.KEY;

    void add(double more, String usualWords, String seenWords) {
      nats += more;
      usual.add(usualWords);
      seen.add(seenWords);
    }
  }

  Explanation(Weighing weighing, StrandDay day, int peers) {
    this.weighing = weighing;
    this.day = day;
    this.peers = peers;
  }

  Score score(Halves halves, double thresholdNats) {
    rareOperations();
    traits();
    detections();
    scale(halves.deeds() + Math.min(0, halves.who()));
    who(Math.max(0, halves.who()));
    List<FacetEvidence> facets = new ArrayList<>();
    parts.forEach((facet, part) ->
        facets.add(
            new FacetEvidence(
                facet,
                part.nats,
                String.join("; ", part.usual.stream().distinct().toList()),
                String.join("; ", part.seen),
                part.newTo)));
    facets.sort(STRONGEST_FIRST);
    double nats = halves.nats();
    return new Score(
        nats,
        facets,
        new Innocent(day.who().kind().innocent, nats),
        counterfactual(halves, thresholdNats));
  }

  private Part part(Facet facet) {
    return parts.computeIfAbsent(facet, absent -> new Part());
  }

  private void rareOperations() {
    double nats = day.rare().nats();
    if (nats <= 0 || day.rare().size() == 0) {
      return;
    }
    int known = day.strand().profile().knownOperations();
    int more = day.rare().size() - 1;
    part(Facet.DISCOVERY)
        .add(
            nats,
            known == 1 ? "one operation" : known + " operations",
            day.rare().rarestName()
                + (more == 0 ? "" : " and " + more + " more")
                + ", new to the key and rare elsewhere");
  }

  private void traits() {
    for (Trait trait : Trait.ALL) {
      double nats = weighing.trait(day, trait, peers);
      if (nats > 0) {
        part(trait.facet).add(nats, day.usual(trait), day.seen(trait));
      }
    }
  }

  private void detections() {
    Map<Facet, Double> byFacet = weighing.detections(day, peers);
    for (Detection detection : day.detections().values()) {
      double nats = byFacet.getOrDefault(detection.facet(), 0.0);
      if (nats > 0) {
        byFacet.remove(detection.facet());
        int days = day.habits().days(detection.id());
        part(detection.facet())
            .add(
                nats,
                days == 0 ? "never did this" : "did this on " + days + " days",
                detection.title());
      }
    }
  }

  private void scale(double to) {
    double sum = 0;
    for (Part part : parts.values()) {
      sum += part.nats;
    }
    for (Part part : parts.values()) {
      part.nats = sum == 0 ? 0 : part.nats * Math.max(0, to) / sum;
    }
  }

  private void who(double nats) {
    Who who = day.who();
    if (who.kind() == Kind.OWN || nats == 0) {
      return;
    }
    boolean newSource = who.source() != SourceStep.KNOWN;
    boolean newClient = who.client() != ClientStep.KNOWN;
    double each = newSource && newClient ? nats / 2 : nats;
    Profile profile = day.strand().profile();
    if (newSource || !newClient) {
      Part part = part(Facet.SOURCE);
      part.add(each, profile.sources().words(3), day.strand().birth().source().words());
      part.newTo = circle(who.source());
    }
    if (newClient) {
      Part part = part(Facet.CLIENT);
      part.add(each, profile.clients().words(3), day.strand().client());
      part.newTo = who.client() == ClientStep.UNKNOWN ? Circle.WORLD : Circle.KEY;
    }
  }

  private static Circle circle(SourceStep step) {
    return switch (step) {
      case KNOWN -> Circle.NOBODY;
      case NEW_ADDRESS, KNOWN_TO_TENANT -> Circle.KEY;
      case KNOWN_TO_WORLD, RENTABLE -> Circle.TENANT;
      case UNKNOWN -> Circle.WORLD;
    };
  }

  private String counterfactual(Halves halves, double thresholdNats) {
    boolean whoWeighsMore = halves.who() > halves.deeds();
    Halves without =
        whoWeighsMore
            ? Weighing.balance(day.who().kind(), 0, halves.deeds())
            : Weighing.balance(day.who().kind(), halves.who(), 0);
    return String.format(
        Locale.ROOT,
        "Without %s the evidence would be %.1f of the %.1f needed: %s.",
        whoWeighsMore ? "what is new about who calls" : "what it did",
        Math.max(0, without.nats()),
        thresholdNats,
        without.nats() < thresholdNats ? "nothing would have been said" : "it would still be told");
  }
}
