package dev.warder.api;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.ChangeOutcome;
import dev.warder.keys.Endings;
import dev.warder.keys.Explanation;
import dev.warder.keys.Forgetting;
import dev.warder.keys.Held;
import dev.warder.keys.ImportReport;
import dev.warder.keys.ImportRequest;
import dev.warder.keys.Invalidation;
import dev.warder.keys.Judged;
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
import dev.warder.keys.Nature;
import dev.warder.keys.Overlap;
import dev.warder.keys.Persons;
import dev.warder.keys.Presented;
import dev.warder.keys.Preview;
import dev.warder.keys.Reach;
import dev.warder.keys.Scheduled;
import dev.warder.keys.Settled;
import dev.warder.keys.Settled.Finding;
import dev.warder.keys.Verdict;
import dev.warder.keys.Verdict.Outcome;
import dev.warder.keys.VerdictId;
import dev.warder.keys.foreign.LineFault;
import dev.warder.model.Activity;
import dev.warder.model.ErrorCode;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.RiskClass;
import dev.warder.model.Secret;
import dev.warder.policy.Binding;
import dev.warder.policy.Circumstances;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.policy.Standing;
import dev.warder.policy.posture.Weakness;
import dev.warder.policy.scope.ScopeSets;
import dev.warder.policy.text.Parsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Keys in memory, which do as a test tells them to: verdicts by the text presented, changes that
/// fail, wait, or break.
final class FakeKeys implements Keys {
  private static final Reach REACH = new Reach(1, 7, 2, 3);
  static final String SECRET = "wdr_live_0000000000000000secret";

  /// What was asked about, in order.
  final ConcurrentLinkedQueue<Request> asked = new ConcurrentLinkedQueue<>();

  /// Who changed something, in order.
  final ConcurrentLinkedQueue<Actor> actors = new ConcurrentLinkedQueue<>();

  final ConcurrentLinkedQueue<ImportRequest> imports = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<String> selectors = new ConcurrentLinkedQueue<>();
  final Map<String, Told> told = new ConcurrentHashMap<>();
  final Map<String, ManagedKey> keys = new ConcurrentHashMap<>();
  final List<Approval> approvals = new ArrayList<>();

  /// Texts of keys that are only observed.
  final Set<String> observed = ConcurrentHashMap.newKeySet();

  private final AtomicLong ids = new AtomicLong();
  volatile @Nullable ErrorCode failure;
  volatile @Nullable CountDownLatch stall;

  /// Calls that waited for [#stall], or wait.
  final AtomicLong stalled = new AtomicLong();

  volatile boolean broken;
  volatile boolean takesChanges = true;
  volatile boolean approving;

  /// What a presented text is answered with.
  record Told(Reason reason, Outcome outcome, String keyId, String tenant) {}

  FakeKeys() {
    add("admin", "warder", Privilege.PRIVILEGED);
    add("minter", "warder", Privilege.ORDINARY);
    add("k1", "acme", Privilege.ORDINARY);
    tell("admin-token", Reason.ALLOWED, "admin", "warder");
    tell("minter-token", Reason.ALLOWED, "minter", "warder");
  }

  void tell(String text, Reason reason, String keyId, String tenant) {
    told.put(
        text,
        new Told(reason, reason == Reason.ALLOWED ? Outcome.PASS : Outcome.REFUSE, keyId, tenant));
  }

  ManagedKey add(String id, String tenant, Privilege privilege) {
    ManagedKey key = key(id, tenant, privilege, MintRequest.OPENS_NOTHING, 1, Standing.ACTIVE);
    keys.put(id, key);
    return key;
  }

  private static ManagedKey key(
      String id,
      String tenant,
      Privilege privilege,
      GrantText grant,
      long version,
      Standing standing) {
    if (!(grant.parse(ScopeSets.NONE) instanceof Parsed.Value<Grant>(Grant compiled))) {
      throw new IllegalArgumentException("no grant");
    }
    KeyFacts facts =
        new KeyFacts(
            id,
            tenant,
            "",
            privilege,
            "",
            Environment.LIVE,
            1,
            KeyFacts.NEVER,
            KeyFacts.NEVER,
            "",
            standing,
            Binding.BEARER,
            compiled);
    return new ManagedKey(
        facts,
        standing == Standing.REVOKED ? ManagedKey.State.REVOKED : ManagedKey.State.ACTIVE,
        "",
        "",
        "",
        grant,
        Nature.REAL,
        "",
        Map.of(),
        "",
        version,
        0,
        "",
        List.of(Weakness.NO_EXPIRY, Weakness.NO_OWNER),
        Persons.FIRST,
        null);
  }

