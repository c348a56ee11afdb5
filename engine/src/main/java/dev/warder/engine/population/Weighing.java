package dev.warder.engine.population;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Thieves;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.population.Who.Kind;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.finding.Facet;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// Weighs a consumer's day: who it is, what it does, and both together.
///
/// Each half is a log ratio, thieves' share against the population's, and then held against the
/// measured tail of such ratios: what one day in a hundred reaches counts as `ln 100`. This is what
/// keeps traits that come together on honest days from being counted twice. Deeds never count for
/// more than their ratio. Who calls may: its ratio, of thieves exactly this new to honest days at
/// least as new, says less than it could and only puts the days in order. What newcomers to the key
/// itself have made usual is taken off afterwards, for a rank over all keys would not forget them.
///
/// Then the halves are balanced. A thief is both: somebody new, and somebody who does what the key
/// does not. So neither half counts for more than [#BALANCE] nats beyond the other. A consumer long
/// known can only be told for its deeds; what its being known says against theft is taken off.
final class Weighing {
  private static final double BALANCE = 3;

  /// Several traits of one day are not independent; each further one counts for less.
  private static final double[] WEIGHTS = {1, 0.7, 0.5, 0.3, 0.2, 0.1, 0.1};

  /// How the tail is thought to fall before it is measured: more slowly than an exact ratio would.
  private static final double WHO_PRIOR_FALL = 0.5;

  private static final double WHO_PRIOR_DAYS = 50;

  private final Rates rates;
  private final Thieves thieves;
  private final Tail whoTail = new Tail();
  private final DeedTails deedTails = new DeedTails();

  Weighing(Rates rates) {
    this.rates = rates;
    this.thieves = rates.thieves();
  }

  /// Counts a finished day.
  void learn(StrandDay day) {
    whoTail.add(day.rawWho);
    deedTails.learn(day.who().kind(), day.course());
  }

  /// How far a day stands out, in nats.
  double nats(StrandDay day, int peers) {
    day.rawWho = rawWho(day, peers);
    double deeds = deeds(day, peers);
    Halves halves = balance(day.who().kind(), who(day, peers), deeds);
    day.mostNats = Math.max(day.mostNats, halves.nats());
    day.shared = shared(day, halves);
    return halves.nats();
  }

  /// What a day says beside days of other tenants' keys from the same source. That the owner is
  /// elsewhere, or uses something else, speaks no louder than what is done there: a vendor that
  /// moves takes all its keys along. No more than one new operation is a new version of its
  /// software. Being known is no excuse: the source may be known, too.
  private static double shared(StrandDay day, Halves halves) {
    double who = Math.max(0, halves.who());
    if (day.course().mostRaw() <= Rarity.MOST && day.who().kind() != Kind.NEW_BOTH) {
      return 0;
    }
    return switch (day.who().kind()) {
      case FOUNDING -> 0;
      case OWN -> halves.deeds();
      case NEAR, NEW_SOURCE, NEW_CLIENT -> halves.deeds() + Math.min(who, halves.deeds());
      case NEW_BOTH -> halves.nats();
    };
  }

  private double deeds(StrandDay day, int peers) {
    double raw = rawDeeds(day, peers);
    return deedTails.nats(day.who().kind(), day.course(), day.calls(), raw, day.habits());
  }

  private double rawWho(StrandDay day, int peers) {
    Who who = day.who();
    return who.kind() == Kind.OWN
        ? StrictMath.log(thieves.owner().thieves() / thieves.owner().honest())
        : StrictMath.log(
            who.source().thieves(thieves)
                * who.client().thieves(thieves)
                / rates.who(who, peers, day.habits()));
  }

  private double rawDeeds(StrandDay day, int peers) {
    double[] nats = new double[Trait.ALL.length + Facet.values().length];
    int size = 0;
    for (Trait trait : Trait.ALL) {
      nats[size++] = trait(day, trait, peers);
    }
    for (double facet : detections(day, peers).values()) {
      nats[size++] = facet;
    }
    Arrays.sort(nats, 0, size);
    double sum = day.rare().nats();
    for (int i = 0; i < Math.min(size, WEIGHTS.length); i++) {
      sum += WEIGHTS[i] * Math.max(0, nats[size - 1 - i]);
    }
    return sum;
  }

  /// What a trait weighs; 0 if the day does not show it.
  double trait(StrandDay day, Trait trait, int peers) {
    int grade = day.grade(trait);
    return grade == 0
        ? 0
        : StrictMath.log(
            trait.thieves(thieves, grade)
                / rates.trait(trait, grade, day.who().kind(), peers, day.habits()));
  }

  /// What content's detections weigh, the strongest of each facet.
  Map<Facet, Double> detections(StrandDay day, int peers) {
    Map<Facet, Double> byFacet = new EnumMap<>(Facet.class);
    for (Detection detection : day.detections().values()) {
      double share = rates.detection(detection, day.who().kind(), peers, day.habits());
      byFacet.merge(detection.facet(), StrictMath.log(thieves.detection() / share), Math::max);
    }
    return byFacet;
  }

  private double who(StrandDay day, int peers) {
    Who who = day.who();
    return who.kind() == Kind.OWN
        ? day.rawWho
        : rarity(day.rawWho, whoTail) - rates.usual(who, peers, day.habits());
  }

  /// What the log ratio of who calls counts for: how few days reach as much. One below 0, which
  /// speaks for the owner, counts for that much less than the least above 0.
  static double rarity(double raw, Tail days) {
    double reached = Math.max(raw, Tail.STEP);
    double prior = StrictMath.exp(-WHO_PRIOR_FALL * reached);
    return Math.min(0, raw) - StrictMath.log(days.share(reached, prior, WHO_PRIOR_DAYS));
  }

  /// The two halves, balanced.
  ///
  /// @param who what speaks for somebody else than the owner
  /// @param deeds what speaks for a thief's work
  record Halves(double who, double deeds) {
    double nats() {
      return who + deeds;
    }
  }

  static Halves balance(Kind kind, double who, double deeds) {
    if (kind == Kind.OWN) {
      return new Halves(who, deeds);
    }
    double balancedDeeds = Math.min(deeds, BALANCE + Math.max(0, who));
    return new Halves(Math.min(who, BALANCE + Math.max(0, balancedDeeds)), balancedDeeds);
  }

  /// The weight of a day with all it rests on.
  Score score(StrandDay day, int peers, double thresholdNats) {
    double deeds = deeds(day, peers);
    Halves halves = balance(day.who().kind(), who(day, peers), deeds);
    return new Explanation(this, day, peers).score(halves, thresholdNats);
  }

  void save(StateWriter out) {
    whoTail.save(out);
    deedTails.save(out);
  }

  void restore(StateReader in) throws StateException {
    whoTail.restore(in);
    deedTails.restore(in);
  }
}
