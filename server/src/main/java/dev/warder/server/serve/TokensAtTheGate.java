package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.Reply;
import dev.warder.api.verify.VerdictWords;
import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.keys.Verdict;
import dev.warder.keys.Verdict.Outcome;
import dev.warder.keys.VerdictId;
import dev.warder.keys.verify.FailedProofs;
import dev.warder.keys.verify.Meters;
import dev.warder.model.CredentialKind;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Binding;
import dev.warder.policy.Circumstances;
import dev.warder.policy.Decider;
import dev.warder.policy.Decision;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Request;
import dev.warder.policy.Standing;
import dev.warder.policy.rate.Rate;
import dev.warder.tokens.TokenReading;
import dev.warder.tokens.TokenReading.Foreign;
import dev.warder.tokens.TokenReading.Refused;
import dev.warder.tokens.TokenReading.Speaker;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// Decides about calls that show the signed token of another issuer: by what the operator lets that
/// issuer's callers do, with the same decider as about keys.
///
/// Guarantees a caller has an identity only where a trusted issuer's signature holds. What is
/// foreign passes where that was chosen, without one; what a trusted issuer's name stands on and
/// does not hold never passes. A call that its grant holds is refused: approvals are asked for by
/// keys
final class TokensAtTheGate {
  /// What ids of callers by token begin with; no id of a key does.
  static final String UID = "jwt:";

  private static final int BUCKET_BITS = 16;
  private static final Refusal OF_NOBODY =
      Refusal.of(GateCode.BAD_TOKEN, "Nobody here vouches for who issued it.");
  private static final String FOREIGN = "foreign";
  private static final String HASTY = "Too many tokens from this network did not hold. Wait.";

  private final TrustedIssuers issuers;
  private final WhenForeign whenForeign;
  private final Identities identities;
  private volatile Decider decider;
  private final Meters meters;
  private final FailedProofs failed;
  private final SecureRandom random = new SecureRandom();

  TokensAtTheGate(
      TrustedIssuers issuers,
      WhenForeign whenForeign,
      Decider decider,
      FailedProofs failed,
      Identities identities) {
    this.issuers = requireNonNull(issuers, "issuers is null");
    this.whenForeign = requireNonNull(whenForeign, "whenForeign is null");
    this.decider = requireNonNull(decider, "decider is null");
    this.failed = requireNonNull(failed, "failed is null");
    this.identities = requireNonNull(identities, "identities is null");
    meters = new Meters(BUCKET_BITS, random.nextLong());
  }

  /// What becomes of credentials that nobody here vouches for.
  enum WhenForeign {
    REFUSE,
    /// They pass without identity.
    PASS
  }

  /// Decides otherwise from the next call on.
  ///
  /// @param failedProofs how many signatures from one network may be looked at that do not hold
  void adjust(Decider newDecider, Rate failedProofs) {
    decider = requireNonNull(newDecider, "newDecider is null");
    failed.limit(failedProofs);
  }

  /// Whether a ruling of this is about what nobody here vouches for.
  boolean isOfNobody(Ruling ruling) {
    return ruling.refusal() == OF_NOBODY || ruling.code().equals(FOREIGN);
  }

  Ruling verify(Asked asked) {
    long now = asked.timeMicros();
    if (failed.waitMicros(asked.source(), now) > 0) {
      return unverified(
          Refusal.of(GateCode.BAD_TOKEN, HASTY), issuers.tokens().fingerprint(asked.expose()), now);
    }
    TokenReading reading = issuers.tokens().read(asked.expose(), now);
    return switch (reading) {
      case Speaker speaker -> decide(speaker, asked);
      case Foreign(String uid) ->
          unverified(whenForeign == WhenForeign.PASS ? null : OF_NOBODY, uid, now);
      case Refused refused -> {
        if (refused.why().isOfSignature()) {
          failed.note(asked.source(), now);
        }
        yield unverified(Refusal.of(GateCode.BAD_TOKEN, words(refused.why())), refused.uid(), now);
      }
    };
  }

  /// What becomes of a call that shows a credential of somebody else's which is no token either.
  ///
  /// @param ruled what it is answered unless such calls pass
  Ruling foreign(Asked asked, Ruling ruled) {
    return whenForeign == WhenForeign.PASS
        ? unverified(null, issuers.tokens().fingerprint(asked.expose()), asked.timeMicros())
        : ruled;
  }

  private static String words(TokenReading.Why why) {
    return switch (why) {
      case EXPIRED -> "It has expired.";
      case NOT_YET -> "Its time has not come.";
      case AUDIENCE -> "It is meant for somebody else.";
      case MALFORMED, ALGORITHM, NO_KEY, SIGNATURE, NOBODY -> "It is none that is accepted here.";
    };
  }

  private Ruling unverified(@Nullable Refusal refusal, String uid, long now) {
    return new Ruling(
        id(now).toString(),
        refusal == null ? FOREIGN : refusal.code(),
        "",
        "",
        "",
        refusal,
        null,
        "",
        CredentialKind.SESSION,
        uid);
  }

  private Ruling decide(Speaker speaker, Asked asked) {
    Grant grant = issuers.grant(speaker.issuer());
    long now = asked.timeMicros();
    KeyFacts facts =
        new KeyFacts(
            speaker.uid(),
            speaker.tenant(),
            speaker.subject(),
            Privilege.UNKNOWN,
            "",
            Environment.LIVE,
            Long.MIN_VALUE,
            speaker.endMicros(),
            KeyFacts.NEVER,
            "",
            Standing.ACTIVE,
            Binding.BEARER,
            grant);
    Request request = new Request(now, asked.api(), asked.method(), asked.path(), asked.source());
    Decision decision = decider.decide(facts, request, Circumstances.PLAIN, meters);
    Verdict verdict =
        new Verdict(
            id(now),
            now,
            decision.reason(),
            decision.allows() ? Outcome.PASS : Outcome.REFUSE,
            grant.mode(),
            speaker.uid(),
            speaker.tenant(),
            speaker.subject(),
            decision.retryAfterMicros());
    return identities.vouched(
        new Ruling(
            verdict.id().toString(),
            VerdictWords.code(verdict.reason()),
            speaker.uid(),
            speaker.tenant(),
            speaker.subject(),
            decision.allows() ? null : refusal(verdict),
            null,
            "",
            CredentialKind.SESSION,
            ""),
        facts,
        now);
  }

  private static Refusal refusal(Verdict verdict) {
    Reply reply = VerdictWords.refusal(verdict);
    return KeysAtTheGate.refusal(VerdictWords.code(verdict.reason()), reply);
  }

  private VerdictId id(long nowMicros) {
    long millis = Math.max(0, nowMicros / 1_000) & ((1L << 48) - 1);
    return new VerdictId(millis << 16 | (random.nextInt() & 0xFFFF), random.nextLong());
  }
}
