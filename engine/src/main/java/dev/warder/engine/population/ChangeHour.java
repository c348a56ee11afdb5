package dev.warder.engine.population;

import dev.warder.engine.population.MassChange.Place;
import dev.warder.engine.population.Together.Change;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;

/// How often each key of a tenant called one operation within an hour. Confined to the engine's
/// thread.
final class ChangeHour {
  private final Place place;
  private final int usual;
  private final boolean settling;
  private final Parts parts;
  private boolean changed;

  /// @param place of which operation, at which tenant
  /// @param usual the most of earlier hours, beside the key that did most
  /// @param settling whether the tenant was too new for it to be counted
  ChangeHour(Place place, long startMicros, int usual, boolean settling) {
    this(place, usual, settling, new Parts(startMicros));
  }

  private ChangeHour(Place place, int usual, boolean settling, Parts parts) {
    this.place = place;
    this.usual = usual;
    this.settling = settling;
    this.parts = parts;
  }

  /// Adds a call; says whether it is the first one of the epoch.
  boolean add(Change change) {
    parts.grow(change.strand(), change.call());
    boolean first = !changed;
    changed = true;
    return first;
  }

  /// The epoch closes.
  void closeEpoch() {
    changed = false;
  }

  /// How often it was called, but for the key it was called most with.
  int beside() {
    if (parts.isOne()) {
      return 0;
    }
    long all = 0;
    long most = 0;
    for (long ofKey : parts.byKey().values()) {
      all += ofKey;
      most = Math.max(most, ofKey);
    }
    return (int) Math.min(Integer.MAX_VALUE, all - most);
  }

  Place place() {
    return place;
  }

  /// With how many keys.
  int keys() {
    return parts.isOne() ? 1 : parts.byKey().size();
  }

  int usual() {
    return usual;
  }

  boolean isSettling() {
    return settling;
  }

  Parts parts() {
    return parts;
  }

  /// Writes all but its place.
  void save(StateWriter out, StrandNumbers numbers) {
    out.number(usual);
    out.flag(settling);
    parts.save(out, numbers);
  }

  static ChangeHour restore(StateReader in, Place place, RestoredStrands all)
      throws StateException {
    return new ChangeHour(place, in.small(), in.flag(), Parts.restore(in, all));
  }
}
