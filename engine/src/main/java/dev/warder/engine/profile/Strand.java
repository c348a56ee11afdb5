package dev.warder.engine.profile;

import dev.warder.engine.detection.Sign;
import dev.warder.engine.detection.Trigger.Repeated;
import dev.warder.engine.evidence.Case;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.OperationUse.Use;
import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Client;
import dev.warder.model.RiskClass;
import dev.warder.model.Source;
import dev.warder.model.StableHash;
import dev.warder.model.Times;
import dev.warder.model.inventory.StrandSummary.Standing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One consumer behind a key: credential × source × client, the unit that evidence is kept for.
/// Confined to the engine's thread.
///
/// Bounds at most [#MAX_MADE] names of resources it made; windows are bounded themselves
public final class Strand {
  private static final int MAX_MADE = 4_096;
  private static final int BUILDER_MADE = 5;
  private static final DistinctWindow[] NO_WINDOWS = {};

  private final Profile profile;
  private final String source;
  private final String client;
  private final int who;
  private final Sighting birth;
  private final boolean founding;
  private final Case evidence = new Case();
  private final OperationUse operations = new OperationUse();
  private final Rhythm rhythm = new Rhythm();
  private Set<String> made = Set.of();

  /// Mostly one or two, so they are looked through.
  private DistinctWindow[] windows = NO_WINDOWS;

  private @Nullable Attachment attachment;

  /// What it was when it last had to make room, for the inventory only.
  private final @Nullable StrandFigures before;

  private @Nullable Sighting latest;
  private Source latestSource;
  private Client latestClient;
  private @Nullable Source taughtSource;
  private @Nullable Client taughtClient;
  private long lastMicros;
  private long calls;
  private long failures;
  private long changes;
  private long ownChanges;
  private long lastHour = Long.MIN_VALUE;
  private long lastDay = Long.MIN_VALUE;
  private int days;
  private boolean trusted;
  private boolean known;
  private boolean usesPrivileged;
  private boolean sendsKeyInUrl;
  private boolean knownToTenant;

  Strand(
      Profile profile,
      Activity first,
      OperationView operation,
      boolean founding,
      @Nullable StrandFigures before) {
    this.profile = profile;
    this.source = first.source().canonical();
    this.client = first.client().family();
    this.who = Profile.who(source, client);
    this.birth = Sighting.of(first, operation);
    this.founding = founding;
    this.before = before;
    this.latestSource = first.source();
    this.latestClient = first.client();
    this.lastMicros = first.timeMicros();
  }

  private Strand(
      Profile profile,
      String source,
      String client,
      Sighting birth,
      boolean founding,
      Source latestSource,
      Client latestClient,
      @Nullable StrandFigures before) {
    this.profile = profile;
    this.source = source;
    this.client = client;
    this.who = Profile.who(source, client);
    this.birth = birth;
    this.founding = founding;
    this.latestSource = latestSource;
    this.latestClient = latestClient;
    this.before = before;
  }

  /// The consumer in figures.
  public StrandFigures figures() {
    StrandFigures now =
        new StrandFigures(
            latestSource,
            latestClient,
            birth.timeMicros(),
            lastMicros,
            calls,
            failures,
            operations.size(),
            evidence.peakNats(),
            standing(),
            sendsKeyInUrl);
    return before == null ? now : now.after(before);
  }

  /// Counts a call and lets the profile learn from it if the strand is trusted; says how new the
  /// operation was to the strand.
  Use add(Activity activity, OperationView operation) {
    calls++;
    failures += activity.outcome().succeeded() ? 0 : 1;
    rhythm.add(activity.timeMicros());
    noteLatest(activity);
    usesPrivileged |= operation.risk().riskClass().isPrivileged();
    long hour = Times.hour(activity.timeMicros());
    boolean newHour = hour != lastHour;
    lastHour = hour;
    long day = Times.day(activity.timeMicros());
    if (day != lastDay) {
      lastDay = day;
      days++;
    }
    if (!sendsKeyInUrl && !activity.attributes().isEmpty()) {
      sendsKeyInUrl = "query".equals(activity.attributes().get("credential.location"));
    }
    Use use = operations.add(operation.id(), activity.timeMicros());
    boolean trustedBefore = trusted;
    trusted =
        evidence.isHarmless(activity.timeMicros()) && (founding || days >= Profile.DAYS_TO_TRUST);
    known |= trusted;
    if (trusted && !trustedBefore) {
      profile.admit(this, activity.timeMicros());
    } else if (trusted && (newHour || use != Use.AGAIN)) {
      profile.learn(this, activity, operation, newHour);
    }
    if (!trusted) {
      latest = Sighting.of(activity, operation);
    } else if (!trustedBefore) {
      latest = null;
    }
    return use;
  }

