package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.ChangeOutcome;
import dev.warder.keys.Endings;
import dev.warder.keys.Explanation;
import dev.warder.keys.Forgetting;
import dev.warder.keys.Held;
import dev.warder.keys.ImportReport;
import dev.warder.keys.ImportRequest;
import dev.warder.keys.Invalidation;
import dev.warder.keys.Judged;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.KeyChange;
import dev.warder.keys.KeyOutline;
import dev.warder.keys.KeyPage;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.KeysStatus;
import dev.warder.keys.LeakReport;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.MintOutcome;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Overlap;
import dev.warder.keys.Persons;
import dev.warder.keys.Presented;
import dev.warder.keys.Preview;
import dev.warder.keys.Scheduled;
import dev.warder.keys.Settled;
import dev.warder.keys.Verdict;
import dev.warder.keys.hash.Hasher;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.hash.PepperException;
import dev.warder.keys.hash.PepperFile;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.ledger.Projection;
import dev.warder.keys.ledger.Recovery;
import dev.warder.keys.proof.ProofVerifier;
import dev.warder.keys.proof.ReplayWindow;
import dev.warder.keys.registry.KnownHistory;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.GrantBook;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.table.Pool;
import dev.warder.keys.verify.CallHistory;
import dev.warder.keys.verify.CallSearch;
import dev.warder.keys.verify.Explainer;
import dev.warder.keys.verify.FailedProofs;
import dev.warder.keys.verify.ForeignKeys;
import dev.warder.keys.verify.Meters;
import dev.warder.keys.verify.Recorder;
import dev.warder.keys.verify.Verifier;
import dev.warder.model.Activity;
import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import dev.warder.policy.Decider;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Request;
import dev.warder.policy.rate.Rate;
import dev.warder.policy.scope.OperationRisks;
import dev.warder.store.journal.Journal;
import dev.warder.store.sql.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The keys of one platform, over a journal and a store that others open and close.
public final class KeyService implements Keys {
  private static final int IDLE_HASHERS = 16;

  private final Registry registry;
  private final Projection projection;
  private final Ledger ledger;
  private final Recorder recorder;
  private final Verifier verifier;
  private final Explainer explainer;
  private final Views views;
  private final Minting minting;
  private final Power power;
  private final Lifecycle lifecycle;
  private final Holding holding;
  private final Approving approving;
  private final Selecting selecting;
  private final Invalidating invalidating;
  private final Leaks leaks;
  private final Forgetter forgetter;
  private final Texts texts;
  private final Importing importing;
  private final String ownTenant;

  private KeyService(
      KeysSettings settings,
      Peppers peppers,
      Journal journal,
      Journal calls,
      Registry registry,
      GrantBook grants,
      Projection projection,
      KeyAlarm alarm,
      InstantSource clock) {
    SecureRandom random = new SecureRandom();
    Pool<Hasher> hashers = new Pool<>(IDLE_HASHERS, () -> new Hasher(peppers));
    this.registry = registry;
    this.projection = projection;
    ownTenant = settings.management().tenant();
    views = new Views(registry, clock);
    ledger = Ledger.start(journal, registry, grants, peppers, projection);
    recorder = Recorder.start(calls, settings.shape(), alarm, registry.uses());
    power = new Power(settings);
    Hands hands = new Hands(views, settings.management());
    Asking asking = new Asking(new Names(random));
    minting = new Minting(settings.shape(), ledger, views, power, hands, asking, hashers, random);
    lifecycle = new Lifecycle(registry, ledger, views, power, asking, minting);
    holding =
        new Holding(
            registry, ledger, views, hands, new Names(random), settings.shape(), settings.calls());
    approving = new Approving(ledger, views, hands, minting, holding);
    texts = new Texts(settings.shape());
    selecting = new Selecting(registry, views, history(settings, List.of(journal, calls), clock));
    invalidating = new Invalidating(registry, ledger, views, selecting, new Names(random));
    KeyHash decoy =
        new KeyHash(peppers.newest(), random.nextLong(), random.nextLong(), random.nextLong(), 0);
    // Verdicts of before there were two journals are among the changes.
    explainer =
        new Explainer(
            List.of(calls, journal),
            recorder,
            settings.shape(),
            tenant -> registry.forgotten().containsKey(tenant),
            Explainer.PATIENCE);
    forgetter = new Forgetter(registry, ledger, projection, views, List.of(journal, calls));
    importing = new Importing(settings, power, ledger, views, texts, hashers);
    ForeignKeys foreign = new ForeignKeys(registry, random);
    leaks = new Leaks(settings, registry, foreign, views, lifecycle, hashers, recorder, decoy);
    long startMicros = Math.max(views.nowMicros(), registry.reachedMicros());
    ReplayWindow window = ReplayWindow.open(settings.replays(), settings.proofs(), startMicros);
    verifier =
        new Verifier(
            settings.shape(),
            peppers,
            registry,
            foreign,
            new Decider(settings.risks()),
            new Meters(settings.bucketBits(), random.nextLong()),
            new ProofVerifier(settings.proofs(), window),
            new FailedProofs(settings.failedProofs(), random.nextLong()),
            recorder,
            lifecycle::rehash,
            random);
  }

