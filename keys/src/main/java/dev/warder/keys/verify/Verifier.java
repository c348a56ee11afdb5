package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Held;
import dev.warder.keys.Judged;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Nature;
import dev.warder.keys.Presented;
import dev.warder.keys.Scheduled;
import dev.warder.keys.Settled;
import dev.warder.keys.Settled.Finding;
import dev.warder.keys.Verdict;
import dev.warder.keys.Verdict.Outcome;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.proof.Claimed;
import dev.warder.keys.proof.ProofVerifier;
import dev.warder.keys.proof.Proven;
import dev.warder.keys.proof.Refusal;
import dev.warder.keys.proof.Refused;
import dev.warder.keys.proof.SignedMessage;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.shape.ReadKey;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.table.Cell;
import dev.warder.keys.table.Pool;
import dev.warder.model.Times;
import dev.warder.policy.Binding;
import dev.warder.policy.Buckets;
import dev.warder.policy.Circumstances;
import dev.warder.policy.Circumstances.Approval;
import dev.warder.policy.Circumstances.Habit;
import dev.warder.policy.Circumstances.Proof;
import dev.warder.policy.Circumstances.Validity;
import dev.warder.policy.Decider;
import dev.warder.policy.Decision;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.policy.rate.Rate;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// Gives verdicts. Safe for use by many threads.
///
/// Shape text -> shape and checksum -> look-up -> keyed hash -> trap? -> mass invalidations ->
/// proof -> policy -> suspect? -> verdict, noted for the journal. A text of another shape may be a
/// key of another system: [ForeignKeys]. From a network where too many proofs failed none is looked
/// at
///
/// Bounds some 300 bytes a verdict, most of them its record; no lock, no disk. What is noted is
/// bounded, and lost rather than waited for
///
/// Guarantees never throws on input. Every verdict is noted, but for what is allowed at the gate:
/// it is written down with its call, or by [#lasts]. What had expired or was rotated out by the
/// time of the last change stays so when the clock steps back; a key that had no overlap stays so
/// whatever the clock says. A wrong secret, an unknown id and the right secret of a trap take the
/// same steps and get the same answer; so is answered what is refused with a key in an open
/// incident, after the steps of the policy as well. Does not guarantee that memory is as near for a
/// key that is used much as for one that is not
public final class Verifier {
  private static final int IDLE_WORKSPACES = 64;
  private static final int LONGEST_ID = 128;
  private static final String HONEY = "the key is a trap; the caller was told that it is unknown";
  private static final String FAILING =
      "too many signed requests from this network did not verify; this one was not looked at";
  private static final String SCHEDULED = "work that was set up by verdict ";
  private static final String SUSPECT =
      "the key is in an open incident; the caller was told that it is unknown instead of ";

  private final KeyShape shape;
  private final Registry registry;
  private final ForeignKeys foreign;
  private volatile Decider decider;
  private final FailedProofs failed;
  private final Meters meters;
  private final Proofs proofs;
  private final Recorder recorder;
  private final Rehasher rehasher;
  private final Pool<Workspace> workspaces;
  private final KeyHash decoy;

  /// Verdicts about the keys of a registry.
  ///
  /// @param rehasher is told of hashes under old peppers
  public Verifier(
      KeyShape shape,
      Peppers peppers,
      Registry registry,
      ForeignKeys foreign,
      Decider decider,
      Meters meters,
      ProofVerifier proofs,
      FailedProofs failed,
      Recorder recorder,
      Rehasher rehasher,
      SecureRandom random) {
    this.shape = requireNonNull(shape, "shape is null");
    this.registry = requireNonNull(registry, "registry is null");
    this.foreign = requireNonNull(foreign, "foreign is null");
    this.decider = requireNonNull(decider, "decider is null");
    this.meters = requireNonNull(meters, "meters is null");
    this.proofs = new Proofs(proofs, failed);
    this.failed = failed;
    this.recorder = requireNonNull(recorder, "recorder is null");
    this.rehasher = requireNonNull(rehasher, "rehasher is null");
    workspaces = new Pool<>(IDLE_WORKSPACES, () -> new Workspace(peppers, random));
    decoy = new KeyHash(peppers.newest(), random.nextLong(), random.nextLong(), 0, 0);
  }

