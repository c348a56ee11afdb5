package dev.warder.engine;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.campaign.Campaigns;
import dev.warder.engine.campaign.FindingDraft;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.evidence.Judge;
import dev.warder.engine.evidence.Judge.Verdict;
import dev.warder.engine.evidence.Scorer;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.inventory.Operations;
import dev.warder.engine.population.Outlier;
import dev.warder.engine.population.Population;
import dev.warder.engine.profile.CallsOverTime;
import dev.warder.engine.profile.CredentialState;
import dev.warder.engine.profile.CredentialState.Minting;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Profiles;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Sources;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.sign.FactSink;
import dev.warder.engine.sign.Signs;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateSink;
import dev.warder.engine.state.StateSource;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Times;
import dev.warder.model.finding.FacetEvidence;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stages in order: classify → inventory → profile → evidence → campaign.
///
///     activity ─> Operations ─> Profiles ─> Signs ──fact──> Judge ──finding──> Campaigns
///                 which          beside     what speaks      is it enough       one incident
///                 operation      the usual  for theft                           or several
///
/// One thread calls [#accept]; or one calls [#classify] and another, behind it, [#judge]: the halves
/// share nothing but immutable views. [#finish] comes after both.
///
/// Shape    in activities in order of time -> out one [Analysis]
/// Bounds   memory grows with keys and operations, not with activities
/// Errors   an activity older than the last closed epoch, or seen by an earlier run, is counted as
/// late and left out
public final class Engine {
  /// What tenants and the world are used to is renewed at this step of event time.
  public static final long EPOCH_MICROS = Times.MINUTE;

  private final EngineSettings settings;
  private final Detections content;
  private final Operations operations;
  private final Profiles profiles;
  private final Sources sources = new Sources();
  private final CallsOverTime overTime = new CallsOverTime();
  private final RuleTally rules = new RuleTally();
  private final Signs signs;
  private final Population population;
  private final Judge judge;
  private final Campaigns campaigns;
  private @Nullable NewestActivities newest;
  private @Nullable Activity judged;
  private final FactSink toJudge = new FactsOfCall();

  private long newestEpoch = Long.MIN_VALUE;
  private long judgedEpoch = Long.MIN_VALUE;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;
  private long activities;
  private long anonymous;
  private long late;
  private long lateBefore;
  private String contentBefore;

