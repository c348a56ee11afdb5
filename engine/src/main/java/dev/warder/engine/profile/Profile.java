package dev.warder.engine.profile;

import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.OperationUse.Use;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Client;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.model.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is usual for one key; for short-lived sessions, for the principal behind them. Confined to
/// the engine's thread.
///
/// Only trusted strands teach it: those that were there from the start, and those that have been
/// active on [#DAYS_TO_TRUST] days without evidence against them.
///
/// Bounds at most [#MAX_STRANDS] strands, then one makes room, of which [Departures] keeps the
/// figures
public final class Profile {
  static final int MAX_STRANDS = 64;

  /// So many strangers stay, if there are as many; the other places are for those that are known.
  private static final int STRANGERS_KEPT = 32;

  /// Active hours below which a profile knows too little to call anything new.
  public static final int FOUNDING_HOURS = 6;

  /// Active days that are as good as so many hours: many keys work a few minutes a day.
  private static final int FOUNDING_DAYS = 2;

  /// Active days after which a strand that gave no offence is trusted.
  public static final int DAYS_TO_TRUST = 3;

  private static final int MAX_ADDRESSES = 32;
  private static final int MAX_USER_AGENTS = 16;

  private final String uid;
  private final Teachings teachings;
  private final FewTexts addresses = new FewTexts(MAX_ADDRESSES);
  private final FewTexts userAgents = new FewTexts(MAX_USER_AGENTS);
  private final Usage sources = new Usage();
  private final Usage clients = new Usage();
  private final OperationUse operations = new OperationUse();
  private final List<Strand> strands = new ArrayList<>(1);

  /// Of each strand [Strand#who], so that few strands need to be looked at.
  private int[] whos = new int[1];

  private List<Strand> watched = List.of();
  private @Nullable Departures departures;
  private @Nullable Attachment attachment;
  private @Nullable Strand latestStrand;
  private boolean usesRentable;
  private boolean usesPrivileged;
  private long lastMicros = Long.MIN_VALUE;
  private long longestGapMicros;
  private long lastDay = Long.MIN_VALUE;
  private int days;

  Profile(String uid, Teachings teachings) {
    this.uid = uid;
    this.teachings = teachings;
  }

  public String uid() {
    return uid;
  }

  /// The strand an activity belongs to, or null if it opens a new one.
  @Nullable Strand find(Activity activity) {
    int who = who(activity.source().canonical(), activity.client().family());
    Strand latest = latestStrand;
    if (latest != null && latest.who() == who && latest.isOf(activity)) {
      return latest;
    }
    for (int i = strands.size() - 1; i >= 0; i--) {
      if (whos[i] == who && strands.get(i).isOf(activity)) {
        Strand strand = strands.get(i);
        latestStrand = strand;
        return strand;
      }
    }
    return null;
  }

  /// Reads its own fields; see [Prefetch].
  int prefetch() {
    return days + (int) lastMicros;
  }

  /// Reads what they lead to.
  int prefetchParts() {
    Strand latest = latestStrand;
    Attachment habits = attachment;
    return whos[whos.length - 1]
        + strands.size()
        + sources.total()
        + watched.size()
        + operations.size()
        + (latest == null ? 0 : latest.who())
        + (habits == null ? 0 : habits.prefetch());
  }

  /// Reads what is known of an operation.
  int prefetch(int operation) {
    return operations.prefetch(operation);
  }

  /// A hash of who calls, which tells most of those apart that are not the same.
  static int who(String source, String client) {
    return 31 * source.hashCode() + client.hashCode();
  }

  /// Keeps an eye on a strand that is new in who calls, until an older one is seen beside it.
  public void watch(Strand strand) {
    if (watched.isEmpty()) {
      watched = new ArrayList<>(1);
    }
    if (!watched.contains(strand)) {
      watched.add(strand);
    }
  }

  /// Strands that are new in who calls.
  public List<Strand> watched() {
    return watched;
  }

  /// Opens the strand of an activity that belongs to none. One that had to make room begins anew,
  /// and is listed with what it did before.
  Strand open(Activity activity, OperationView operation) {
    StrandFigures before = departures == null ? null : departures.take(activity);
    if (strands.size() >= MAX_STRANDS) {
      makeRoom();
    }
    boolean founding = !isFounded();
    Strand strand = new Strand(this, activity, operation, founding, before);
    take(strand);
    return strand;
  }

  private void take(Strand strand) {
    if (strands.size() == whos.length) {
      whos = Arrays.copyOf(whos, 2 * whos.length);
    }
    whos[strands.size()] = strand.who();
    strands.add(strand);
  }