  /// Decides otherwise from the next verdict on.
  ///
  /// @param failedProofs how many signatures from one network may be checked that do not hold
  public void adjust(Decider newDecider, Rate failedProofs) {
    decider = requireNonNull(newDecider, "newDecider is null");
    failed.limit(failedProofs);
  }

  /// Decides about a call; one that is held is refused.
  public Verdict verify(Presented presented, Request request) {
    return switch (judge(presented, request)) {
      case Verdict verdict -> verdict;
      case Held held -> conclude(new Settled(held, Finding.UNASKED, ""));
    };
  }

  /// Decides about a call, unless it is held.
  public Judged judge(Presented presented, Request request) {
    Workspace work = workspaces.take();
    try {
      String text = presented.expose();
      SignedMessage message = presented.message();
      return text.isEmpty() && message != null
          ? byProof(message, request, work)
          : bySecret(text, message, request, work);
    } finally {
      work.read().clear();
      workspaces.give(work);
    }
  }

  /// Decides about work that a key set up earlier, without its secret.
  ///
  /// @param own tenant whose keys set up nothing
  public Verdict verifyScheduled(Scheduled scheduled, Request request, String own) {
    Workspace work = workspaces.take();
    try {
      KeyState key =
          scheduled.keyId().length() > LONGEST_ID ? null : registry.find(scheduled.keyId());
      String why = SCHEDULED + scheduled.verdictId();
      if (key == null || isTrap(key) || key.facts().tenant().equals(own)) {
        return unknown(Reason.UNKNOWN, null, why, null, request, work);
      }
      Decision decision =
          decider.decideScheduled(
              key.facts(),
              request,
              registry.rules().hit(key) == 0 ? Validity.VALID : Validity.INVALIDATED,
              registry.reachedMicros());
      if (!decision.allows() && isSuspect(key)) {
        return unknown(
            Reason.UNKNOWN, key, why + "; " + SUSPECT + decision.reason(), null, request, work);
      }
      return given(key, decision, decision.retryAfterMicros(), why, "", null, request, work);
    } finally {
      workspaces.give(work);
    }
  }

  private Judged bySecret(
      String text, @Nullable SignedMessage message, Request request, Workspace work) {
    ReadKey read = work.read();
    if (!shape.read(text, read)) {
      return byForeign(text, request, work);
    }
    Cell<KeyState> cell = registry.keys().find(read.idHigh(), read.idLow());
    KeyState key = cell == null ? null : cell.value();
    boolean right =
        work.hasher()
            .matches(
                key == null || !work.hasher().has(key.hash().pepper()) ? decoy : key.hash(),
                read.exposeText(),
                read.materialOffset(),
                read.materialLength());
    if (key == null || !right || key.facts().environment() != read.environment()) {
      return unknown(Reason.UNKNOWN, null, "", null, request, work);
    }
    if (isTrap(key)) {
      return sprung(key, request, work);
    }
    if (key.hash().pepper() != work.hasher().newest()) {
      rehash(key, work);
    }
    if (message == null || key.facts().binding() == Binding.BEARER) {
      return decide(key, Proof.ABSENT, "", request, work);
    }
    return switch (proofs.claim(message)) {
      case Refused refused when refused.why() == Refusal.UNSIGNED ->
          decide(key, Proof.ABSENT, "", request, work);
      case Refused refused -> decide(key, Proof.FAILS, Proofs.words(refused), request, work);
      case Claimed claimed -> {
        long wait = proofs.waitMicros(request);
        if (wait > 0) {
          yield isSuspect(key)
              ? unknown(Reason.UNKNOWN, key, SUSPECT + Reason.TOO_FAST, null, request, work)
              : failing(wait, request, work);
        }
        yield switch (proofs.verify(claimed, key, request)) {
          case Proven _ -> decide(key, Proof.HOLDS, "", request, work);
          case Refused refused -> decide(key, Proof.FAILS, Proofs.words(refused), request, work);
        };
      }
    };
  }

  /// Keys of other systems are never bound: a signature that comes with one is passed over.
  private Judged byForeign(String text, Request request, Workspace work) {
    if (!foreign.fits(text)) {
      return unknown(Reason.MALFORMED, null, "", null, request, work);
    }
    KeyState key = foreign.find(text, work.hasher(), request.timeMicros());
    if (key == null) {
      return unknown(Reason.UNKNOWN, null, "", null, request, work);
    }
    if (isTrap(key)) {
      return sprung(key, request, work);
    }
    if (key.hash().pepper() != work.hasher().newest()) {
      rehasher.rehash(key, foreign.rehashed(key, text, work.hasher()));
    }
    return decide(key, Proof.ABSENT, "", request, work);
  }

