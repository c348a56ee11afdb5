package dev.warder.engine.population;

import dev.warder.engine.population.Who.Kind;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;

/// Days on which something was seen: over all keys, by kind of consumer, and by kind on keys alike.
final class DayCounts {
  private long all;
  private final long[] ofKind = new long[Kind.COUNT];
  private final long[] ofPeers = new long[Kind.COUNT * Peers.GROUPS];

  /// Counts a day.
  void add(Kind kind, int peers) {
    all++;
    ofKind[kind.index]++;
    ofPeers[kind.index * Peers.GROUPS + peers]++;
  }

  long all() {
    return all;
  }

  long of(Kind kind) {
    return ofKind[kind.index];
  }

  long of(Kind kind, int peers) {
    return ofPeers[kind.index * Peers.GROUPS + peers];
  }

  void save(StateWriter out) {
    out.number(all);
    out.counts(ofKind);
    out.counts(ofPeers);
  }

  void restore(StateReader in) throws StateException {
    all = in.number();
    in.counts(ofKind);
    in.counts(ofPeers);
  }
}