  /// Counts from the next verdict and the next change on, for keys that are there, too.
  ///
  /// @param risks what operations could do in the wrong hands
  /// @param failedProofs how many signatures from one network may be checked that do not hold
  public void adjust(OperationRisks risks, Rate failedProofs) {
    power.declare(risks);
    verifier.adjust(new Decider(risks), failedProofs);
  }

  /// Of verdicts, the oldest of which may be among the changes.
  private CallHistory history(KeysSettings settings, List<Journal> journals, InstantSource clock) {
    return new CallSearch(
        journals,
        recorder,
        settings.shape(),
        Selecting.serials(registry),
        clock,
        CallSearch.BUDGET);
  }

  /// Brings everything into effect that was acknowledged before, and begins to serve.
  ///
  /// @param file holds the peppers; it is made where there is none and no key needs it yet
  /// @param journal the record of changes, kept for ever; stays open when the keys are closed
  /// @param calls the record of verdicts, which may be kept for a while only; stays open, too. May
  ///   be the same as that of changes
  /// @param store rows made of it; stays open, too
  /// @param alarm hears of uses that are a sign by themselves
  /// @param clock the time that is written down
  public static KeyService open(
      KeysSettings settings,
      PepperFile file,
      Journal journal,
      Journal calls,
      Store store,
      KeyAlarm alarm,
      InstantSource clock)
      throws KeysException {
    requireNonNull(file, "file is null");
    return open(
        settings,
        recovery -> {
          try {
            return recovery.isEmpty() ? file.open(new SecureRandom()) : file.read();
          } catch (PepperException e) {
            throw new KeysException(e.code(), String.valueOf(e.getMessage()), e);
          }
        },
        journal,
        calls,
        store,
        alarm,
        clock);
  }

  /// The same with peppers that are at hand.
  ///
  /// @param journal the record of changes, kept for ever; stays open when the keys are closed
  /// @param calls the record of verdicts, which may be kept for a while only; stays open, too. May
  ///   be the same as that of changes
  /// @param store rows made of it; stays open, too
  /// @param alarm hears of uses that are a sign by themselves
  /// @param clock the time that is written down
  public static KeyService open(
      KeysSettings settings,
      Peppers peppers,
      Journal journal,
      Journal calls,
      Store store,
      KeyAlarm alarm,
      InstantSource clock)
      throws KeysException {
    requireNonNull(peppers, "peppers is null");
    return open(settings, _ -> peppers, journal, calls, store, alarm, clock);
  }

