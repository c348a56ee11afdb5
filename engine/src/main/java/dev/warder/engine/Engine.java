package dev.warder.engine;

import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.Scorer;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.inventory.Operations;
import dev.warder.engine.profile.CallsOverTime;
import dev.warder.engine.profile.Prefetch;
import dev.warder.engine.profile.Sources;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateSink;
import dev.warder.engine.state.StateSource;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Times;
import dev.warder.model.finding.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stages in order: classify → inventory → profile → evidence → campaign.
///
///     activity ─> Operations ─> Partition 0 … n: Profile ─> Signs ─fact─> Judge ─> Campaigns
///                 which         beside           what speaks   is it       one incident
///                 operation     the usual        for theft     enough      or several
///
/// One thread calls [#accept]; or one calls [#classify] and another, behind it, [#judge]: the halves
/// share nothing but immutable views. [#finish] comes after both. Keys are spread over partitions
/// that hear of each other only when an epoch closes.
///
/// Shape    in activities in order of time -> out one [Analysis]
/// Guarantees the same bytes for any number of partitions, and from [#judge] for any order within
/// an epoch that leaves the calls of each key and principal in theirs; the first half learns from
/// calls in the order they come, which [EpochOrder] gives to those that have none
/// Bounds   memory grows with keys and operations, not with activities
/// Errors   an activity older than the last closed epoch, or seen by an earlier run, is counted as
/// late and left out
public final class Engine {
  /// What tenants and the world are used to is renewed at this step of event time.
  public static final long EPOCH_MICROS = Times.MINUTE;

  private final EngineSettings settings;
  private final Detections content;
  private final Operations operations;
  private final Sources sources = new Sources();
  private final CallsOverTime overTime = new CallsOverTime();
  private final RuleTally rules = new RuleTally();
  private final Partitions partitions;
  private @Nullable NewestActivities newest;

  private long newestEpoch = Long.MIN_VALUE;
  private long judgedEpoch = Long.MIN_VALUE;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;
  private long activities;
  private long anonymous;
  private long late;
  private long lateBefore;
  private String contentBefore;

  /// The epoch of an activity, in steps since 1970; negative before.
  public static long epoch(Activity activity) {
    return Math.floorDiv(activity.timeMicros(), EPOCH_MICROS);
  }

  /// An engine with an empty past.
  public Engine(EngineSettings settings, Detections content, Scorer scorer) {
    this.settings = settings;
    this.content = content;
    this.operations = new Operations(content);
    this.partitions = new Partitions(settings, content, scorer);
    this.contentBefore = content.version();
  }

  /// An engine that goes on where another one was when it was saved: what it concludes is what that
  /// one would have concluded. Settings and key inventory are those given now; facts and findings
  /// of detections that content no longer has are gone.
  ///
  /// @throws StateException if the state is damaged or of another layout
  public static Engine restore(
      EngineSettings settings, Detections content, Scorer scorer, StateSource state)
      throws StateException {
    Engine engine = new Engine(settings, content, scorer);
    StateReader in = new StateReader(state);
    engine.restore(in);
    in.end();
    return engine;
  }

  /// Prepares for being saved: what the next run reads of the newest epoch again is not counted
  /// twice. To be called before the first activity; an engine that was restored goes on as it was.
  public void expectMoreLater() {
    newest = newest == null ? new NewestActivities() : newest;
  }

  /// Takes the next activity in order of time: both halves at once.
  public void accept(Activity activity) {
    OperationView operation = classify(activity);
    if (operation != null) {
      judge(activity, operation);
    }
  }

  /// Takes the next activities in order of time, as [#accept(Activity)] would one by one, in half
  /// the time: what is known of their keys is read for several at once.
  public void accept(List<Activity> activities) {
    for (int from = 0; from < activities.size(); from += Prefetch.MOST) {
      int to = Math.min(activities.size(), from + Prefetch.MOST);
      Activity[] group = activities.subList(from, to).toArray(Activity[]::new);
      OperationView[] operations = new OperationView[group.length];
      judge(group, operations, classify(group, group.length, operations));
    }
  }

  /// The first half: takes stock. One thread may call it ahead of [#judge], in order of time.
  ///
  /// @return what was called, to be handed to [#judge]; null if there is nothing to judge, because
  ///   the call carries no credential or comes too late
  public @Nullable OperationView classify(Activity activity) {
    if (!admits(activity)) {
      return null;
    }
    sources.count(activity);
    return resolve(activity);
  }

  /// The first half for several activities, as for one after the other.
  ///
  /// @param activities in order of time; then, at the front, those that are to be judged
  /// @param count how many there are
  /// @param called takes what was called by those
  /// @return how many are to be judged
  public int classify(Activity[] activities, int count, OperationView[] called) {
    int kept = 0;
    for (int from = 0; from < count; from += Prefetch.MOST) {
      int to = from;
      for (int i = from; i < Math.min(count, from + Prefetch.MOST); i++) {
        if (admits(activities[i])) {
          activities[to++] = activities[i];
        }
      }
      operations.prefetch(activities, from, to);
      for (int i = from; i < to; i++) {
        sources.count(activities[i]);
      }
      for (int i = from; i < to; i++) {
        OperationView operation = resolve(activities[i]);
        if (operation != null) {
          activities[kept] = activities[i];
          called[kept++] = operation;
        }
      }
    }
    return kept;
  }