  /// An engine with an empty past.
  public Engine(EngineSettings settings, Detections content, Scorer scorer) {
    this.settings = settings;
    this.content = content;
    this.operations = new Operations(content);
    this.profiles = new Profiles(settings.keyRecords());
    this.signs = new Signs(content, profiles.circles(), settings.deadOperations());
    this.population = new Population(profiles, settings.alertsPerDay(), content.thieves());
    this.judge = new Judge(scorer);
    this.campaigns = new Campaigns(settings.alertsPerDay(), profiles);
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

  /// The first half: takes stock. One thread may call it ahead of [#judge], in order of time.
  ///
  /// @return what was called, to be handed to [#judge]; null if there is nothing to judge, because
  ///   the call carries no credential or comes too late
  public @Nullable OperationView classify(Activity activity) {
    long of = Math.floorDiv(activity.timeMicros(), EPOCH_MICROS);
    if (of < newestEpoch) {
      late++;
      return null;
    }
    if (newest != null && !newest.add(activity, of)) {
      late++;
      return null;
    }
    newestEpoch = of;
    activities++;
    firstMicros = Math.min(firstMicros, activity.timeMicros());
    lastMicros = Math.max(lastMicros, activity.timeMicros());
    OperationView operation = operations.resolve(activity);
    sources.count(activity);
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
    long of = Math.floorDiv(activity.timeMicros(), EPOCH_MICROS);
    if (of > judgedEpoch) {
      profiles.closeEpoch();
      population.closeEpoch(of * EPOCH_MICROS).forEach(this::tell);
      judgedEpoch = of;
    }
    Observation seen = profiles.observe(activity, operation);
    if (seen.credential().isAuthentic()) {
      judged = activity;
      boolean providersOwn = Signs.isProvidersOwn(seen);
      if (!providersOwn) {
        population.note(seen);
      }
      signs.look(seen, toJudge);
      if (!providersOwn) {
        judgeBesidePopulation(seen);
      }
    }
    profiles.learn(seen);
  }

  /// Takes facts of the call at hand: the population counts them, the judge weighs them.
  private final class FactsOfCall implements FactSink {
    @Override
    public void accept(Strand strand, Fact fact) {
      population.note(strand, fact.detection());
      Activity now = requireNonNull(judged);
      judge(now.timeMicros(), now.tenant(), strand, fact);
    }

    @Override
    public void again(Strand strand, Detection detection) {
      population.note(strand, detection);
    }
  }

  private void judgeBesidePopulation(Observation seen) {
    Score score = population.standsOut(seen);
    if (score == null) {
      return;
    }
    FacetEvidence strongest = score.facets().getFirst();
    Fact fact = signs.standsOut(seen, strongest.usual(), strongest.seen());
    if (fact != null) {
      Strand strand = seen.strand();
      Verdict verdict =
          judge.tell(strand.evidence(), fact, score, strand.calls(), seen.timeMicros());
      String tenant = seen.activity().tenant();
      tell(seen.timeMicros(), tenant, strand, verdict, population.thresholdNats());
    }
  }

  /// Tells a consumer's part in what stands out across keys.
  private void tell(Outlier outlier) {
    Strand strand = outlier.strand();
    Score score = outlier.score();
    FacetEvidence facet = score.facets().getFirst();
    Sighting call = outlier.call();
    Fact fact = signs.standsOut(outlier.sign(), score.nats(), facet.usual(), facet.seen(), call);
    if (fact == null) {
      return;
    }
    long now = outlier.timeMicros();
    Verdict verdict = judge.tellPart(strand.evidence(), fact, score, strand.calls(), now);
    for (Fact told : verdict.facts()) {
      FindingDraft finding =
          new FindingDraft(
              strand, told, now, verdict.score(), outlier.thresholdNats(), call.tenant());
      campaigns.add(finding, outlier.tie());
    }
    campaigns.tie(strand, outlier.tie(), now);
    if (verdict.crossed()) {
      inherit(now, call.tenant(), strand);
    }
  }

  /// Adds a fact to a strand's case, which a call of a tenant brought to light.
  private void judge(long nowMicros, String tenant, Strand strand, Fact fact) {
    boolean measured = population.decidesFor(strand, nowMicros);
    Verdict verdict = judge.add(strand.evidence(), fact, strand.calls(), nowMicros, measured);
    tell(nowMicros, tenant, strand, verdict, judge.thresholdNats());
  }

  private void tell(
      long nowMicros, String tenant, Strand strand, Verdict verdict, double thresholdNats) {
    for (Fact told : verdict.facts()) {
      campaigns.add(
          new FindingDraft(strand, told, nowMicros, verdict.score(), thresholdNats, tenant));
    }
    if (verdict.crossed()) {
      inherit(nowMicros, tenant, strand);
    }
  }

  /// Keys that a strand minted before it was found out fall under suspicion with it.
  private void inherit(long nowMicros, String tenant, Strand parent) {
    for (String uid : profiles.mintedBy(parent)) {
      CredentialState child = profiles.find(uid);
      Minting minting = child == null ? null : child.minting();
      if (child != null && minting != null && minting.strand() == parent) {
        for (Strand strand : List.copyOf(child.strands())) {
          if (strand.birth().timeMicros() >= minting.timeMicros()) {
            signs.minted(strand, minting, (of, fact) -> judge(nowMicros, tenant, of, fact));
          }
        }
      }
    }
  }

  /// What the rules from outside matched, by number of calls, on calls without a key too.
  public List<RuleMatch> ruleMatches() {
    return rules.matches();
  }

  /// Concludes. The engine is not to be used afterwards.
  public Analysis finish() {
    boolean empty = activities == 0;
    InventoryWriter writer = new InventoryWriter(operations, profiles, sources, overTime);
    return new Analysis(
        writer.write(empty ? 0 : firstMicros, empty ? 0 : lastMicros, activities, anonymous, late),
        campaigns.incidents(),
        settings.alertsPerDay(),
        population.isKnown() ? population.thresholdNats() : judge.thresholdNats(),
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
    StrandNumbers numbers = new StrandNumbers();
    out.section(4);
    profiles.save(out, numbers);
    out.section(5);
    signs.save(out);
    out.section(6);
    campaigns.save(out, numbers);
    out.section(7);
    population.save(out, numbers);
    out.end();
  }

  private void restore(StateReader in) throws StateException {
    Map<String, Detection> detections = content.byId();
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
    rules.restore(in, detections);
    RestoredStrands all = new RestoredStrands(detections, operations.size());
    in.section(4);
    profiles.restore(in, all);
    in.section(5);
    signs.restore(in);
    in.section(6);
    campaigns.restore(in, all, detections);
    in.section(7);
    population.restore(in, all, detections);
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

  /// Time of the newest activity so far; [Long#MIN_VALUE] if there was none.
  public long lastMicros() {
    return lastMicros;
  }
}