  private static KeyService open(
      KeysSettings settings,
      PepperSource source,
      Journal journal,
      Journal calls,
      Store store,
      KeyAlarm alarm,
      InstantSource clock)
      throws KeysException {
    requireNonNull(settings, "settings is null");
    requireNonNull(alarm, "alarm is null");
    Registry registry = new Registry(new SecureRandom().nextLong());
    GrantBook grants = new GrantBook();
    Recovery recovery =
        new Recovery(journal, calls, store, grants, Selecting.compiler(new KnownHistory(registry)));
    long position = recovery.read();
    Peppers peppers = source.peppers(recovery);
    recovery.publish(registry, peppers, settings.foreignPeppers());
    Projection projection = Projection.start(store, registry, position);
    projection.take(recovery.beyondRows(), recovery.documentsBeyondRows(), recovery.readUpTo());
    KeyService keys =
        new KeyService(
            settings, peppers, journal, calls, registry, grants, projection, alarm, clock);
    try {
      keys.forgetter.finish();
      return keys;
    } catch (KeysException e) {
      keys.close();
      throw e;
    }
  }

  /// Gives peppers once it is known what is there.
  @FunctionalInterface
  private interface PepperSource {
    Peppers peppers(Recovery recovery) throws KeysException;
  }

  @Override
  public MintOutcome mint(Actor actor, MintRequest request) throws KeysException {
    texts.requireNoKey(request.toString());
    return minting.mint(actor, request);
  }

