package dev.warder.api.verify;

import dev.warder.api.http.Problem;
import dev.warder.api.http.Reply;
import dev.warder.api.wire.KeyJson;
import dev.warder.keys.Verdict;
import dev.warder.model.Times;
import dev.warder.policy.Reason;
import java.util.Map;

/// What a verdict is called and answered with where the answer is HTTP.
///
/// Guarantees the answer is a function of the reason, the time to wait, the verdict's id and that
/// of the approval which the call waits for, alone: what `keys` says of a key that is watched
/// cannot be told from an unknown one here either
public final class VerdictWords {
  /// What refusals ask for, by RFC 9110.
  public static final String CHALLENGE = "Bearer realm=\"api\"";

  private static final String OTHER_TOKEN = CHALLENGE + ", error=\"invalid_token\"";

  private VerdictWords() {}

  /// The stable code: `out_of_scope`.
  public static String code(Reason reason) {
    return KeyJson.word(reason);
  }

  /// The status of a refusal.
  public static int status(Reason reason) {
    return switch (reason) {
      case MALFORMED,
          BAD_TOKEN,
          BAD_CERTIFICATE,
          UNKNOWN,
          REVOKED,
          INVALIDATED,
          EXPIRED,
          ROTATED,
          UNPROVEN ->
          401;
      case FENCED, OUT_OF_SCOPE, WRONG_PLACE, WRONG_TIME, HELD, UNUSUAL -> 403;
      case TOO_FAST -> 429;
      case ALLOWED -> 200;
    };
  }

  /// The reason in a sentence.
  public static String sentence(Reason reason) {
    return switch (reason) {
      case MALFORMED -> "This is no API key: it is mistyped, cut short, or something else.";
      case BAD_TOKEN ->
          "The token has expired, is meant for somebody else, or is none that is accepted here.";
      case BAD_CERTIFICATE -> "The certificate has ended, or is of nobody who is known here.";
      case UNKNOWN -> "There is no such API key.";
      case REVOKED -> "The API key was revoked.";
      case INVALIDATED -> "The API key was invalidated together with others; ask for a new one.";
      case FENCED -> "The API key may not change or make keys at present.";
      case EXPIRED -> "The API key has expired.";
      case ROTATED -> "The API key was replaced by another.";
      case UNPROVEN -> "The API key is bound: the request must be signed with its private key.";
      case OUT_OF_SCOPE -> "The API key does not open this operation.";
      case WRONG_PLACE -> "The API key may not be used from here.";
      case WRONG_TIME -> "The API key may not be used at this time.";
      case TOO_FAST -> "Too many calls came, or too many that were signed wrongly; wait.";
      case HELD -> "The operation waits for somebody's approval.";
      case UNUSUAL -> "The API key has never been used like this.";
      case ALLOWED -> "The API key opens this operation.";
    };
  }

  /// Seconds to wait, at least 1 where there is anything to wait for.
  public static long retryAfterSeconds(Verdict verdict) {
    long micros = verdict.retryAfterMicros();
    return micros <= 0 ? 0 : Math.max(1, Math.ceilDiv(micros, Times.SECOND));
  }

  /// A refusal as a problem.
  public static Problem problem(Verdict verdict) {
    return new Problem(
        code(verdict.reason()),
        status(verdict.reason()),
        "The API refuses this call",
        sentence(verdict.reason()),
        more(verdict));
  }

  private static Map<String, String> more(Verdict verdict) {
    String id = verdict.id().toString();
    return verdict.approvalId().isEmpty()
        ? Map.of("verdict", id)
        : Map.of("verdict", id, "approval", verdict.approvalId(), "approval_at", at(verdict));
  }

  /// Where those who approve find what the call waits for.
  public static String at(Verdict verdict) {
    return "/v1/approvals/" + verdict.approvalId();
  }

  /// A refusal as a whole reply.
  public static Reply refusal(Verdict verdict) {
    return headed(problem(verdict).reply(), verdict);
  }

  /// A reply with what every refusal carries in its headers.
  public static Reply headed(Reply reply, Verdict verdict) {
    Reply headed =
        reply
            .with("x-warder-verdict", verdict.id().toString())
            .with("x-warder-code", code(verdict.reason()));
    if (status(verdict.reason()) == 401) {
      headed =
          headed.with(
              "www-authenticate", verdict.reason() == Reason.BAD_TOKEN ? OTHER_TOKEN : CHALLENGE);
    }
    long seconds = retryAfterSeconds(verdict);
    return seconds == 0 ? headed : headed.with("retry-after", Long.toString(seconds));
  }
}
