package dev.warder.engine.population;

import dev.warder.engine.population.Who.Kind;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Holds what a consumer did against what honest consumers do, in two views.
///
///     whole day   4 rare things      one day in fifty has as many                     3.9 nats
///     so far      4 within 3 calls   so many so soon: one day in a thousand           6.9 nats
///
/// The first view counts every day by the most it came to; the second by what it had come to after
/// so many calls, for honest days are long and thieves come with a list. It has to be stronger by
/// [#SECOND_VIEW], as if it had a third of the chance of the first. Two views find chance more often
/// than one, so what the stronger of them says is held once more against what it said on honest
/// days: together they are no more generous than one.
///
/// Confined to the engine's thread.
final class DeedTails {
  /// Calls up to which a day counts as having come so far, then the rest of it.
  private static final int[] CALLS = {2, 5, 12, 40, Integer.MAX_VALUE};

  static final int PACES = CALLS.length;

  private static final double SECOND_VIEW = StrictMath.log(3);

  /// How the tails are thought to fall before any are measured: more slowly than an exact ratio
  /// would.
  private static final double PRIOR_FALL = 0.4;

  /// What was held against a tail once falls nearly as a ratio should.
  private static final double HASTE_PRIOR_FALL = 0.8;

  /// Haste told by fewer days is none to compare with, and judged by fewer it tells nothing.
  private static final long ENOUGH = 1_000;

  private static final double PRIOR_DAYS = 20;
  private static final double KIND_PRIOR_DAYS = 40;
  private static final double KEY_PRIOR_DAYS = 20;

  private final Tail wholeDay = new Tail();
  private final Tail[] wholeDayOf = new Tail[Kind.COUNT];
  private final Tail[] soFar = new Tail[PACES];
  private final Tail haste = new Tail();
  private final Tail[] hasteOf = new Tail[Kind.COUNT];
  private final Tail both = new Tail();

  DeedTails() {
    Arrays.setAll(wholeDayOf, absent -> new Tail());
    Arrays.setAll(soFar, absent -> new Tail());
    Arrays.setAll(hasteOf, absent -> new Tail());
  }

  /// How far a day had come after so many calls, 0 to [#PACES] - 1.
  static int pace(int calls) {
    int pace = 0;
    while (calls > CALLS[pace]) {
      pace++;
    }
    return pace;
  }

  /// Counts a finished day.
  void learn(Kind kind, DeedCourse course) {
    wholeDay.add(course.mostRaw());
    wholeDayOf[kind.index].add(course.mostRaw());
    if (soFar[0].count() >= ENOUGH) {
      haste.add(course.mostHaste());
      hasteOf[kind.index].add(course.mostHaste());
    }
    both.add(course.mostSaid());
    for (int pace = 0; pace < PACES; pace++) {
      soFar[pace].add(course.rawBy(pace));
    }
  }

  /// What the deeds of a running day say, in nats; notes in its course how far they have come.
  ///
  /// @param kind the stratum of the consumer
  /// @param calls it has made on this day, 1 or more
  /// @param raw log ratio of its deeds, thieves' share against the population's
  double nats(Kind kind, DeedCourse course, int calls, double raw, KeyHabits habits) {
    int pace = pace(calls);
    course.reach(pace, raw, raw <= 0 ? 0 : hasteNats(pace, raw));
    double whole = whole(kind, raw, habits);
    double together =
        haste.count() < ENOUGH
            ? whole
            : Math.max(whole, early(kind, course.mostHaste()) - SECOND_VIEW);
    course.say(together);
    if (together <= 0) {
      return together;
    }
    double share = both.share(together, StrictMath.exp(-together), PRIOR_DAYS);
    return Math.min(together, -StrictMath.log(share));
  }

  private double hasteNats(int pace, double raw) {
    double prior = StrictMath.exp(-PRIOR_FALL * raw);
    return -StrictMath.log(soFar[pace].share(raw, prior, PRIOR_DAYS));
  }

  private double whole(Kind kind, double raw, KeyHabits habits) {
    if (raw <= 0) {
      return raw;
    }
    double prior = StrictMath.exp(-PRIOR_FALL * raw);
    double all = wholeDay.share(raw, prior, PRIOR_DAYS);
    double ofKind = wholeDayOf[kind.index].share(raw, all, KIND_PRIOR_DAYS);
    double ofKey = habits.share(raw, ofKind, KEY_PRIOR_DAYS);
    return Math.min(raw, -StrictMath.log(ofKey));
  }

  private double early(Kind kind, double most) {
    double prior = StrictMath.exp(-HASTE_PRIOR_FALL * most);
    double all = haste.share(most, prior, PRIOR_DAYS);
    double ofKind = hasteOf[kind.index].share(most, all, KIND_PRIOR_DAYS);
    return Math.min(most, -StrictMath.log(ofKind));
  }

  void save(StateWriter out) {
    out.list(tails(), (to, tail) -> tail.save(to));
  }

  void restore(StateReader in) throws StateException {
    List<Tail> tails = tails();
    int size = in.size();
    in.require(size == tails.size(), "another number of tails");
    for (Tail tail : tails) {
      tail.restore(in);
    }
  }

  private List<Tail> tails() {
    List<Tail> tails = new ArrayList<>(List.of(wholeDay, haste, both));
    tails.addAll(Arrays.asList(wholeDayOf));
    tails.addAll(Arrays.asList(soFar));
    tails.addAll(Arrays.asList(hasteOf));
    return tails;
  }
}
