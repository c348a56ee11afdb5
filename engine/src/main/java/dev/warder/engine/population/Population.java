package dev.warder.engine.population;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Thieves;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.population.Who.Kind;
import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.Prefetch;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures what consumers do in a day, over all keys, and how far one of them stands out.
///
///     call ─> Days ─> StrandDay ──changed──> Weighing ──nats ≥ threshold──> stands out
///                         │ a day later          ▲ │    as of the last closed epoch
///                         └──────> Rates, Tails ─┘ └──> AcrossKeys ───────> stand out together
///
/// Nothing is learned before a consumer's day is over, and everything is read as of the last closed
/// epoch; days close in the order in which they began, whichever partition they come from. A key
/// learns from consumers it trusts; from others three days later, if nothing spoke against them by
/// then. Confined to the engine's thread.
///
/// Bounds at most [#MAX_OPEN] open days, [#MAX_OPEN_OF_KEY] of one key; beyond, the oldest close
/// with the epoch. Of more than [#MAX_MATURING] that are to teach later, the oldest never do, and
/// of one key no more than [#MAX_MATURING_OF_KEY] wait. Tenants beyond [#MAX_TENANTS] never settle,
/// and declared weights decide
public final class Population {
  private static final long DAY_MICROS = Times.DAY;
  private static final int MAX_OPEN = 1_000_000;
  private static final int MAX_MATURING = 1_000_000;

  /// Days of one key that are counted at a time. Further ones are judged like all others, but teach
  /// nothing and take no room once their consumer is gone.
  static final int MAX_OPEN_OF_KEY = 64;

  /// Days of one key that wait to teach. Further ones never do, so that nobody pushes out what
  /// waits.
  static final int MAX_MATURING_OF_KEY = 16;

  private static final int MAX_TENANTS = 1_000_000;

  /// A tenant in its first days knows nothing yet, so everything in it is new.
  private static final long SETTLING_MICROS = 3 * Times.DAY;

  private static final long MATURES_AFTER = Profile.DAYS_TO_TRUST * Times.DAY;

  private final Circles circles;
  private final Rates rates;
  private final Weighing weighing;
  private final Threshold threshold;
  private final Rarity rarity;
  private final AcrossKeys acrossKeys;
  private final ArrayDeque<StrandDay> byAge = new ArrayDeque<>();
  private final ArrayDeque<Maturing> maturing = new ArrayDeque<>();
  private final Map<String, Long> tenants = new HashMap<>();
  private final List<StrandDay> over = new ArrayList<>(Prefetch.MOST);
  private long firstMicros = Long.MAX_VALUE;

  /// Of what was read ahead, so that it is read.
  private int read;

  /// What a consumer that is not yet trusted teaches its key as late as it could be trusted itself,
  /// unless something speaks against it by then.
  private record Maturing(Lesson lesson, long atMicros) {}