  /// Lets go of the stranger that is silent for longest if there are many, else of the known one.
  /// So nobody pushes the owner out by opening strands, and no stranger goes before it could show
  /// what it does because a key has many known ones. Suspects go last.
  private void makeRoom() {
    int suspect = -1;
    int known = -1;
    int stranger = -1;
    int strangers = 0;
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      if (strand.isSuspect()) {
        suspect = longerSilent(suspect, i);
      } else if (strand.isKnown()) {
        known = longerSilent(known, i);
      } else {
        stranger = longerSilent(stranger, i);
        strangers++;
      }
    }
    if (known >= 0 && strangers < STRANGERS_KEPT) {
      remove(known);
    } else {
      remove(strangers > 0 ? stranger : suspect);
    }
  }

  /// Of two strands the one that is silent for longer, where -1 is none.
  private int longerSilent(int one, int other) {
    return one < 0 || strands.get(other).lastMicros() < strands.get(one).lastMicros() ? other : one;
  }

  private void remove(int at) {
    System.arraycopy(whos, at + 1, whos, at, strands.size() - at - 1);
    Strand removed = strands.remove(at);
    if (!watched.isEmpty()) {
      watched.remove(removed);
    }
    latestStrand = null;
    departures = departures == null ? new Departures() : departures;
    departures.add(removed);
  }

  /// Learns from a call of a trusted strand.
  void learn(Strand strand, Activity activity, OperationView operation, boolean newHour) {
    if (activity.source().sourceClass() == SourceClass.SERVICE) {
      return;
    }
    long day = Times.day(activity.timeMicros());
    if (day != lastDay) {
      lastDay = day;
      days++;
    }
    if (newHour) {
      sources.add(strand.source());
      clients.add(strand.client());
      usesRentable |= activity.source().sourceClass().isRentable();
      if (!strand.hasTaught(activity)) {
        learnExact(activity.source(), activity.client());
      }
    }
    learnOperation(operation.id(), activity.timeMicros());
    usesPrivileged |= operation.risk().riskClass().isPrivileged();
  }

  /// Takes up a strand that has become trusted, with all it used so far.
  void admit(Strand strand, long timeMicros) {
    if (strand.birth().source().sourceClass() == SourceClass.SERVICE) {
      return;
    }
    sources.add(strand.source());
    clients.add(strand.client());
    usesRentable |= strand.birth().source().sourceClass().isRentable();
    learnExact(strand.birth().source(), strand.birth().client());
    learnExact(strand.latestSource(), strand.latestClient());
    strand.operations().forEach(id -> learnOperation(id, timeMicros));
    usesPrivileged |= strand.usesPrivileged();
  }

  private void learnExact(Source source, Client client) {
    addresses.add(source.address());
    userAgents.add(client.userAgent());
  }

  private void learnOperation(int id, long timeMicros) {
    if (operations.size() == 0) {
      teachings.found();
    }
    if (operations.add(id, timeMicros) == Use.NEW) {
      teachings.adopt(id);
    }
  }

  /// Whether trusted strands called from the very address, as far as they are remembered.
  public boolean knowsAddress(String address) {
    return addresses.contains(address);
  }

  /// Whether trusted strands sent the very user agent, as far as they are remembered.
  public boolean knowsUserAgent(String userAgent) {
    return userAgents.contains(userAgent);
  }

  void touch(long timeMicros) {
    if (lastMicros != Long.MIN_VALUE) {
      longestGapMicros = Math.max(longestGapMicros, timeMicros - lastMicros);
    }
    lastMicros = Math.max(lastMicros, timeMicros);
  }

  /// Time since the last call before `timeMicros`; 0 if there was none.
  public long silenceMicros(long timeMicros) {
    return lastMicros == Long.MIN_VALUE ? 0 : Math.max(0, timeMicros - lastMicros);
  }

  public long longestGapMicros() {
    return longestGapMicros;
  }

  /// Whether enough is known to call anything new.
  public boolean isFounded() {
    return sources.total() >= FOUNDING_HOURS || days >= FOUNDING_DAYS;
  }

  public Usage sources() {
    return sources;
  }

  public Usage clients() {
    return clients;
  }

  public boolean usesRentable() {
    return usesRentable;
  }

  public boolean usesPrivileged() {
    return usesPrivileged;
  }

  /// Whether trusted strands used an operation, under its present or an earlier number.
  public boolean knows(OperationView operation) {
    if (operations.knows(operation.id())) {
      return true;
    }
    for (int id : operation.absorbedIds()) {
      if (operations.knows(id)) {
        return true;
      }
    }
    return false;
  }

  /// On how many days before the day of `timeMicros` trusted strands used an operation.
  public int earlierDays(OperationView operation, long timeMicros) {
    int days = operations.daysBefore(operation.id(), timeMicros);
    for (int id : operation.absorbedIds()) {
      days = Math.max(days, operations.daysBefore(id, timeMicros));
    }
    return days;
  }

  public int knownOperations() {
    return operations.size();
  }

  public List<Strand> strands() {
    return strands;
  }

  /// What is left of strands that had to make room; null while none had to.
  @Nullable Departures departures() {
    return departures;
  }

  /// What a later stage keeps of the key; null if nothing.
  public @Nullable Attachment attachment() {
    return attachment;
  }

  public void attach(Attachment kept) {
    attachment = kept;
  }

  void save(StateWriter out, StrandNumbers numbers) {
    out.text(uid);
    addresses.save(out);
    userAgents.save(out);
    sources.save(out);
    clients.save(out);
    operations.save(out);
    out.list(strands, numbers::save);
    out.list(watched, numbers::write);
    out.optional(departures, (to, left) -> left.save(to));
    out.flag(usesRentable);
    out.flag(usesPrivileged);
    out.signed(lastMicros);
    out.signed(longestGapMicros);
    out.signed(lastDay);
    out.number(days);
  }

  static Profile restore(StateReader in, Teachings teachings, RestoredStrands all)
      throws StateException {
    Profile profile = new Profile(in.text(), teachings);
    all.add(profile);
    profile.addresses.restore(in);
    profile.userAgents.restore(in);
    profile.sources.restore(in);
    profile.clients.restore(in);
    all.restore(in, profile.operations);
    in.each(from -> profile.take(all.restore(from, profile)));
    in.require(profile.strands.size() <= MAX_STRANDS, "too many consumers");
    List<Strand> watched = in.list(all::read);
    profile.watched = watched.isEmpty() ? List.of() : watched;
    profile.departures = in.optional(from -> Departures.restore(from, all));
    profile.usesRentable = in.flag();
    profile.usesPrivileged = in.flag();
    profile.lastMicros = in.signed();
    profile.longestGapMicros = in.signed();
    profile.lastDay = in.signed();
    profile.days = in.small();
    return profile;
  }
}
