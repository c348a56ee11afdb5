package dev.warder.engine.population;

import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.population.Together.Change;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.RiskClass;
import dev.warder.model.Times;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.FacetEvidence.Circle;
import dev.warder.model.finding.Finding.Innocent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tells hours in which several keys of a tenant do one thing far more often than they ever did
/// together: passwords reset, machines deleted, commands run, keys made. Each of them may do no more
/// than it could.
///
/// The unit is the hour (60 min from the first change) of one operation of one tenant in which two
/// keys or more changed something that they had not made themselves. What counts is how often they
/// did so *beside the one that did it most*: an import, a campaign or a take-down is the work of one
/// key, which is judged by itself. Held against the most of the tenant's hours so far,
///
///     130 changes, 40 of them by one; never more than 6 beside the one before   ->   ln (90 / 6) = 2.7
///
/// and that against what hours on the platform come to, as of the last closed epoch.
///
/// Confined to the engine's thread.
///
/// Bounds [#MAX_HOURS] running hours, then the oldest closes with the epoch; [#MAX_PLACES] operations
/// of tenants are remembered, further ones are never told
final class MassChange {
  private static final long HOUR_MICROS = Times.HOUR;
  private static final int MAX_HOURS = 200_000;
  private static final int MAX_PLACES = 500_000;

  /// So few changes are nothing to multiply.
  private static final int FEW = 5;

  /// Who did less than this part of what the busiest did was only there.
  private static final int BYSTANDER = 4;

  /// How many hours go beyond all before them, and how the tail is thought to fall from there,
  /// before it is measured.
  private static final double PRIOR_RECORDS = 0.1;

  private static final double PRIOR_FALL = 1;
  private static final double PRIOR_HOURS = 20;

  private final Threshold threshold;
  private final Tail tail = new Tail();

  /// The most so far, by operation of a tenant.
  private final Map<Place, Integer> most = new HashMap<>();

  /// The oldest comes first.
  private final Map<Place, ChangeHour> running = new LinkedHashMap<>();

  /// Those that something was added to in the epoch that closes, in the order in which it was.
  private final List<ChangeHour> changed = new ArrayList<>();

  /// One operation of one tenant.
  record Place(String tenant, int operation) {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::tenant).thenComparingInt(Place::operation);

    void save(StateWriter out) {
      out.text(tenant);
      out.signed(operation);
    }