  private Judged byProof(SignedMessage message, Request request, Workspace work) {
    return switch (proofs.claim(message)) {
      case Refused refused ->
          unknown(Reason.MALFORMED, null, Proofs.words(refused), null, request, work);
      case Claimed claimed -> {
        long wait = proofs.waitMicros(request);
        if (wait > 0) {
          yield failing(wait, request, work);
        }
        KeyState named =
            claimed.keyId().length() > LONGEST_ID ? null : registry.find(claimed.keyId());
        yield switch (proofs.verify(claimed, named, request)) {
          case Refused refused -> {
            if (refused.why().isOfRightSignature()) {
              // The same octets cost who names a key that is none.
              proofs.failed(request);
            }
            yield unknown(Reason.UNKNOWN, null, Proofs.words(refused), null, request, work);
          }
          case Proven _ -> {
            KeyState key = requireNonNull(named, "nobody proved to be somebody");
            Judged judged =
                isTrap(key)
                    ? sprung(key, request, work)
                    : decide(key, Proof.HOLDS, "", request, work);
            if (judged instanceof Verdict verdict && verdict.reason() == Reason.UNKNOWN) {
              // Who is told so must not learn from what comes after that it was not so.
              proofs.failed(request);
            }
            yield judged;
          }
        };
      }
    };
  }

  private static boolean isTrap(KeyState key) {
    return key.profile().nature() == Nature.HONEY;
  }

  private Verdict sprung(KeyState key, Request request, Workspace work) {
    return unknown(Reason.UNKNOWN, key, HONEY, KeyAlarm.Kind.HONEY, request, work);
  }

  private boolean isSuspect(KeyState key) {
    return !registry.suspects().isEmpty() && registry.suspects().contains(key.id());
  }

  private Judged decide(KeyState key, Proof proof, String why, Request request, Workspace work) {
    int hit = registry.rules().hit(key);
    Circumstances circumstances =
        hit == 0 && proof == Proof.ABSENT
            ? Circumstances.PLAIN
            : Circumstances.of(
                hit == 0 ? Validity.VALID : Validity.INVALIDATED,
                proof,
                Habit.USUAL,
                Approval.NONE);
    Decision decision =
        decider.decide(key.facts(), request, circumstances, meters, registry.reachedMicros());
    if (!decision.allows() && isSuspect(key)) {
      return suspected(key, decision, request, work);
    }
    registry.uses().note(key.serial(), request.timeMicros(), request.source().canonical());
    if (decision.reason() == Reason.HELD && !decision.allows()) {
      return new Held(key.id(), key.facts().tenant(), request, proof, decision.heldFor());
    }
    return given(
        key,
        decision,
        decision.retryAfterMicros(),
        why,
        "",
        alarm(decision.reason()),
        request,
        work);
  }

  private Verdict suspected(KeyState key, Decision decision, Request request, Workspace work) {
    return unknown(
        Reason.UNKNOWN, key, SUSPECT + decision.reason(), alarm(decision.reason()), request, work);
  }

  /// Decides about a call that was held, once it is known whether somebody approved it: as its key
  /// is now, and without counting it again.
  public Verdict conclude(Settled settled) {
    if (!settled.take()) {
      throw new IllegalStateException("an approval lets one call pass");
    }
    Held held = settled.held();
    Request request = held.request();
    KeyState key = requireNonNull(registry.find(held.keyId()), "a key that was there is gone");
    Circumstances circumstances =
        Circumstances.of(
            registry.rules().hit(key) == 0 ? Validity.VALID : Validity.INVALIDATED,
            held.proof(),
            Habit.USUAL,
            settled.finding() == Finding.APPROVED ? Approval.GRANTED : Approval.NONE);
    Decision decision =
        decider.decide(
            key.facts(), request, circumstances, Buckets.UNCOUNTED, registry.reachedMicros());
    Workspace work = workspaces.take();
    try {
      if (!decision.allows() && isSuspect(key)) {
        return suspected(key, decision, request, work);
      }
      boolean later = decision.reason() == Reason.HELD && settled.finding() == Finding.LATER;
      return given(
          key,
          decision,
          later ? Times.SECOND : decision.retryAfterMicros(),
          words(settled),
          settled.approvalId(),
          alarm(decision.reason()),
          request,
          work);
    } finally {
      workspaces.give(work);
    }
  }

