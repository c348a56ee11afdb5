package dev.warder.engine.population;

import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.HashMap;
import java.util.Map;

/// What one source did within a day, with keys of whichever tenants. Confined to the engine's
/// thread.
///
/// Two innocent stories have to be outdone. *Coincidence*: one consumer is odd, and the source
/// serves others; so the strongest tenant proves nothing, and what the others show beside it counts.
/// *One change of software*: it shows on all keys alike, on however many; so no more counts than the
/// strongest tenant shows.
///
///     4.5 at one tenant, nothing at eleven   ->   0
///     2 and 1.5                              ->   1.5
///     3 at each of twelve                    ->   3
///
/// Whole numbers of 1/256 nat, so that sums do not depend on the order of keys.
///
/// Bounds some 150 bytes while one tenant is served; [#MAX_TENANTS] tenants are told apart
final class SourceDay {
  private static final int MAX_TENANTS = 256;
  private static final int UNITS = 256;
  private static final double MOST = 64;

  /// What a third of all days show is nothing to be added up.
  private static final double LEAST = 1;

  private final long startMicros;

  /// The tenant seen first; most sources serve no other.
  private final String tenant;

  private int strongest;
  private Map<String, Integer> others = Map.of();
  private final Parts parts = new Parts();
  private long lastMicros = Long.MIN_VALUE;
  private int most;
  private boolean changed;
  private boolean told;

  SourceDay(String tenant, long startMicros) {
    this.tenant = tenant;
    this.startMicros = startMicros;
  }

  /// Whether evidence is enough to be noted.
  static boolean isNoted(double nats) {
    return nats >= LEAST;
  }

  /// Notes that the source calls with a key of a tenant.
  void touch(String of) {
    reach(of, 0);
  }

  private void reach(String of, int units) {
    if (of.equals(tenant)) {
      strongest = Math.max(strongest, units);
      return;
    }
    others = others.isEmpty() ? new HashMap<>(2) : others;
    if (others.size() < MAX_TENANTS || others.containsKey(of)) {
      others.merge(of, units, Math::max);
    }
  }

  /// Notes what a consumer's day came to.
  ///
  /// @param nats enough to be noted
  /// @param call that brought it there
  void add(Strand strand, double nats, Sighting call) {
    int units = (int) (Math.min(MOST, nats) * UNITS);
    reach(strand.birth().tenant(), units);
    parts.raise(strand, units, call);
    lastMicros = Math.max(lastMicros, call.timeMicros());
    changed = true;
  }

  /// Weighs it anew, if anything was added since; says whether so.
  boolean weigh() {
    boolean was = changed;
    changed = false;
    long sum = strongest;
    int top = strongest;
    for (int units : others.values()) {
      sum += units;
      top = Math.max(top, units);
    }
    most = Math.max(most, (int) Math.min(top, sum - top));
    return was;
  }

  /// The most it came to, in nats.
  double mostNats() {
    return most / (double) UNITS;
  }

  int tenants() {
    return others.size() + 1;
  }

  /// How many tenants' keys show something.
  int tenantsShowing() {
    int showing = strongest > 0 ? 1 : 0;
    for (int units : others.values()) {
      showing += units > 0 ? 1 : 0;
    }
    return showing;
  }

  Parts parts() {
    return parts;
  }

  long startMicros() {
    return startMicros;
  }

  /// Time of the last call that added to it.
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
    out.text(tenant);
    out.number(strongest);
    out.sorted(others, (to, units) -> to.number(units));
    parts.save(out, numbers);
    out.signed(lastMicros);
    out.number(most);
    out.flag(changed);
    out.flag(told);
  }

  static SourceDay restore(StateReader in, RestoredStrands all) throws StateException {
    long startMicros = in.signed();
    SourceDay day = new SourceDay(in.text(), startMicros);
    day.strongest = in.small();
    Map<String, Integer> others = new HashMap<>(2);
    in.into(others, StateReader::small);
    day.others = others.isEmpty() ? Map.of() : others;
    day.parts.restore(in, all);
    day.lastMicros = in.signed();
    day.most = in.small();
    day.changed = in.flag();
    day.told = in.flag();
    return day;
  }
}