  /// Mostly the same objects as before, and whoever stores none gives the collector nothing to do.
  @SuppressWarnings("ReferenceEquality")
  private void noteLatest(Activity activity) {
    lastMicros = activity.timeMicros();
    if (latestSource != activity.source()) {
      latestSource = activity.source();
    }
    if (latestClient != activity.client()) {
      latestClient = activity.client();
    }
  }

  /// Whether the strand has taught its profile the very address and agent of a call before; notes
  /// that it has by now.
  @SuppressWarnings("ReferenceEquality") // equal ones are taught once more, for nothing
  boolean hasTaught(Activity activity) {
    boolean before = taughtSource == activity.source() && taughtClient == activity.client();
    taughtSource = activity.source();
    taughtClient = activity.client();
    return before;
  }

  /// Reads its own fields; see [Prefetch].
  public int prefetch() {
    return (int) calls + days + (trusted ? 1 : 0);
  }

  /// Reads what they lead to.
  int prefetchParts() {
    Attachment day = attachment;
    return (evidence.isTold() ? 1 : 0)
        + windows.length
        + made.size()
        + rhythm.prefetch()
        + operations.size()
        + (day == null ? 0 : day.prefetch());
  }

  /// Reads what it takes to let go of what no longer counts, and to teach the profile.
  public int prefetchToRest() {
    return (evidence.isTold() ? 1 : 0)
        + windows.length
        + profile.prefetch()
        + profile.sources().total();
  }

  /// Reads what those lead to, for a call of an operation.
  int prefetch(int operation) {
    Attachment day = attachment;
    return operations.prefetch(operation)
        + rhythm.prefetchParts()
        + (day == null ? 0 : day.prefetchParts());
  }

  /// Whether a tenant is known to know the strand's source and client, or to have no room for them.
  boolean isKnownTo(String tenant) {
    return knownToTenant && tenant.equals(birth.tenant());
  }

  /// Notes that a tenant is; of others than the one it first called for, that is not remembered.
  void setKnownTo(String tenant) {
    knownToTenant |= tenant.equals(birth.tenant());
  }

  /// Remembers what a call made, once the call itself has been judged.
  void remember(Activity activity, OperationView operation) {
    RiskClass risk = operation.risk().riskClass();
    if (!risk.isDiscovery() && risk != RiskClass.UNKNOWN && activity.outcome().succeeded()) {
      changes++;
      ownChanges += !activity.made().isEmpty() || madeAllTargets(activity) ? 1 : 0;
    }
    if (!activity.made().isEmpty()) {
      rememberMade(activity.made());
    }
  }

  private void rememberMade(List<String> names) {
    if (made.isEmpty()) {
      made = new HashSet<>();
    }
    for (String name : names) {
      if (made.size() < MAX_MADE) {
        made.add(name);
      }
    }
  }

  /// What [Profile#who] makes of the strand.
  int who() {
    return who;
  }

  /// Whether an activity belongs to the strand.
  boolean isOf(Activity activity) {
    return source.equals(activity.source().canonical())
        && client.equals(activity.client().family());
  }

  /// Whether an activity acts on something the strand made before, and on nothing it neither made
  /// nor is just making.
  public boolean madeAllTargets(Activity activity) {
    boolean any = false;
    for (String target : activity.targets()) {
      boolean own = made.contains(target);
      if (!own && !activity.made().contains(target)) {
        return false;
      }
      any |= own;
    }
    return any;
  }

  /// Whether the strand builds: it made several things, and what it changes is mostly its own. A
  /// thief changes what belongs to others.
  public boolean isBuilder() {
    return made.size() >= BUILDER_MADE && ownChanges * 5L >= changes * 3L;
  }

  public boolean made(String target) {
    return made.contains(target);
  }

  /// The window kept under a key, opened when first asked for.
  ///
  /// @param key a [Sign], or the id of a detection
  public DistinctWindow window(Object key) {
    for (DistinctWindow window : windows) {
      if (window.key().equals(key)) {
        return window;
      }
    }
    DistinctWindow opened = new DistinctWindow(key);
    keep(opened);
    return opened;
  }

  private void keep(DistinctWindow opened) {
    windows = Arrays.copyOf(windows, windows.length + 1);
    windows[windows.length - 1] = opened;
  }

  /// Lets go of what no longer counts, once a day: deeds that are forgotten, and what was new about
  /// a consumer that is trusted by now.
  public void rest(long nowMicros) {
    evidence.rest(nowMicros, trusted);
    if (windows.length > 0) {
      long since = nowMicros - Repeated.MAX_WITHIN_MICROS;
      DistinctWindow[] before = windows;
      windows = NO_WINDOWS;
      for (DistinctWindow window : before) {
        if (window.lastMicros() >= since) {
          keep(window);
        }
      }
    }
  }

  public Profile profile() {
    return profile;
  }