  private static String words(Settled settled) {
    return switch (settled.finding()) {
      case APPROVED -> "it was approved as " + settled.approvalId();
      case WAITS -> "it is held as " + settled.approvalId();
      case UNASKED ->
          "nobody is asked about it: too many of its key or tenant wait, it is too long to be shown,"
              + " its key is fenced, or it was asked about where calls are not held";
      case LATER -> "that it is approved could not be written down";
    };
  }

  private Verdict given(
      KeyState key,
      Decision decision,
      long waitMicros,
      String why,
      String approvalId,
      KeyAlarm.@Nullable Kind alarm,
      Request request,
      Workspace work) {
    Verdict verdict =
        new Verdict(
            work.ids().next(request.timeMicros()),
            request.timeMicros(),
            decision.reason(),
            decision.allows() ? Outcome.PASS : Outcome.REFUSE,
            key.facts().grant().mode(),
            key.id(),
            key.facts().tenant(),
            key.facts().principal(),
            waitMicros,
            approvalId);
    boolean isWithItsCall =
        decision.reason() == Reason.ALLOWED
            && why.isEmpty()
            && request.door().equals(RecordedVerdict.GATE);
    if (!isWithItsCall) {
      recorder.note(new Given(verdict, request, key, why, alarm));
    }
    return verdict;
  }

  /// Notes a verdict for the journal that is written down with its call otherwise.
  public void lasts(Verdict verdict, Request request) {
    recorder.note(new Given(verdict, request, registry.find(verdict.keyId()), "", null));
  }

  /// Notes a verdict that others gave about what is no key.
  ///
  /// @param why what else there is to say, for people; may be empty
  public void told(Verdict verdict, Request request, String why) {
    recorder.note(new Given(verdict, request, null, why, null));
  }

  /// Whether a text has the form of a key, ours or one that another system issued.
  public boolean fits(String text) {
    Workspace work = workspaces.take();
    try {
      return shape.read(text, work.read()) || foreign.fits(text);
    } finally {
      work.read().clear();
      workspaces.give(work);
    }
  }

  private static KeyAlarm.@Nullable Kind alarm(Reason reason) {
    return switch (reason) {
      case REVOKED, INVALIDATED, EXPIRED, ROTATED -> KeyAlarm.Kind.RETIRED;
      case MALFORMED,
          BAD_TOKEN,
          BAD_CERTIFICATE,
          UNKNOWN,
          FENCED,
          UNPROVEN,
          OUT_OF_SCOPE,
          WRONG_PLACE,
          WRONG_TIME,
          TOO_FAST,
          HELD,
          UNUSUAL,
          ALLOWED ->
          null;
    };
  }

  /// Of a key of which nothing is said, since nothing was looked at.
  private Verdict failing(long waitMicros, Request request, Workspace work) {
    return refused(Reason.TOO_FAST, waitMicros, null, FAILING, null, request, work);
  }

  private Verdict unknown(
      Reason reason,
      @Nullable KeyState key,
      String why,
      KeyAlarm.@Nullable Kind alarm,
      Request request,
      Workspace work) {
    return refused(reason, 0, key, why, alarm, request, work);
  }

  private Verdict refused(
      Reason reason,
      long waitMicros,
      @Nullable KeyState key,
      String why,
      KeyAlarm.@Nullable Kind alarm,
      Request request,
      Workspace work) {
    Verdict verdict =
        new Verdict(
            work.ids().next(request.timeMicros()),
            request.timeMicros(),
            reason,
            Outcome.REFUSE,
            Mode.ENFORCE,
            "",
            "",
            "",
            waitMicros);
    recorder.note(new Given(verdict, request, key, why, alarm));
    return verdict;
  }

  private void rehash(KeyState key, Workspace work) {
    ReadKey read = work.read();
    rehasher.rehash(
        key,
        work.hasher()
            .hash(
                work.hasher().newest(),
                read.exposeText(),
                read.materialOffset(),
                read.materialLength()));
  }

  /// Takes hashes under the newest pepper, some time or not at all.
  @FunctionalInterface
  public interface Rehasher {
    void rehash(KeyState key, KeyHash hash);
  }
}