  /// A population nothing is known of.
  ///
  /// @param alertsPerDay budget of alerts, 0 or more
  /// @param thieves how thieves are thought to behave
  public Population(Profiles profiles, double alertsPerDay, Thieves thieves) {
    this.circles = profiles.circles();
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

  /// Takes up the days that began in an epoch, and closes those that are over at the start of the
  /// next; says who stands out across keys.
  public List<Outlier> closeEpoch(Days ofEpoch, long nowMicros) {
    byAge.addAll(ofEpoch.opened());
    ofEpoch
        .tenants()
        .forEach((tenant, since) -> {
          if (tenants.size() < MAX_TENANTS) {
            tenants.putIfAbsent(tenant, since);
          }
        });
    firstMicros = Math.min(firstMicros, ofEpoch.firstMicros());
    threshold.count(ofEpoch.uncounted());
    closeOver(nowMicros);
    while (!maturing.isEmpty() && maturing.getFirst().atMicros() <= nowMicros) {
      Lesson lesson = removeOldest();
      if (!lesson.strand().isSuspect()) {
        lesson.teach();
      }
    }
    threshold.closeEpoch(nowMicros);
    return acrossKeys.closeEpoch(ofEpoch.together(), nowMicros, isKnown());
  }

  /// Closes the days that are over. Their consumers may not have called for a day, so what is known
  /// of several is read at once; see [Prefetch].
  private void closeOver(long nowMicros) {
    while (isOldestOver(nowMicros)) {
      while (over.size() < Prefetch.MOST && isOldestOver(nowMicros)) {
        over.add(byAge.removeFirst());
      }
      int sum = read;
      for (StrandDay day : over) {
        sum += day.prefetchToClose() + day.strand().prefetch() + day.habits().prefetch();
      }
      for (StrandDay day : over) {
        sum += day.strand().prefetchToRest();
      }
      read = sum;
      over.forEach(day -> close(day, nowMicros));
      over.clear();
    }
  }

  private boolean isOldestOver(long nowMicros) {
    return !byAge.isEmpty()
        && (byAge.getFirst().startMicros() + DAY_MICROS <= nowMicros || byAge.size() > MAX_OPEN);
  }

  private void close(StrandDay day, long nowMicros) {
    Strand strand = day.strand();
    strand.attach(null);
    strand.rest(nowMicros);
    threshold.count();
    KeyHabits of = day.habits();
    of.openDays--;
    boolean harmless = threshold.isHarmless(day.mostNats) && !strand.isSuspect();
    boolean founding = day.who().kind() == Kind.FOUNDING;
    if (strand.isTrusted() && harmless) {
      of.learnMost(day);
    }
    if (isSettling(day, day.startMicros())) {
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
    } else if (of.maturing < MAX_MATURING_OF_KEY) {
      mature(new Maturing(lesson, nowMicros + MATURES_AFTER));
    }
  }

  private void mature(Maturing next) {
    if (maturing.size() == MAX_MATURING) {
      removeOldest();
    }
    maturing.addLast(next);
    next.lesson().habits().maturing++;
  }

  private Lesson removeOldest() {
    Lesson lesson = maturing.removeFirst().lesson();
    lesson.habits().maturing--;
    return lesson;
  }

  /// Whether the tenant of a day's consumer is so new that everything in it is.
  boolean isSettling(StrandDay day, long atMicros) {
    if (day.tenantSince == Long.MIN_VALUE) {
      Long since = tenants.get(day.strand().birth().tenant());
      if (since == null) {
        return true;
      }
      day.tenantSince = since;
    }
    return atMicros - day.tenantSince < SETTLING_MICROS;
  }

  boolean isSettling(Strand strand, long atMicros) {
    return atMicros - tenants.getOrDefault(strand.birth().tenant(), atMicros) < SETTLING_MICROS;
  }

  /// Days that run and will be counted.
  int openDays() {
    return byAge.size();
  }

  /// Days that are over and wait to teach.
  int maturingDays() {
    return maturing.size();
  }

  /// The running day of a consumer; null if it has not called within a day.
  static @Nullable StrandDay day(Strand strand) {
    return strand.attachment() instanceof StrandDay day ? day : null;
  }

  static KeyHabits habits(Profile profile) {
    if (profile.attachment() instanceof KeyHabits habits) {
      return habits;
    }
    KeyHabits habits = new KeyHabits();
    profile.attach(habits);
    return habits;
  }

  /// Days and hours that run across keys.
  int openAcrossKeys() {
    return acrossKeys.open();
  }

  Circles circles() {
    return circles;
  }

  Rarity rarity() {
    return rarity;
  }

  /// Whether the tenant of a day's consumer was there before the epoch that runs.
  boolean knowsTenant(StrandDay day) {
    return day.tenantSince != Long.MIN_VALUE || tenants.containsKey(day.strand().birth().tenant());
  }

  /// Weighs a consumer; null if it does not stand out.
  @Nullable Score standsOut(StrandDay day, long nowMicros) {
    int peers = Peers.of(day.strand().profile(), day.habits());
    double nats = weighing.nats(day, peers);
    if (!isKnown() || isSettling(day, nowMicros)) {
      return null;
    }
    if (!threshold.isHarmless(nats)) {
      day.strand().evidence().harm(nowMicros);
    }
    return nats < threshold.nats() ? null : weighing.score(day, peers, threshold.nats());
  }

  /// Writes what was measured, and the days that run but for those of the epoch that runs. To be
  /// called once all consumers are written that anybody refers to.
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

  static void save(StateWriter out, StrandDay day, StrandNumbers numbers) {
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
      mature(new Maturing(lesson, from.signed()));
    });
    in.each(from -> running(from, restoreDay(from, all, detections)));
    acrossKeys.restore(in, all);
  }

  static StrandDay running(StateReader in, StrandDay day) throws StateException {
    in.require(day.strand().attachment() == null, "two days of a consumer");
    day.strand().attach(day);
    return day;
  }

  static StrandDay restoreDay(
      StateReader in, RestoredStrands all, Map<String, Detection> detections)
      throws StateException {
    Strand strand = all.read(in);
    return StrandDay.restore(in, strand, habits(strand.profile()), detections);
  }
}
