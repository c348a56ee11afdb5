package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Verdict;
import dev.warder.keys.verify.FailedProofs;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.policy.rate.Rate;
import dev.warder.server.serve.Strangers.Stranger;
import dev.warder.tokens.TokenReading;
import dev.warder.tokens.TokenReading.Foreign;
import dev.warder.tokens.TokenReading.Refused;
import dev.warder.tokens.TokenReading.Speaker;
import dev.warder.tokens.TokenReading.Unseen;
import org.jspecify.annotations.Nullable;

/// Decides about calls that show the signed token of another issuer, for every door alike. Safe for
/// use by many threads.
///
/// Guarantees a caller has an identity only where a trusted issuer's signature holds. Signatures
/// that do not hold, or hold in vain, are looked at a few at a time from one network; tokens that
/// held a moment ago pass beside that
final class TokenJudge {
  private final TrustedIssuers issuers;
  private final Strangers strangers;
  private final FailedProofs failed;

  TokenJudge(TrustedIssuers issuers, Strangers strangers, FailedProofs failed) {
    this.issuers = requireNonNull(issuers, "issuers is null");
    this.strangers = requireNonNull(strangers, "strangers is null");
    this.failed = requireNonNull(failed, "failed is null");
  }

  /// What a token comes to.
  sealed interface Opinion {
    /// It was decided.
    ///
    /// @param facts of whom it speaks for; null if for nobody
    /// @param fingerprint of the token where it speaks for nobody; else empty
    record Given(Verdict verdict, @Nullable KeyFacts facts, String fingerprint)
        implements Opinion {}

    /// Nobody here vouches for who issued it, and nothing is decided.
    ///
    /// @param fingerprint a keyed hash of it
    record OfNobody(String fingerprint) implements Opinion {}
  }

  /// Another number of signatures may fail from now on.
  void adjust(Rate failedProofs) {
    failed.limit(failedProofs);
  }

  /// Whether anybody's tokens are believed.
  boolean isTrusting() {
    return issuers.haveTokens();
  }

  Opinion judge(String shown, Request request) {
    long now = request.timeMicros();
    TokenReading reading =
        issuers.tokens().read(shown, now, () -> failed.waitMicros(request.source(), now) <= 0);
    return switch (reading) {
      case Speaker speaker -> {
        Stranger stranger =
            new Stranger(
                speaker.uid(),
                speaker.tenant(),
                speaker.subject(),
                speaker.endMicros(),
                issuers.grant(speaker.issuer()));
        yield new Opinion.Given(strangers.decide(stranger, request), stranger.facts(), "");
      }
      case Foreign(String uid) -> new Opinion.OfNobody(uid);
      case Unseen(String uid) ->
          new Opinion.Given(
              strangers.refuse(
                  Reason.TOO_FAST,
                  Math.max(1, failed.waitMicros(request.source(), now)),
                  "too many tokens from this network did not hold; this one was not looked at",
                  request),
              null,
              uid);
      case Refused refused -> {
        if (refused.why().costSignature()) {
          failed.note(request.source(), now);
        }
        yield new Opinion.Given(
            strangers.refuse(Reason.BAD_TOKEN, 0, words(refused.why()), request),
            null,
            refused.uid());
      }
    };
  }

  /// Refuses a token of somebody whom nobody here trusts.
  Verdict refuse(Request request) {
    return strangers.refuse(
        Reason.BAD_TOKEN, 0, "nobody here vouches for who issued it (gateway.issuers)", request);
  }

  /// A keyed hash of what nobody verified.
  String fingerprint(String shown) {
    return issuers.tokens().fingerprint(shown);
  }

  private static String words(TokenReading.Why why) {
    return switch (why) {
      case MALFORMED ->
          "a header or claim of it is missing, twice, too long or asks for what is not done";
      case ALGORITHM -> "its issuer's tokens are not to be signed like this";
      case NO_KEY -> "no public key of its issuer is known under its name";
      case SIGNATURE -> "its signature does not hold";
      case AUDIENCE -> "it is well signed, and meant for somebody else";
      case EXPIRED -> "it says that it has expired; its signature was not looked at";
      case NOT_YET -> "it says that its time has not come; its signature was not looked at";
      case NOBODY -> "it is well signed, and names no caller or no tenant";
    };
  }
}
