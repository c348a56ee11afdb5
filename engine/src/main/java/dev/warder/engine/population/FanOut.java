package dev.warder.engine.population;

import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.population.Together.OfSource;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Times;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.FacetEvidence.Circle;
import dev.warder.model.finding.Finding.Innocent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Tells sources that show something new with keys of several tenants: who holds those keys got
/// them in one place. Consumers that would each pass as an oddity are one theft together.
///
/// The unit is the day (24 h from its first call) of a source that served two tenants or more on
/// it. What it comes to ([SourceDay]) is held against what such days come to, over all sources,
/// over those that serve as many tenants, and on this one, as of the last closed epoch. The share
/// of days that come to as much is all that counts, so that it does not matter what depends on
/// what.
///
/// Confined to the engine's thread.
///
/// Bounds [#MAX_DAYS] running days; then the oldest closes with the epoch. A key can open no more
/// than [Population#MAX_OPEN_OF_KEY] at a time, so a million addresses take sixteen thousand keys
final class FanOut {
  private static final long DAY_MICROS = Times.DAY;
  private static final int MAX_DAYS = 1_000_000;

  /// A vendor that changes place and program at once shows as much everywhere.
  private static final double ONE_CHANGE = 3;

  /// How the tail is thought to fall before it is measured.
  private static final double PRIOR_FALL = 0.8;

  private static final double PRIOR_DAYS = 20;
  private static final double BREADTH_PRIOR_DAYS = 40;
  private static final int BREADTHS = 3;
  private static final int FEW_TENANTS = 3;
  private static final int SOME_TENANTS = 9;

  /// Who shows less than this part of what the strongest shows was only there.
  private static final int BYSTANDER = 3;

  /// What a source is called, here and for people.
  private final Function<Sighting, String> name;

  private final String kind;
  private final Threshold threshold;
  private final Tail tail = new Tail();

  /// By how many tenants the source served: among many, two are odd on most days.
  private final Tail[] tailOf = new Tail[BREADTHS];

  private final SourceHabits habits = new SourceHabits();

  /// The oldest comes first.
  private final Map<String, SourceDay> running = new LinkedHashMap<>();

  /// Those that something was added to in the epoch that closes.
  private final Map<String, SourceDay> changed = new TreeMap<>();

  private FanOut(Family family, String kind, Function<Sighting, String> name, double alertsPerDay) {
    this.kind = kind;
    this.name = name;
    this.threshold = new Threshold(family, alertsPerDay);
    Arrays.setAll(tailOf, absent -> new Tail());
  }

  /// Looks at single addresses.
  static FanOut ofAddresses(double alertsPerDay) {
    return new FanOut(Family.ADDRESSES, "address", call -> call.source().address(), alertsPerDay);
  }

  /// Looks at one program on one network.
  static FanOut ofNetworks(double alertsPerDay) {
    return new FanOut(Family.NETWORKS, "network and program", FanOut::network, alertsPerDay);
  }

  /// Empty if the log does not tell the program.
  private static String network(Sighting call) {
    String program = call.client().userAgent();
    return program.isEmpty() ? "" : call.source().canonical() + ' ' + program;
  }

  /// Notes that a consumer's day has begun, or what it has come to with a call.
  void note(OfSource deed, long epochMicros) {
    String source = name.apply(deed.call());
    String tenant = deed.strand().birth().tenant();
    if (source.isEmpty() || tenant.isEmpty()) {
      return;
    }
    SourceDay day = running.computeIfAbsent(source, absent -> new SourceDay(tenant, epochMicros));
    if (SourceDay.isNoted(deed.nats())) {
      day.add(deed.strand(), deed.nats(), deed.call());
      changed.put(source, day);
    } else {
      day.touch(tenant);
    }
  }

  /// Tells what stands out by the end of an epoch, then learns from the days that are over.
  ///
  /// @param decides whether anything may be told
  void closeEpoch(long nowMicros, boolean decides, List<Outlier> outliers) {
    changed.forEach((source, day) -> {
      day.weigh();
      if (decides && day.mostNats() > ONE_CHANGE) {
        double nats = nats(source, day);
        if (threshold.isKnown() && nats >= threshold.nats()) {
          tell(kind + ' ' + source, day, nats, outliers);
        }
      }
    });
    changed.clear();
    while (!running.isEmpty()) {
      Map.Entry<String, SourceDay> oldest = running.entrySet().iterator().next();
      if (oldest.getValue().parts().startMicros() + DAY_MICROS > nowMicros
          && running.size() <= MAX_DAYS) {
        break;
      }
      running.remove(oldest.getKey());
      learn(oldest.getKey(), oldest.getValue());
    }
    if (tail.count() > 0) {
      threshold.closeEpoch(nowMicros);
    }
  }

  private void learn(String source, SourceDay day) {
    if (day.tenants() < 2) {
      return;
    }
    threshold.count();
    double nats = nats(source, day);
    tail.add(day.mostNats());
    tailOf[breadth(day)].add(day.mostNats());
    if (!day.parts().isTold() && threshold.isHarmless(nats)) {
      habits.learn(source, day.mostNats());
    }
  }

  /// How rare it is for such a source to come to as much within a day, in nats.
  private double nats(String source, SourceDay day) {
    double most = day.mostNats();
    if (most <= 0) {
      return 0;
    }
    double all = tail.share(most, StrictMath.exp(-PRIOR_FALL * most), PRIOR_DAYS);
    double alike = tailOf[breadth(day)].shareAtLeast(most, all, BREADTH_PRIOR_DAYS);
    return -StrictMath.log(Math.min(1, habits.share(source, most, alike)));
  }

  private static int breadth(SourceDay day) {
    int tenants = day.tenants();
    return tenants <= FEW_TENANTS ? 0 : tenants <= SOME_TENANTS ? 1 : 2;
  }

  /// @param source for people
  private void tell(String source, SourceDay day, double nats, List<Outlier> outliers) {
    FacetEvidence spread =
        new FacetEvidence(
            Facet.SPREAD,
            nats,
            String.format(
                Locale.ROOT,
                "one day in %d of sources that serve several tenants shows as much",
                Math.round(StrictMath.exp(nats))),
            source + " does what is new on keys of " + day.tenantsShowing() + " tenants in a day",
            Circle.WORLD);
    Score score =
        new Score(
            nats,
            List.of(spread),
            new Innocent("a vendor that serves these tenants changed what it does", nats),
            "");
    for (Parts.Told part : day.parts().tell(day.parts().largest() / BYSTANDER)) {
      outliers.add(
          new Outlier(
              Sign.SOURCE_STANDS_OUT,
              part.strand(),
              part.call(),
              day.parts().lastMicros(),
              score,
              threshold.nats(),
              "same source of calls, " + source));
    }
  }

  /// Days that run.
  int openDays() {
    return running.size();
  }

  void save(StateWriter out, StrandNumbers numbers) {
    threshold.save(out);
    tail.save(out);
    for (Tail of : tailOf) {
      of.save(out);
    }
    habits.save(out);
    out.list(
        running.entrySet(),
        (to, day) -> {
          to.text(day.getKey());
          day.getValue().save(to, numbers);
        });
  }

  void restore(StateReader in, RestoredStrands all) throws StateException {
    threshold.restore(in);
    tail.restore(in);
    for (Tail of : tailOf) {
      of.restore(in);
    }
    habits.restore(in);
    in.into(running, from -> SourceDay.restore(from, all));
  }
}
