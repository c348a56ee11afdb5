package dev.warder.engine.population;

import dev.warder.engine.population.Who.Kind;

/// On what share of days a key like this one is used by a consumer as new as this one.
///
/// Place and software are counted together, for somebody who moves often changes both; while a pair
/// has been seen little, its share falls back on the product of the two.
final class WhoRates {
  private static final double STEP_PRIOR_DAYS = 50;
  private static final double PAIR_PRIOR_DAYS = 30;
  private static final double PEERS_PRIOR_DAYS = 40;
  private static final double KEY_PRIOR_DAYS = 20;

  /// Young keys have no peers yet and are compared with each other.
  private static final int FOUNDING_PEERS = Peers.GROUPS;

  private final long[] sources = new long[SourceStep.COUNT];
  private final long[] clients = new long[ClientStep.COUNT];
  private final long[] pairs = new long[SourceStep.COUNT * ClientStep.COUNT];
  private final long[][] pairsOf = new long[Peers.GROUPS + 1][SourceStep.COUNT * ClientStep.COUNT];
  private final long[] daysOf = new long[Peers.GROUPS + 1];
  private long days;

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

  /// The number of a pair of steps.
  static int pair(Who who) {
    return who.source().index * ClientStep.COUNT + who.client().index;
  }

  double share(Who who, int peers, KeyHabits habits) {
    SourceStep source = who.source();
    ClientStep client = who.client();
    double product =
        Rates.share(sources[source.index], days, source.prior, STEP_PRIOR_DAYS)
            * Rates.share(clients[client.index], days, client.prior, STEP_PRIOR_DAYS);
    int pair = pair(who);
    int row = row(who, peers);
    double all = Rates.share(pairs[pair], days, product, PAIR_PRIOR_DAYS);
    double ofPeers = Rates.share(pairsOf[row][pair], daysOf[row], all, PEERS_PRIOR_DAYS);
    return habits.whoShare(pair, ofPeers, KEY_PRIOR_DAYS);
  }
}
