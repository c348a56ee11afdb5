package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Keys;
import dev.warder.keys.Verdict;
import dev.warder.keys.Verdict.Outcome;
import dev.warder.keys.VerdictId;
import dev.warder.keys.verify.Meters;
import dev.warder.keys.verify.RecordedVerdict;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Binding;
import dev.warder.policy.Circumstances;
import dev.warder.policy.Decider;
import dev.warder.policy.Decision;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.policy.Standing;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// Decides about callers whom others vouch for: by what the operator lets them do, with the same
/// decider as about keys. Safe for use by many threads.
///
/// Guarantees what is decided is written down as verdicts about keys are. A call that a grant holds
/// is refused: approvals are asked for by keys
final class Strangers {
  private static final int BUCKET_BITS = 16;

  private final Keys keys;
  private volatile Decider decider;
  private final Meters meters;
  private final SecureRandom random = new SecureRandom();

  /// @param keys whose record verdicts are written to
  Strangers(Keys keys, Decider decider) {
    this.keys = requireNonNull(keys, "keys is null");
    this.decider = requireNonNull(decider, "decider is null");
    meters = new Meters(BUCKET_BITS, random.nextLong());
  }

  /// Somebody whom others vouch for.
  ///
  /// @param uid what he is known again by
  /// @param subject what who vouches calls him
  /// @param endMicros from when on that no longer counts, microseconds since the epoch, UTC
  /// @param grant what he may do
  record Stranger(String uid, String tenant, String subject, long endMicros, Grant grant) {
    KeyFacts facts() {
      return new KeyFacts(
          uid,
          tenant,
          subject,
          Privilege.UNKNOWN,
          "",
          Environment.LIVE,
          Long.MIN_VALUE,
          endMicros,
          KeyFacts.NEVER,
          "",
          Standing.ACTIVE,
          Binding.BEARER,
          grant);
    }
  }

  /// Decides otherwise from the next call on.
  void adjust(Decider newDecider) {
    decider = requireNonNull(newDecider, "newDecider is null");
  }

  Verdict decide(Stranger stranger, Request request) {
    Decision decision = decider.decide(stranger.facts(), request, Circumstances.PLAIN, meters);
    Verdict verdict =
        new Verdict(
            id(request.timeMicros()),
            request.timeMicros(),
            decision.reason(),
            decision.allows() ? Outcome.PASS : Outcome.REFUSE,
            stranger.grant().mode(),
            stranger.uid(),
            stranger.tenant(),
            stranger.subject(),
            decision.retryAfterMicros());
    boolean isWithItsCall =
        decision.reason() == Reason.ALLOWED && request.door().equals(RecordedVerdict.GATE);
    if (!isWithItsCall) {
      keys.told(verdict, request, "");
    }
    return verdict;
  }

  /// Refuses what vouches for nobody.
  ///
  /// @param waitMicros how long to wait where that helps; else 0
  /// @param why for whoever administers keys, a sentence without capital and full stop
  Verdict refuse(Reason reason, long waitMicros, String why, Request request) {
    return refuse(null, reason, waitMicros, why, request);
  }

  /// Refuses what vouches no more for somebody.
  ///
  /// @param stranger for whom it did; null if for nobody
  Verdict refuse(
      @Nullable Stranger stranger, Reason reason, long waitMicros, String why, Request request) {
    Verdict verdict =
        new Verdict(
            id(request.timeMicros()),
            request.timeMicros(),
            reason,
            Outcome.REFUSE,
            Mode.ENFORCE,
            stranger == null ? "" : stranger.uid(),
            stranger == null ? "" : stranger.tenant(),
            stranger == null ? "" : stranger.subject(),
            waitMicros);
    keys.told(verdict, request, why);
    return verdict;
  }

  /// The name of a verdict that nobody gives: what passes unverified.
  VerdictId id(long nowMicros) {
    long millis = Math.max(0, nowMicros / 1_000) & ((1L << 48) - 1);
    return new VerdictId(millis << 16 | (random.nextInt() & 0xFFFF), random.nextLong());
  }
}