  private boolean admits(Activity activity) {
    long of = epoch(activity);
    if (of < newestEpoch || (newest != null && !newest.add(activity, of))) {
      late++;
      return false;
    }
    newestEpoch = of;
    activities++;
    firstMicros = Math.min(firstMicros, activity.timeMicros());
    lastMicros = Math.max(lastMicros, activity.timeMicros());
    return true;
  }

  private @Nullable OperationView resolve(Activity activity) {
    OperationView operation = operations.resolve(activity);
    overTime.add(activity);
    rules.count(activity, operation);
    if (activity.caller().isAnonymous()) {
      anonymous++;
      return null;
    }
    return operation;
  }

  /// The second half: profile, evidence, campaign. One thread calls it, in the same order.
  public void judge(Activity activity, OperationView operation) {
    long of = epoch(activity);
    if (of > judgedEpoch) {
      partitions.closeEpoch(of * EPOCH_MICROS);
      judgedEpoch = of;
    }
    partitions.take(activity, operation);
  }

  /// The second half for several activities, as for one after the other.
  ///
  /// @param called what they called
  /// @param count how many there are
  public void judge(Activity[] activities, OperationView[] called, int count) {
    for (int from = 0; from < count; from += Prefetch.MOST) {
      int to = Math.min(count, from + Prefetch.MOST);
      partitions.prefetch(activities, called, from, to);
      for (int i = from; i < to; i++) {
        judge(activities[i], called[i]);
      }
    }
  }

  /// Closes the epoch of the newest activity, as the first one of a later epoch would: what it
  /// shows is told now. Activities of that epoch which come later are late. Changes nothing if the
  /// epoch is closed already.
  ///
  /// Guarantees what is concluded in the end is the same, whether this was called or not
  public void endEpoch() {
    if (lastMicros == Long.MIN_VALUE) {
      return;
    }
    long next = Math.floorDiv(lastMicros, EPOCH_MICROS) + 1;
    newestEpoch = Math.max(newestEpoch, next);
    if (judgedEpoch < next) {
      partitions.closeEpoch(next * EPOCH_MICROS);
      judgedEpoch = next;
    }
  }

  /// Incidents that are new or grew since this was asked last, or since the start; first told
  /// first.
  public List<Incident> grownIncidents() {
    return partitions.campaigns().grown();
  }

  /// All incidents told so far, highest risk first.
  public List<Incident> incidents() {
    return partitions.campaigns().incidents();
  }

  /// What the rules from outside matched, by number of calls, on calls without a key too.
  public List<RuleMatch> ruleMatches() {
    return rules.matches();
  }

  /// Concludes. The engine is not to be used afterwards.
  public Analysis finish() {
    boolean empty = activities == 0;
    partitions.tell();
    InventoryWriter writer =
        new InventoryWriter(operations, partitions.profiles(), sources, overTime);
    return new Analysis(
        writer.write(empty ? 0 : firstMicros, empty ? 0 : lastMicros, activities, anonymous, late),
        partitions.campaigns().incidents(),
        settings.alertsPerDay(),
        partitions.thresholdNats(),
        writer.keptQuiet(),
        content.version());
  }

  /// Writes down all that is known, to be called between two activities and before [#finish].
  public void save(StateSink sink) {
    StateWriter out = new StateWriter(sink);
    out.section(1);
    out.text(content.version());
    out.signed(newestEpoch);
    out.signed(judgedEpoch);
    out.signed(firstMicros);
    out.signed(lastMicros);
    out.number(activities);
    out.number(anonymous);
    out.number(late);
    out.optional(newest, (to, seen) -> seen.save(to));
    out.section(2);
    operations.save(out);
    out.section(3);
    sources.save(out);
    overTime.save(out);
    rules.save(out);
    partitions.save(out);
    out.end();
  }

  private void restore(StateReader in) throws StateException {
    in.section(1);
    contentBefore = in.text();
    newestEpoch = in.signed();
    judgedEpoch = in.signed();
    firstMicros = in.signed();
    lastMicros = in.signed();
    activities = in.number();
    anonymous = in.number();
    late = in.number();
    lateBefore = late;
    newest = in.optional(NewestActivities::restore);
    in.section(2);
    operations.restore(in);
    in.section(3);
    sources.restore(in);
    overTime.restore(in);
    rules.restore(in, content.byId());
    partitions.restore(in, operations.size());
  }

  /// Version of the content that the state was saved with; of the own one if nothing was restored.
  public String contentBefore() {
    return contentBefore;
  }

  /// Activities left out since the start, or since the engine was restored, because they came too
  /// late or were seen before that.
  public long lateNow() {
    return late - lateBefore;
  }

  /// The earliest time that is not behind what was judged, [Long#MIN_VALUE] if nothing was:
  /// activities from before are late.
  public long reachedMicros() {
    return newestEpoch == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : Math.max(lastMicros, newestEpoch * EPOCH_MICROS);
  }

  /// Time of the newest activity so far; [Long#MIN_VALUE] if there was none.
  public long lastMicros() {
    return lastMicros;
  }
}
