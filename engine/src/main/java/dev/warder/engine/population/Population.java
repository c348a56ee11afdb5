package dev.warder.engine.population;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.detection.Thieves;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.population.Who.Kind;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Profile;
import dev.warder.engine.profile.Profiles;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Times;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures what consumers do in a day, over all keys, and tells how far one of them stands out.
///
///     call ─> StrandDay ──changed──> Weighing ──nats ≥ threshold──> stands out
///                  │ a day later          ▲ │    as of the last closed epoch
///                  └──────> Rates, Tails ─┘ └──> AcrossKeys ─────> stand out together
///
/// Nothing is learned before a consumer's day is over, and everything is read as of the last closed
/// epoch. A key learns from consumers it trusts; from others three days later, if nothing spoke
/// against them by then. Confined to the engine's thread.
///
/// Bounds at most [#MAX_OPEN] open days, [#MAX_OPEN_OF_KEY] of one key; beyond, the oldest close
/// with the epoch. Of more than [#MAX_MATURING] that are to teach later, the oldest never do.
/// Tenants beyond [#MAX_TENANTS] never settle, and declared weights decide
public final class Population {
  private static final long DAY_MICROS = Times.DAY;
  private static final int MAX_OPEN = 1_000_000;
  private static final int MAX_MATURING = 1_000_000;

  /// Days of one key that are counted at a time. Further ones are judged like all others, but teach
  /// nothing and take no room once their consumer is gone.
  static final int MAX_OPEN_OF_KEY = 128;

  private static final int MAX_TENANTS = 1_000_000;

  /// A tenant in its first days knows nothing yet, so everything in it is new.
  private static final long SETTLING_MICROS = 3 * Times.DAY;

  private static final long MATURES_AFTER = Profile.DAYS_TO_TRUST * Times.DAY;

  /// Part of the threshold from which on a day teaches the key nothing.
  private static final double HARMLESS = 0.6;

  private final Profiles profiles;
  private final Rates rates;
  private final Weighing weighing;
  private final Threshold threshold;
  private final Rarity rarity;
  private final AcrossKeys acrossKeys;
  private final ArrayDeque<StrandDay> byAge = new ArrayDeque<>();
  private final ArrayDeque<Maturing> maturing = new ArrayDeque<>();
  private final Map<String, Long> tenants = new HashMap<>();
  private @Nullable StrandDay running;
  private long firstMicros = Long.MAX_VALUE;

  /// What a consumer that is not yet trusted teaches its key as late as it could be trusted itself,
  /// unless something speaks against it by then.
  private record Maturing(Lesson lesson, long atMicros) {}

  /// A population nothing is known of.
  ///
  /// @param alertsPerDay budget of alerts, 0 or more
  /// @param thieves how thieves are thought to behave
  public Population(Profiles profiles, double alertsPerDay, Thieves thieves) {
    this.profiles = profiles;
    this.rates = new Rates(thieves);
    this.rarity = new Rarity(profiles.adoption(), thieves);
    this.weighing = new Weighing(rates);
    this.threshold = new Threshold(Family.CONSUMERS, alertsPerDay);
    this.acrossKeys = new AcrossKeys(alertsPerDay);
  }

  /// Whether enough days were counted for measured rates to decide.
  public boolean isKnown() {
    return threshold.isKnown();
  }

  /// Whether declared weights no longer decide about a consumer: from when the population is known,
  /// except in the first days of a tenant that came later.
  public boolean decidesFor(Strand strand, long nowMicros) {
    return isKnown() && (!isSettling(strand, nowMicros) || wasThereFirst(strand));
  }

  private boolean wasThereFirst(Strand strand) {
    long from = tenants.getOrDefault(strand.birth().tenant(), Long.MAX_VALUE);
    return from - firstMicros < DAY_MICROS;
  }

  /// How far a consumer has to stand out to be told.
  public double thresholdNats() {
    return threshold.nats();
  }