  long version(String id) {
    return java.util.Objects.requireNonNull(keys.get(id)).version();
  }

  /// Waits while the test wants everything to wait.
  void stall() {
    CountDownLatch waiting = stall;
    if (waiting != null) {
      stalled.incrementAndGet();
      try {
        waiting.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void gate() throws KeysException {
    stall();
    if (broken) {
      throw new IllegalStateException("broken by the test: " + SECRET);
    }
    ErrorCode code = failure;
    if (code != null) {
      throw new KeysException(code, "refused by the test");
    }
  }

  private void gate(Actor actor) throws KeysException {
    gate();
    actors.add(actor);
  }

  @Override
  public MintOutcome mint(Actor actor, MintRequest request) throws KeysException {
    gate(actor);
    if (approving) {
      return waiting(actor, new AskedFor.NewKey(request));
    }
    if (request.idempotencyKey().equals("again")) {
      return new Minted(find("k1"), null);
    }
    String id = "n" + ids.incrementAndGet();
    ManagedKey key =
        key(id, request.tenant(), request.privilege(), request.grant(), 1, Standing.ACTIVE);
    keys.put(id, key);
    return new Minted(key, Secret.of(SECRET));
  }

  /// What the scope sets that wishes name open.
  volatile Map<String, List<String>> opened = Map.of();

  private Approval waiting(Actor actor, AskedFor asked) {
    Approval approval =
        new Approval(
            "a" + (approvals.size() + 1),
            asked,
            actor.id(),
            actor.origin(),
            1,
            Approval.State.WAITING,
            "",
            "",
            opened.isEmpty() ? "" : "seen",
            opened);
    approvals.add(approval);
    return approval;
  }

  @Override
  public Minted enroll(Actor operator, String person, MintRequest request) throws KeysException {
    gate(operator);
    return new Minted(add("p-" + person, request.tenant(), request.privilege()), null);
  }

  @Override
  public boolean haveSecondPerson() {
    return false;
  }

  @Override
  public Approval approve(Actor actor, String approvalId) throws KeysException {
    gate(actor);
    return approvals.getFirst().with(Approval.State.APPROVED, actor.id(), "");
  }

  @Override
  public Approval refuse(Actor actor, String approvalId) throws KeysException {
    gate(actor);
    return approvals.getFirst().with(Approval.State.REFUSED, actor.id(), "");
  }

  @Override
  public Minted collect(Actor actor, String approvalId) throws KeysException {
    gate(actor);
    return new Minted(
        find("k1"),
        approvals.getFirst().asked() instanceof AskedFor.NewKey(MintRequest request)
                && request.note().isEmpty()
            ? Secret.of(SECRET)
            : null);
  }

  @Override
  public List<Approval> approvals() {
    CountDownLatch waiting = stall;
    if (waiting != null) {
      try {
        waiting.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return List.copyOf(approvals);
  }

  @Override
  public @Nullable KeyOutline outline(String id) {
    ManagedKey key = keys.get(id);
    return key == null
        ? null
        : new KeyOutline(key.facts(), key.state(), key.owner(), key.nature(), key.successorId());
  }

  @Override
  public long changes() {
    return 0;
  }

  @Override
  public ManagedKey find(String id) throws KeysException {
    gate();
    ManagedKey key = keys.get(id);
    if (key == null) {
      throw new KeysException(ErrorCode.NOT_FOUND, "there is no such key, says keys");
    }
    return key;
  }

  @Override
  public KeyPage list(String selector, String cursor, int limit) throws KeysException {
    gate();
    selectors.add(selector);
    if (selector.contains("nonsense")) {
      throw new KeysException(ErrorCode.SELECTOR_INVALID, "column 1: nonsense");
    }
    return new KeyPage(List.of(find("k1")), cursor.isEmpty() ? "c2" : "", REACH);
  }

  @Override
  public ChangeOutcome change(Actor actor, String id, long version, KeyChange change)
      throws KeysException {
    gate(actor);
    if (approving) {
      return waiting(actor, new AskedFor.Change("acme", id, version, change));
    }
    ManagedKey now = find(id);
    if (now.version() != version) {
      throw new KeysException(ErrorCode.VERSION_CONFLICT, "it is at another version");
    }
    ManagedKey changed =
        key(
            id,
            now.facts().tenant(),
            now.facts().privilege(),
            change.grant() == null ? now.grant() : change.grant(),
            version + 1,
            Standing.ACTIVE);
    keys.put(id, changed);
    return changed;
  }

  @Override
  public MintOutcome rotate(Actor actor, String id, Duration overlap) throws KeysException {
    gate(actor);
    if (approving) {
      return waiting(actor, new AskedFor.Rotation("acme", id, 1, overlap));
    }
    return new Minted(
        add("n" + ids.incrementAndGet(), "acme", Privilege.ORDINARY), Secret.of(SECRET));
  }

  @Override
  public ManagedKey fence(Actor actor, String id, String note) throws KeysException {
    gate(actor);
    return find(id);
  }

  @Override
  public ChangeOutcome unfence(Actor actor, String id, String note) throws KeysException {
    gate(actor);
    if (approving) {
      return waiting(actor, new AskedFor.Unfencing("acme", id, 1, note));
    }
    return find(id);
  }

  @Override
  public ManagedKey revoke(Actor actor, String id, String note) throws KeysException {
    gate(actor);
    ManagedKey key = find(id);
    return key(id, key.facts().tenant(), key.facts().privilege(), key.grant(), 2, Standing.REVOKED);
  }

  @Override
  public Preview preview(Actor actor, String selector) throws KeysException {
    gate(actor);
    selectors.add(selector);
    return new Preview(
        "p1", selector, 1, false, new Preview.Hit(3, 2, 1, 0, 1, 2), List.of("k1"), REACH);
  }

  @Override
  public Invalidation invalidate(Actor actor, String selector, @Nullable String previewId)
      throws KeysException {
    gate(actor);
    selectors.add(selector);
    if ("gone".equals(previewId)) {
      throw new KeysException(ErrorCode.NOT_FOUND, "there is no such preview");
    }
    return new Invalidation(
        "i1",
        1,
        selector,
        actor.id(),
        1,
        previewId == null ? "" : previewId,
        new Preview.Hit(3, 2, 1, 0, 1, 2),
        0,
        0);
  }

  @Override
  public List<Invalidation> invalidations() {
    approvals();
    return List.of();
  }

  @Override
  public void defineScopeSet(Actor actor, String name, List<String> scopes) throws KeysException {
    gate(actor);
  }

  @Override
  public List<String> scopeSet(String name) throws KeysException {
    gate();
    if (name.equals("gone")) {
      throw new KeysException(ErrorCode.NOT_FOUND, "there is no such set");
    }
    return List.of("GET /api/**");
  }

  @Override
  public Verdict verify(Presented presented, Request request) {
    if (broken && request.method().equals("BREAK")) {
      throw new IllegalStateException("broken by the test");
    }
    asked.add(request);
    Told answer =
        told.getOrDefault(presented.expose(), new Told(Reason.UNKNOWN, Outcome.REFUSE, "", ""));
    return new Verdict(
        new VerdictId(1L << 40, ids.incrementAndGet()),
        request.timeMicros(),
        answer.reason(),
        answer.outcome(),
        mode(presented.expose(), answer),
        answer.keyId(),
        answer.tenant(),
        "",
        answer.reason() == Reason.TOO_FAST ? 1_500_000 : 0);
  }

  @Override
  public Verdict verifyScheduled(Scheduled work, Request request) {
    return verify(Presented.of(work.keyId()), request);
  }

  private Mode mode(String text, Told answer) {
    if (observed.contains(text)) {
      return Mode.OBSERVE;
    }
    return answer.outcome() == Outcome.PASS && answer.reason() != Reason.ALLOWED
        ? Mode.SHADOW
        : Mode.ENFORCE;
  }

  @Override
  public boolean observed(Activity call) {
    throw new UnsupportedOperationException("no gate stands here");
  }

  @Override
  public void awaitRecorded(LongSupplier calls) {
    throw new UnsupportedOperationException("no gate stands here");
  }

  @Override
  public void lasts(Verdict verdict, Request request) {
    throw new UnsupportedOperationException("no gate stands here");
  }

  @Override
  public Judged judge(Presented presented, Request request) {
    Verdict verdict = verify(presented, request);
    return verdict.reason() == Reason.HELD && !verdict.isAllowed()
        ? new Held(
            verdict.keyId(),
            verdict.tenant(),
            request,
            Circumstances.Proof.ABSENT,
            RiskClass.EXECUTE)
        : verdict;
  }

  /// Tells what waits as `call-` and the query, from another thread.
  @Override
  public CompletionStage<Settled> settle(Held held, String query) {
    return CompletableFuture.supplyAsync(() ->
        new Settled(
            held, query.equals("approved") ? Finding.APPROVED : Finding.WAITS, "call-" + query));
  }

  @Override
  public Verdict conclude(Settled settled) {
    boolean passes = settled.finding() == Finding.APPROVED;
    return new Verdict(
        new VerdictId(1L << 40, ids.incrementAndGet()),
        settled.held().request().timeMicros(),
        passes ? Reason.ALLOWED : Reason.HELD,
        passes ? Outcome.PASS : Outcome.REFUSE,
        Mode.ENFORCE,
        settled.held().keyId(),
        settled.held().tenant(),
        "",
        0,
        settled.approvalId());
  }

  @Override
  public LeakReport leaked(Actor actor, List<Secret> values) throws KeysException {
    gate(actor);
    return new LeakReport(
        values.stream()
            .map(value -> new LeakReport.Answer(LeakReport.Finding.LIVE, "k1", "fenced"))
            .toList());
  }

  @Override
  public Forgetting forgetting(String tenant) throws KeysException {
    gate();
    if (tenant.equals("gone")) {
      throw new KeysException(ErrorCode.NOT_FOUND, "there is no such tenant");
    }
    return new Forgetting(tenant, 3, 0, 1, 0, "");
  }

  @Override
  public Forgetting forget(Actor actor, String tenant) throws KeysException {
    gate(actor);
    return new Forgetting(tenant, forgetting(tenant).keys(), 0, 1, 1_000_000, "");
  }

  @Override
  public ImportReport importKeys(Actor actor, ImportRequest request) throws KeysException {
    gate(actor);
    imports.add(request);
    return new ImportReport(
        1,
        2,
        Map.of(LineFault.KEY_ENDED, 1L),
        List.of(new ImportReport.Refusal(4, LineFault.KEY_ENDED, "")));
  }

  @Override
  public Explanation explain(String verdictId) throws KeysException {
    gate();
    if (verdictId.equals("gone")) {
      throw new KeysException(ErrorCode.NOT_FOUND, "there is no such verdict");
    }
    return new Explanation(
        verdictId, 1, Reason.UNKNOWN, "k1", "acme", "GET /a", "unknown", List.of("It is."));
  }

  @Override
  public void suspect(String id, Suspicion suspicion) {}

  @Override
  public boolean isOver(String id) {
    return false;
  }

  @Override
  public void told(Verdict verdict, Request request, String why) {}

  @Override
  public boolean fits(String text) {
    return true;
  }

  @Override
  public @Nullable KeyFacts facts(String id) {
    ManagedKey key = keys.get(id);
    return key == null ? null : key.facts();
  }

  @Override
  public @Nullable Overlap overlap(String id) {
    return null;
  }

  @Override
  public void heed(Endings endings) {}

  @Override
  public KeysStatus status() {
    approvals();
    return new KeysStatus(
        keys.size(), asked.size(), 0, 0, 0, 0, 0, 0, 0, 0, 0, "", takesChanges, 0);
  }

  @Override
  public void close() {}
}
