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

  /// The tenant seen first; most sources serve no other.
  private final String tenant;

  private int strongest;
  private Map<String, Integer> others = Map.of();
  private final Parts parts;
  private int most;

  SourceDay(String tenant, long startMicros) {
    this(tenant, new Parts(startMicros));
  }

  private SourceDay(String tenant, Parts parts) {
    this.tenant = tenant;
    this.parts = parts;
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
  }

  /// Weighs it anew.
  void weigh() {
    long sum = strongest;
    int top = strongest;
    for (int units : others.values()) {
      sum += units;
      top = Math.max(top, units);
    }
    most = Math.max(most, (int) Math.min(top, sum - top));
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

  void save(StateWriter out, StrandNumbers numbers) {
    out.text(tenant);
    parts.save(out, numbers);
    out.number(strongest);
    out.sorted(others, (to, units) -> to.number(units));
    out.number(most);
  }

  static SourceDay restore(StateReader in, RestoredStrands all) throws StateException {
    SourceDay day = new SourceDay(in.text(), Parts.restore(in, all));
    day.strongest = in.small();
    Map<String, Integer> others = new HashMap<>(2);
    in.into(others, StateReader::small);
    day.others = others.isEmpty() ? Map.of() : others;
    day.most = in.small();
    return day;
  }
}