  /// Closes the days that are over at the start of an epoch; says who stands out across keys.
  public List<Outlier> closeEpoch(long nowMicros) {
    while (!byAge.isEmpty()
        && (byAge.getFirst().startMicros() + DAY_MICROS <= nowMicros || byAge.size() > MAX_OPEN)) {
      close(byAge.removeFirst(), nowMicros);
    }
    while (!maturing.isEmpty() && maturing.getFirst().atMicros() <= nowMicros) {
      Lesson lesson = maturing.removeFirst().lesson();
      if (!lesson.strand().isSuspect()) {
        lesson.teach();
      }
    }
    threshold.closeEpoch(nowMicros);
    return acrossKeys.closeEpoch(nowMicros, isKnown());
  }

  private void close(StrandDay day, long nowMicros) {
    Strand strand = day.strand();
    strand.attach(null);
    strand.rest(nowMicros);
    threshold.count();
    KeyHabits of = day.habits();
    of.openDays--;
    boolean harmless = day.mostNats < HARMLESS * threshold.nats() && !strand.isSuspect();
    boolean founding = day.who().kind() == Kind.FOUNDING;
    if (strand.isTrusted() && harmless) {
      of.learnMost(day);
    }
    if (isSettling(strand, day.startMicros())) {
      return;
    }
    if (strand.isTrusted() || founding) {
      of.explored(founding, day.rare().size() > 0);
    }
    int peers = Peers.of(strand.profile(), of);
    weighing.learn(day);
    if (strand.isSuspect()) {
      return;
    }
    rates.learn(day, peers);
    Lesson lesson = new Lesson(day, harmless);
    if (strand.isTrusted() || founding) {
      lesson.teach();
    } else {
      mature(new Maturing(lesson, nowMicros + MATURES_AFTER));
    }
  }

  private void mature(Maturing next) {
    if (maturing.size() == MAX_MATURING) {
      maturing.removeFirst();
    }
    maturing.addLast(next);
  }

  private boolean isSettling(Strand strand, long atMicros) {
    return atMicros - tenants.getOrDefault(strand.birth().tenant(), atMicros) < SETTLING_MICROS;
  }

  /// Days that run and will be counted.
  int openDays() {
    return byAge.size();
  }

  /// Days and hours that run across keys.
  int openAcrossKeys() {
    return acrossKeys.open();
  }

  /// Takes a call in, before it is judged.
  public void note(Observation seen) {
    StrandDay day = day(seen.strand());
    if (day == null || day.isLeftOver(seen.timeMicros())) {
      day = open(seen);
    }
    running = day;
    day.note(seen, rarity);
    acrossKeys.note(seen, isSettling(day.strand(), seen.timeMicros()));
  }

  /// The running day of a consumer; null if it has not called within a day.
  private static @Nullable StrandDay day(Strand strand) {
    return strand.attachment() instanceof StrandDay day ? day : null;
  }

  private static KeyHabits habits(Profile profile) {
    if (profile.attachment() instanceof KeyHabits habits) {
      return habits;
    }
    KeyHabits habits = new KeyHabits();
    profile.attach(habits);
    return habits;
  }

  private StrandDay open(Observation seen) {
    Strand strand = seen.strand();
    firstMicros = Math.min(firstMicros, seen.timeMicros());
    if (tenants.size() < MAX_TENANTS) {
      tenants.putIfAbsent(strand.birth().tenant(), seen.timeMicros());
    }
    KeyHabits habits = habits(strand.profile());
    boolean counted = habits.openDays < MAX_OPEN_OF_KEY;
    Who who = Who.of(seen, profiles.circles());
    StrandDay day = new StrandDay(strand, habits, seen.timeMicros(), who, counted);
    strand.attach(day);
    if (counted) {
      habits.openDays++;
      byAge.addLast(day);
      if (!isSettling(strand, seen.timeMicros())) {
        acrossKeys.touch(seen);
      }
    } else {
      threshold.count();
    }
    return day;
  }

