package dev.warder.engine.population;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Thieves;
import dev.warder.engine.population.Who.Kind;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.HashMap;
import java.util.Map;

/// On what share of days a population shows something: counted over all keys, over consumers of a kind,
/// over those of a kind on keys alike, and on the key itself, each falling back on the one before it
/// while it has seen little.
///
///     share on 40 days of a kind = (days with it + 20 × share over all) / (40 + 20)
///
/// Guarantees a share is never 0 nor 1; before anything is counted it is the declared prior
/// Source additive smoothing toward the wider level; days are counted and not calls, for a machine
/// makes ten thousand alike
final class Rates {
  private static final double PRIOR_DAYS = 20;

  private static final DayCounts NONE = new DayCounts();

  private final Thieves thieves;
  private final DayCounts days = new DayCounts();
  private final DayCounts[][] traits = new DayCounts[Trait.ALL.length][];
  private final Map<String, DayCounts> detections = new HashMap<>();
  private final WhoRates whos;

  /// @param thieves what honest shares are held against, and what they are before they are counted
  Rates(Thieves thieves) {
    this.thieves = thieves;
    whos = new WhoRates(thieves);
    for (Trait trait : Trait.ALL) {
      traits[trait.index] = new DayCounts[trait.grades];
      for (int grade = 0; grade < trait.grades; grade++) {
        traits[trait.index][grade] = new DayCounts();
      }
    }
  }

  /// Counts a finished day.
  void learn(StrandDay day, int peers) {
    Kind kind = day.who().kind();
    days.add(kind, peers);
    for (Trait trait : Trait.ALL) {
      traits[trait.index][day.grade(trait)].add(kind, peers);
    }
    for (String detection : day.detections().keySet()) {
      detections.computeIfAbsent(detection, absent -> new DayCounts()).add(kind, peers);
    }
    whos.learn(day.who(), peers);
  }

  /// How thieves are thought to behave.
  Thieves thieves() {
    return thieves;
  }

  /// The share of days on which a key like this one is used by such a consumer.
  double who(Who who, int peers, KeyHabits habits) {
    return whos.share(who, peers, habits);
  }

  /// How much more usual such a consumer is on this key than on keys like it, in nats, 0 or more.
  double usual(Who who, int peers, KeyHabits habits) {
    return whos.usual(who, peers, habits);
  }

  /// The share of days of such a consumer on which a trait has at least a grade. What the key's own
  /// days show more or less often than all days do scales what its peers show.
  double trait(Trait trait, int grade, Kind kind, int peers, KeyHabits habits) {
    double sum = 0;
    double wanted = 0;
    for (int i = 0; i < trait.grades; i++) {
      DayCounts with = traits[trait.index][i];
      double all = share(with.all(), days.all(), trait.prior(thieves, i), PRIOR_DAYS);
      double own = share(habits.days(trait, i), habits.days(), all, PRIOR_DAYS);
      double weight = near(with, kind, peers, all, PRIOR_DAYS) * own / all;
      sum += weight;
      wanted += i >= grade ? weight : 0;
    }
    return wanted / sum;
  }

  /// The share of days of such a consumer on which a detection holds.
  double detection(Detection detection, Kind kind, int peers, KeyHabits habits) {
    double prior = thieves.detection() * StrictMath.exp(-detection.nats());
    DayCounts with = detections.getOrDefault(detection.id(), NONE);
    double all = share(with.all(), days.all(), prior, PRIOR_DAYS);
    double near = near(with, kind, peers, all, 2 * PRIOR_DAYS);
    return share(habits.days(detection.id()), habits.days(), near, PRIOR_DAYS);
  }

  private double near(DayCounts with, Kind kind, int peers, double all, double peersPriorDays) {
    double ofKind = share(with.of(kind), days.of(kind), all, PRIOR_DAYS);
    return share(with.of(kind, peers), days.of(kind, peers), ofKind, peersPriorDays);
  }

  static double share(long with, long all, double prior, double priorDays) {
    return (with + priorDays * prior) / (all + priorDays);
  }

  void save(StateWriter out) {
    days.save(out);
    for (DayCounts[] grades : traits) {
      for (DayCounts grade : grades) {
        grade.save(out);
      }
    }
    out.sorted(detections, (to, counts) -> counts.save(to));
    whos.save(out);
  }

  void restore(StateReader in) throws StateException {
    days.restore(in);
    for (DayCounts[] grades : traits) {
      for (DayCounts grade : grades) {
        grade.restore(in);
      }
    }
    in.into(
        detections,
        from -> {
          DayCounts counts = new DayCounts();
          counts.restore(from);
          return counts;
        });
    whos.restore(in);
  }
}
