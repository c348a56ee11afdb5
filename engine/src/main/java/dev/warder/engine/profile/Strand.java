package dev.warder.engine.profile;

import dev.warder.engine.evidence.Case;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.OperationUse.Use;
import dev.warder.model.Activity;
import dev.warder.model.RiskClass;
import dev.warder.model.StableHash;
import dev.warder.model.Times;
import dev.warder.model.inventory.StrandSummary.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// One consumer behind a key: credential × source × client, the unit that evidence is kept for.
/// Confined to the engine's thread.
///
/// Bounds at most [#MAX_MADE] names of resources it made; windows are bounded themselves
public final class Strand {
  private static final int MAX_MADE = 4_096;
  private static final int BUILDER_MADE = 5;

  private final Profile profile;
  private final String uid;
  private final Activity birth;
  private final OperationView birthOperation;
  private final boolean founding;
  private Activity latest;
  private OperationView latestOperation;
  private final Case evidence = new Case();
  private final OperationUse operations = new OperationUse();
  private final Rhythm rhythm = new Rhythm();
  private final Set<String> made = new HashSet<>(0);
  private final Map<Object, DistinctWindow> windows = new HashMap<>(0);
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

  Strand(Profile profile, Activity birth, OperationView birthOperation, boolean founding) {
    this.profile = profile;
    this.birth = birth;
    this.birthOperation = birthOperation;
    this.latestOperation = birthOperation;
    this.latest = birth;
    this.founding = founding;
    this.uid =
        StableHash.uid("s", profile.uid(), birth.source().canonical(), birth.client().family());
  }

  /// Counts a call and lets the profile learn from it if the strand is trusted; says how new the
  /// operation was to the strand.
  Use add(Activity activity, OperationView operation) {
    calls++;
    failures += activity.outcome().succeeded() ? 0 : 1;
    rhythm.add(activity.timeMicros());
    latest = activity;
    latestOperation = operation;
    usesPrivileged |= operation.risk().riskClass().isPrivileged();
    long hour = Times.hour(activity.timeMicros());
    boolean newHour = hour != lastHour;
    lastHour = hour;
    long day = Times.day(activity.timeMicros());
    if (day != lastDay) {
      lastDay = day;
      days++;
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
    return use;
  }

  /// Remembers what a call made, once the call itself has been judged.
  void remember(Activity activity, OperationView operation) {
    RiskClass risk = operation.risk().riskClass();
    if (!risk.isDiscovery() && risk != RiskClass.UNKNOWN && activity.outcome().succeeded()) {
      changes++;
      ownChanges += !activity.made().isEmpty() || madeAllTargets(activity) ? 1 : 0;
    }
    for (String name : activity.made()) {
      if (made.size() < MAX_MADE) {
        made.add(name);
      }
    }
  }

  /// Whether an activity belongs to the strand.
  boolean isOf(Activity activity) {
    return source().equals(activity.source().canonical())
        && client().equals(activity.client().family());
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
  public DistinctWindow window(Object key) {
    return windows.computeIfAbsent(key, absent -> new DistinctWindow());
  }

  public Profile profile() {
    return profile;
  }

  public String uid() {
    return uid;
  }

  public String source() {
    return birth.source().canonical();
  }

  public String client() {
    return birth.client().family();
  }

  /// The activity that opened the strand.
  public Activity birth() {
    return birth;
  }

  /// What that activity called.
  public OperationView birthOperation() {
    return birthOperation;
  }

  boolean usesPrivileged() {
    return usesPrivileged;
  }

  /// The last activity.
  public Activity latest() {
    return latest;
  }

  /// What the last activity called.
  public OperationView latestOperation() {
    return latestOperation;
  }

  public long lastMicros() {
    return latest.timeMicros();
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
}
