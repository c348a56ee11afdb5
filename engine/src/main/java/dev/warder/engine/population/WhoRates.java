package dev.warder.engine.population;

import dev.warder.engine.detection.Thieves;
import dev.warder.engine.detection.Thieves.Share;
import dev.warder.engine.population.Who.Kind;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;

/// On what share of days a key like this one is used by a consumer as new as this one.
///
/// Place and software are counted together, for somebody who moves often changes both; while a pair
/// has been seen little, its share falls back on the product of the two.
final class WhoRates {
  private static final double STEP_PRIOR_DAYS = 50;
  private static final double PAIR_PRIOR_DAYS = 30;
  private static final double PEERS_PRIOR_DAYS = 40;
  private static final double KEY_PRIOR_DAYS = 20;

  /// How many pairs of steps there are.
  static final int PAIRS = SourceStep.COUNT * ClientStep.COUNT;

  /// Young keys have no peers yet and are compared with each other.
  private static final int FOUNDING_PEERS = Peers.GROUPS;

  private final Thieves thieves;
  private final long[] sources = new long[SourceStep.COUNT];
  private final long[] clients = new long[ClientStep.COUNT];
  private final long[] pairs = new long[PAIRS];
  private final long[][] pairsOf = new long[Peers.GROUPS + 1][PAIRS];
  private final long[] daysOf = new long[Peers.GROUPS + 1];
  private long days;

  WhoRates(Thieves thieves) {
    this.thieves = thieves;
  }

  /// Counts a finished day.
  void learn(Who who, int peers) {
    int row = row(who, peers);
    days++;
    sources[who.source().index]++;
    clients[who.client().index]++;
    pairs[pair(who)]++;
    pairsOf[row][pair(who)]++;
    daysOf[row]++;
  }

  private static int row(Who who, int peers) {
    return who.kind() == Kind.FOUNDING ? FOUNDING_PEERS : peers;
  }

  /// The number a pair of steps is counted under; never changes.
  static int pair(Who who) {
    return who.source().index * ClientStep.COUNT + who.client().index;
  }

  /// The share of days on which the source is at least as new as this, and the client as well.
  double share(Who who, int peers, KeyHabits habits) {
    return habits.whoShare(who, ofPeers(who, peers), KEY_PRIOR_DAYS);
  }

  /// How much more usual a consumer as new is on the key's own days than on those of keys like it,
  /// in nats; 0 if it is not.
  double usual(Who who, int peers, KeyHabits habits) {
    double ofPeers = ofPeers(who, peers);
    double own = habits.whoShare(who, ofPeers, KEY_PRIOR_DAYS);
    return Math.max(0, StrictMath.log(own / ofPeers));
  }

  private double ofPeers(Who who, int peers) {
    int row = row(who, peers);
    double product =
        share(atLeast(sources, who.source().index), who.source().share(thieves))
            * share(atLeast(clients, who.client().index), who.client().share(thieves));
    double all = Rates.share(atLeast(pairs, who), days, product, PAIR_PRIOR_DAYS);
    return Rates.share(atLeast(pairsOf[row], who), daysOf[row], all, PEERS_PRIOR_DAYS);
  }

  private double share(long with, Share declared) {
    return Rates.share(with, days, declared.honest(), STEP_PRIOR_DAYS);
  }

  private static long atLeast(long[] steps, int from) {
    long sum = 0;
    for (int i = from; i < steps.length; i++) {
      sum += steps[i];
    }
    return sum;
  }

  private static long atLeast(long[] pairs, Who who) {
    long sum = 0;
    for (int i = who.source().index; i < SourceStep.COUNT; i++) {
      for (int j = who.client().index; j < ClientStep.COUNT; j++) {
        sum += pairs[i * ClientStep.COUNT + j];
      }
    }
    return sum;
  }

  void save(StateWriter out) {
    out.number(days);
    out.counts(sources);
    out.counts(clients);
    out.counts(pairs);
    for (long[] row : pairsOf) {
      out.counts(row);
    }
    out.counts(daysOf);
  }

  void restore(StateReader in) throws StateException {
    days = in.number();
    in.counts(sources);
    in.counts(clients);
    in.counts(pairs);
    for (long[] row : pairsOf) {
      in.counts(row);
    }
    in.counts(daysOf);
  }
}