    static Place restore(StateReader in) throws StateException {
      return new Place(in.text(), in.smallSigned());
    }
  }

  MassChange(double alertsPerDay) {
    this.threshold = new Threshold(Family.CHANGES, alertsPerDay);
  }

  /// Takes a call in that changed something.
  void note(Change change, long epochMicros) {
    String tenant = change.strand().birth().tenant();
    Place place = new Place(tenant, change.operation());
    ChangeHour hour = running.get(place);
    if (hour == null) {
      hour = new ChangeHour(place, epochMicros, usual(tenant, change), change.settling());
      running.put(place, hour);
    }
    if (hour.add(change)) {
      changed.add(hour);
    }
  }

  /// Whether a call changed something that its consumer had not made.
  static boolean isChange(Observation seen) {
    RiskClass risk = seen.operation().risk().riskClass();
    String method = seen.operation().operation().method();
    return !risk.isDiscovery()
        && risk != RiskClass.UNKNOWN
        && !method.equals("GET")
        && !method.equals("HEAD")
        && !seen.operation().isUnknownPath()
        && seen.activity().outcome().succeeded()
        && !seen.actsOnOwn();
  }

  /// The most of the tenant's hours so far, under the operation's present number or an earlier one.
  private int usual(String tenant, Change change) {
    int usual = most.getOrDefault(new Place(tenant, change.operation()), 0);
    for (int id : change.absorbedIds()) {
      usual = Math.max(usual, most.getOrDefault(new Place(tenant, id), 0));
    }
    return usual;
  }

  /// Tells what stands out by the end of an epoch, then learns from the hours that are over.
  ///
  /// @param decides whether anything may be told
  void closeEpoch(long nowMicros, boolean decides, List<Outlier> outliers) {
    for (ChangeHour hour : changed) {
      hour.closeEpoch();
      double score = score(hour);
      if (decides && score > 0 && !hour.isSettling() && isRemembered(hour.place())) {
        double nats = nats(score);
        if (threshold.isKnown() && nats >= threshold.nats()) {
          tell(hour, nats, outliers);
        }
      }
    }
    changed.clear();
    while (!running.isEmpty()) {
      Map.Entry<Place, ChangeHour> oldest = running.entrySet().iterator().next();
      if (oldest.getValue().parts().startMicros() + HOUR_MICROS > nowMicros
          && running.size() <= MAX_HOURS) {
        break;
      }
      running.remove(oldest.getKey());
      learn(oldest.getValue());
    }
    if (tail.count() > 0) {
      threshold.closeEpoch(nowMicros);
    }
  }

  private boolean isRemembered(Place place) {
    return most.size() < MAX_PLACES || most.containsKey(place);
  }

  private void learn(ChangeHour hour) {
    boolean harmless = true;
    if (hour.keys() >= 2 && !hour.isSettling()) {
      double score = score(hour);
      threshold.count();
      harmless = !hour.parts().isTold() && threshold.isHarmless(nats(score));
      tail.add(score);
    }
    int beside = hour.beside();
    if (harmless && beside > 0 && isRemembered(hour.place())) {
      most.merge(hour.place(), beside, Math::max);
    }
  }

  private static double score(ChangeHour hour) {
    double times = hour.beside() / (double) Math.max(FEW, hour.usual());
    return times <= 1 ? 0 : StrictMath.log(times);
  }

  private double nats(double score) {
    double prior = score <= 0 ? 1 : PRIOR_RECORDS * StrictMath.exp(-PRIOR_FALL * score);
    return -StrictMath.log(tail.share(score, prior, PRIOR_HOURS));
  }

  private void tell(ChangeHour hour, double nats, List<Outlier> outliers) {
    List<Parts.Told> told = hour.parts().tell((hour.parts().largest() + BYSTANDER - 1) / BYSTANDER);
    for (Parts.Told part : told) {
      String what = part.call().operation().name();
      FacetEvidence impact =
          new FacetEvidence(
              Facet.IMPACT,
              nats,
              "at most " + hour.usual() + " in an hour, beside the key that did most",
              what + ", " + hour.parts().all() + " times by " + hour.keys() + " keys",
              Circle.TENANT);
      outliers.add(
          new Outlier(
              Sign.TENANT_STANDS_OUT,
              part.strand(),
              part.call(),
              hour.parts().lastMicros(),
              new Score(
                  nats,
                  List.of(impact),
                  new Innocent("several people share out a task that the tenant never had", nats),
                  String.format(
                      Locale.ROOT,
                      "With no more than %d changes it would not have been told.",
                      hour.usual())),
              threshold.nats(),
              "same work in " + hour.place().tenant + ", " + what));
    }
  }

  /// Hours that run.
  int openHours() {
    return running.size();
  }

  void save(StateWriter out, StrandNumbers numbers) {
    threshold.save(out);
    tail.save(out);
    List<Place> places = new ArrayList<>(most.keySet());
    places.sort(Place.ORDER);
    out.list(
        places,
        (to, place) -> {
          place.save(to);
          to.number(most.getOrDefault(place, 0));
        });
    out.list(
        running.values(),
        (to, hour) -> {
          hour.place().save(to);
          hour.save(to, numbers);
        });
  }

  void restore(StateReader in, RestoredStrands all) throws StateException {
    threshold.restore(in);
    tail.restore(in);
    in.each(from -> most.put(Place.restore(from), from.small()));
    in.each(from -> {
      Place place = Place.restore(from);
      running.put(place, ChangeHour.restore(from, place, all));
    });
  }
}
