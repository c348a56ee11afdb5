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
  private final long startMicros;
  private final int usual;
  private final boolean settling;
  private final Parts parts = new Parts();
  private long lastMicros = Long.MIN_VALUE;
  private boolean told;
  private boolean changed;

  /// @param place of which operation, at which tenant
  /// @param usual the most of earlier hours, beside the key that did most
  /// @param settling whether the tenant was too new for it to be counted
  ChangeHour(Place place, long startMicros, int usual, boolean settling) {
    this.place = place;
    this.startMicros = startMicros;
    this.usual = usual;
    this.settling = settling;
  }

  /// Counts a call; says whether it is the first since the last closed epoch.
  boolean add(Change change) {
    boolean first = !changed;
    changed = true;
    parts.grow(change.strand(), change.call());
    lastMicros = Math.max(lastMicros, change.call().timeMicros());
    return first;
  }

  /// Notes that the epoch is closed.
  void rest() {
    changed = false;
  }

  /// How often it was called, but for the key it was called most with.
  int beside() {
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
    return parts.byKey().size();
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

  long startMicros() {
    return startMicros;
  }

  long lastMicros() {
    return lastMicros;
  }

  /// Whether it stood out.
  boolean isTold() {
    return told;
  }

  void tell() {
    told = true;
  }

  void save(StateWriter out, StrandNumbers numbers) {
    out.signed(startMicros);
    out.number(usual);
    out.flag(settling);
    parts.save(out, numbers);
    out.signed(lastMicros);
    out.flag(told);
  }

  static ChangeHour restore(StateReader in, Place place, RestoredStrands all)
      throws StateException {
    ChangeHour hour = new ChangeHour(place, in.signed(), in.small(), in.flag());
    hour.parts.restore(in, all);
    hour.lastMicros = in.signed();
    hour.told = in.flag();
    return hour;
  }
}