  @Override
  public Minted enroll(Actor operator, String person, MintRequest request) throws KeysException {
    texts.requireNoKey(request.toString());
    if (!person.isEmpty() && !Persons.isName(person)) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "a person is named by small letters, digits and dashes, a letter first");
    }
    return minting.enroll(operator, person.isEmpty() ? Persons.FIRST : Persons.of(person), request);
  }

  @Override
  public boolean haveSecondPerson() {
    long now = views.nowMicros();
    Set<Persons> known = new HashSet<>();
    for (int i = 0; i < registry.keys().size(); i++) {
      KeyState key = registry.keys().at(i).value();
      if (power.manages(key.facts()) && views.acts(key, now) && known.add(key.persons())) {
        for (Persons others : known) {
          if (!others.shareSomebody(key.persons())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public Approval approve(Actor actor, String approvalId) throws KeysException {
    return approving.approve(actor, approvalId);
  }

  @Override
  public Approval refuse(Actor actor, String approvalId) throws KeysException {
    return approving.refuse(actor, approvalId);
  }

  @Override
  public Minted collect(Actor actor, String approvalId) throws KeysException {
    return approving.collect(actor, approvalId);
  }

  @Override
  public List<Approval> approvals() {
    return List.copyOf(registry.approvals().values());
  }

  @Override
  public ManagedKey find(String id) throws KeysException {
    return views.of(known(id));
  }

  @Override
  public @Nullable KeyOutline outline(String id) {
    KeyState key = registry.find(id);
    return key == null ? null : views.outline(key);
  }

  @Override
  public long changes() {
    return registry.changes();
  }

  @Override
  public KeyPage list(String selector, String cursor, int limit) throws KeysException {
    texts.requireNoKey(selector);
    return selecting.list(selector, cursor, limit);
  }

  @Override
  public ChangeOutcome change(Actor actor, String id, long version, KeyChange change)
      throws KeysException {
    texts.requireNoKey(change.toString());
    return lifecycle.change(actor, id, version, change);
  }

  @Override
  public MintOutcome rotate(Actor actor, String id, Duration overlap) throws KeysException {
    return lifecycle.rotate(actor, id, overlap);
  }

  @Override
  public ManagedKey fence(Actor actor, String id, String note) throws KeysException {
    texts.requireNoKey(note);
    return lifecycle.fence(actor, id, note);
  }

  @Override
  public ChangeOutcome unfence(Actor actor, String id, String note) throws KeysException {
    texts.requireNoKey(note);
    return lifecycle.unfence(actor, id, note);
  }

  @Override
  public ManagedKey revoke(Actor actor, String id, String note) throws KeysException {
    texts.requireNoKey(note);
    return lifecycle.revoke(actor, id, note);
  }

  @Override
  public Preview preview(Actor actor, String selector) throws KeysException {
    requireNonNull(actor, "actor is null");
    texts.requireNoKey(selector);
    return invalidating.preview(selector);
  }

  @Override
  public Invalidation invalidate(Actor actor, String selector, @Nullable String previewId)
      throws KeysException {
    texts.requireNoKey(selector);
    return invalidating.invalidate(actor, selector, previewId);
  }

  @Override
  public List<Invalidation> invalidations() {
    return invalidating.all();
  }

  @Override
  public void defineScopeSet(Actor actor, String name, List<String> scopes) throws KeysException {
    texts.requireNoKey(name + " " + scopes);
    lifecycle.defineScopeSet(actor, name, scopes);
  }

  @Override
  public List<String> scopeSet(String name) throws KeysException {
    return lifecycle.scopeSet(name);
  }

  @Override
  public Verdict verify(Presented presented, Request request) {
    return verifier.verify(presented, request);
  }

  @Override
  public boolean observed(Activity call) {
    return recorder.take(call);
  }

  @Override
  public void awaitRecorded(LongSupplier calls) {
    recorder.settle(calls);
  }

  @Override
  public void lasts(Verdict verdict, Request request) {
    verifier.lasts(verdict, request);
  }

  @Override
  public Verdict verifyScheduled(Scheduled work, Request request) {
    return verifier.verifyScheduled(work, request, ownTenant);
  }

  @Override
  public Judged judge(Presented presented, Request request) {
    return verifier.judge(presented, request);
  }

  @Override
  public CompletionStage<Settled> settle(Held held, String query) {
    return holding.settle(held, query);
  }

  @Override
  public Verdict conclude(Settled settled) {
    return verifier.conclude(settled);
  }

  @Override
  public LeakReport leaked(Actor actor, List<Secret> values) throws KeysException {
    return leaks.take(actor, values);
  }

  @Override
  public Forgetting forgetting(String tenant) throws KeysException {
    return forgetter.look(tenant);
  }

  @Override
  public Forgetting forget(Actor actor, String tenant) throws KeysException {
    requireNonNull(actor, "actor is null");
    return forgetter.forget(actor, tenant);
  }

  @Override
  public ImportReport importKeys(Actor actor, ImportRequest request) throws KeysException {
    requireNonNull(actor, "actor is null");
    texts.requireNoKey(request.scope().toString());
    return importing.take(actor, request);
  }

  @Override
  public Explanation explain(String verdictId) throws KeysException {
    return explainer.explain(verdictId);
  }

  @Override
  public void suspect(String id, Suspicion suspicion) throws KeysException {
    String known = known(id).id();
    boolean _ =
        switch (suspicion) {
          case OPEN_INCIDENT -> registry.suspects().add(known);
          case NONE -> registry.suspects().remove(known);
        };
  }

  @Override
  public boolean isOver(String id) {
    KeyState key = registry.find(id);
    return key == null || !views.isLive(key, views.nowMicros());
  }

  @Override
  public void told(Verdict verdict, Request request, String why) {
    verifier.told(verdict, request, why);
  }

  @Override
  public boolean fits(String text) {
    return verifier.fits(text);
  }

  @Override
  public @Nullable KeyFacts facts(String id) {
    KeyState key = registry.find(id);
    return key == null ? null : key.facts();
  }

  @Override
  public @Nullable Overlap overlap(String id) {
    KeyState key = registry.find(id);
    return key == null ? null : views.overlap(key);
  }

  @Override
  public void heed(Endings endings) {
    ledger.heed(endings);
  }

  @Override
  public KeysStatus status() {
    return new KeysStatus(
        registry.keys().size(),
        recorder.noted(),
        recorder.recorded(),
        recorder.unrecorded(),
        recorder.calls(),
        recorder.callsRecorded(),
        recorder.callsUnrecorded(),
        recorder.alarmsLost(),
        ledger.acknowledged(),
        ledger.waiting(),
        projection.waiting(),
        projection.fault(),
        ledger.isOpen(),
        holding.unasked());
  }

  private KeyState known(String id) throws KeysException {
    KeyState key = registry.find(id);
    if (key == null) {
      throw Lifecycle.unknown();
    }
    return key;
  }

  /// Carries out what waits and lets go. Journal and store stay open.
  @Override
  public void close() {
    ledger.close();
    recorder.close();
    projection.close();
  }
}