  public String uid() {
    return StableHash.uid("s", profile.uid(), source, client);
  }

  public String source() {
    return source;
  }

  public String client() {
    return client;
  }

  /// The call that opened the strand.
  public Sighting birth() {
    return birth;
  }

  boolean usesPrivileged() {
    return usesPrivileged;
  }

  /// The last call; of a trusted strand, which needs no proof, the first one.
  public Sighting latest() {
    return latest == null ? birth : latest;
  }

  /// Where the last call came from.
  public Source latestSource() {
    return latestSource;
  }

  /// What software made the last call.
  public Client latestClient() {
    return latestClient;
  }

  public long lastMicros() {
    return lastMicros;
  }

  /// Whether the key was ever seen as a parameter of a query.
  boolean sendsKeyInUrl() {
    return sendsKeyInUrl;
  }

  /// What a later stage keeps of the strand; null if nothing.
  public @Nullable Attachment attachment() {
    return attachment;
  }

  public void attach(@Nullable Attachment kept) {
    attachment = kept;
  }

  public Case evidence() {
    return evidence;
  }

  public OperationUse operations() {
    return operations;
  }

  public Rhythm rhythm() {
    return rhythm;
  }

  public long calls() {
    return calls;
  }

  public long failures() {
    return failures;
  }

  /// Whether the strand was trusted at some time and has not been told since.
  public boolean isKnown() {
    return known && !isSuspect();
  }

  /// Whether the strand was there when its key's profile was still empty.
  public boolean isFounding() {
    return founding;
  }

  /// Whether the strand has been active for as many days as a new one has to wait for trust.
  public boolean isGrownUp() {
    return days >= Profile.DAYS_TO_TRUST;
  }

  public boolean isTrusted() {
    return trusted;
  }

  public boolean isSuspect() {
    return evidence.isTold();
  }

  /// How the strand stands, for people.
  public Standing standing() {
    if (isSuspect()) {
      return Standing.SUSPECT;
    }
    return trusted && profile.isFounded() ? Standing.ESTABLISHED : Standing.YOUNG;
  }

  void save(StateWriter out) {
    out.text(source);
    out.text(client);
    birth.save(out);
    out.flag(founding);
    SavedNouns.write(out, latestSource);
    SavedNouns.write(out, latestClient);
    out.optional(before, (to, left) -> left.save(to));
    evidence.save(out);
    operations.save(out);
    rhythm.save(out);
    out.sorted(made);
    saveWindows(out);
    out.optional(latest, (to, sighting) -> sighting.save(to));
    out.signed(lastMicros);
    out.number(calls);
    out.number(failures);
    out.number(changes);
    out.number(ownChanges);
    out.signed(lastHour);
    out.signed(lastDay);
    out.number(days);
    out.flag(trusted);
    out.flag(known);
    out.flag(usesPrivileged);
    out.flag(sendsKeyInUrl);
  }

  private void saveWindows(StateWriter out) {
    Map<String, DistinctWindow> ofSigns = new HashMap<>();
    Map<String, DistinctWindow> ofDetections = new HashMap<>();
    for (DistinctWindow window : windows) {
      if (window.key() instanceof Sign sign) {
        ofSigns.put(sign.name(), window);
      } else {
        ofDetections.put(window.key().toString(), window);
      }
    }
    out.sorted(ofSigns, (to, window) -> window.save(to));
    out.sorted(ofDetections, (to, window) -> window.save(to));
  }

  /// Takes back what was saved. Which address and agent it has taught last is forgotten: it teaches
  /// them once more, for nothing.
  static Strand restore(StateReader in, Profile profile, RestoredStrands all)
      throws StateException {
    Strand strand =
        new Strand(
            profile,
            in.text(),
            in.text(),
            Sighting.restore(in),
            in.flag(),
            SavedNouns.source(in),
            SavedNouns.client(in),
            in.optional(StrandFigures::restore));
    strand.evidence.restore(in, all.detections());
    all.restore(in, strand.operations);
    strand.rhythm.restore(in);
    List<String> made = in.texts();
    strand.made = made.isEmpty() ? Set.of() : new HashSet<>(made);
    in.each(from -> strand.keep(DistinctWindow.restore(from, from.name(Sign.class))));
    in.each(from -> strand.keep(DistinctWindow.restore(from, from.text())));
    strand.latest = in.optional(Sighting::restore);
    strand.lastMicros = in.signed();
    strand.calls = in.number();
    strand.failures = in.number();
    strand.changes = in.number();
    strand.ownChanges = in.number();
    strand.lastHour = in.signed();
    strand.lastDay = in.signed();
    strand.days = in.small();
    strand.trusted = in.flag();
    strand.known = in.flag();
    strand.usesPrivileged = in.flag();
    strand.sendsKeyInUrl = in.flag();
    return strand;
  }
}