  /// Notes that content's detection held for a consumer.
  public void note(Strand strand, Detection detection) {
    StrandDay day = day(strand);
    if (day != null && isDeed(detection)) {
      day.note(detection);
    }
  }

  /// Signs of the engine are measured here in their own way, but for those that are deeds.
  private static boolean isDeed(Detection detection) {
    return !(detection.trigger() instanceof Trigger.OnSign(Sign sign))
        || sign == Sign.DESTRUCTION_BURST
        || sign == Sign.RETIRED_KEY_TRIED;
  }

  /// Weighs the consumer of the call taken in last; null if nothing about it changed, or if it does
  /// not stand out.
  public @Nullable Score standsOut(Observation seen) {
    StrandDay day = running;
    if (day == null || day.strand() != seen.strand() || !day.takeChanged()) {
      return null;
    }
    int peers = Peers.of(day.strand().profile(), day.habits());
    double nats = weighing.nats(day, peers);
    if (isSettling(day.strand(), seen.timeMicros())) {
      return null;
    }
    if (day.isCounted()) {
      acrossKeys.note(seen, day.shared);
    }
    if (!isKnown()) {
      return null;
    }
    if (nats >= HARMLESS * threshold.nats()) {
      day.strand().evidence().harm(seen.timeMicros());
    }
    return nats < threshold.nats() ? null : weighing.score(day, peers, threshold.nats());
  }

  /// Writes what was measured, and the days that run. To be called once all consumers are written
  /// that anybody refers to.
  public void save(StateWriter out, StrandNumbers numbers) {
    out.signed(firstMicros);
    threshold.save(out);
    rates.save(out);
    weighing.save(out);
    out.sorted(tenants, StateWriter::signed);
    List<Profile> known =
        numbers.profiles().stream().filter(of -> of.attachment() instanceof KeyHabits).toList();
    out.list(
        known,
        (to, profile) -> {
          numbers.write(to, profile);
          habits(profile).save(to);
        });
    out.list(byAge, (to, day) -> save(to, day, numbers));
    out.list(
        maturing,
        (to, next) -> {
          numbers.write(to, next.lesson().strand());
          next.lesson().save(to);
          to.signed(next.atMicros());
        });
    List<StrandDay> uncounted =
        numbers.all().stream().map(Population::day).filter(Population::isUncounted).toList();
    out.list(uncounted, (to, day) -> save(to, day, numbers));
    acrossKeys.save(out, numbers);
  }

  private static boolean isUncounted(@Nullable StrandDay day) {
    return day != null && !day.isCounted();
  }

  private static void save(StateWriter out, StrandDay day, StrandNumbers numbers) {
    numbers.write(out, day.strand());
    day.save(out);
  }

  /// Takes back what was saved, into an object that has measured nothing yet.
  ///
  /// @param detections of content, by id
  public void restore(StateReader in, RestoredStrands all, Map<String, Detection> detections)
      throws StateException {
    firstMicros = in.signed();
    threshold.restore(in);
    rates.restore(in);
    weighing.restore(in);
    in.into(tenants, StateReader::signed);
    in.each(from -> all.profile(from).attach(KeyHabits.restore(from)));
    in.each(from -> byAge.addLast(running(from, restoreDay(from, all, detections))));
    in.each(from -> {
      Strand strand = all.read(from);
      Lesson lesson = Lesson.restore(from, strand, habits(strand.profile()));
      maturing.addLast(new Maturing(lesson, from.signed()));
    });
    in.each(from -> running(from, restoreDay(from, all, detections)));
    acrossKeys.restore(in, all);
  }

  private static StrandDay running(StateReader in, StrandDay day) throws StateException {
    in.require(day.strand().attachment() == null, "two days of a consumer");
    day.strand().attach(day);
    return day;
  }

  private static StrandDay restoreDay(
      StateReader in, RestoredStrands all, Map<String, Detection> detections)
      throws StateException {
    Strand strand = all.read(in);
    return StrandDay.restore(in, strand, habits(strand.profile()), detections);
  }
}
