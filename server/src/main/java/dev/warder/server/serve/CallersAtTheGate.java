package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.api.verify.VerdictWords;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Answer;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.CallerCertificate;
import dev.warder.gateway.verdict.KeyVerifier;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.keys.Keys;
import dev.warder.keys.Verdict;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.CredentialKind;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.server.serve.TokenJudge.Opinion;
import org.jspecify.annotations.Nullable;

/// Has whoever knows about what a call shows decide about it: keys, tokens of other issuers, or
/// certificates.
///
/// Guarantees what is foreign passes where that was chosen, without an identity; what a trusted
/// issuer's name stands on and does not hold never passes
final class CallersAtTheGate implements KeyVerifier {
  private static final String MALFORMED = VerdictWords.code(Reason.MALFORMED);
  private static final String FOREIGN = "foreign";

  private final Keys keys;
  private final KeysAtTheGate atTheGate;
  private final Judges judges;
  private final Identities identities;
  private final WhenForeign whenForeign;
  private final KeyShape shape;

  /// @param shape how keys of ours look
  CallersAtTheGate(
      Keys keys, Judges judges, Identities identities, WhenForeign whenForeign, KeyShape shape) {
    this.keys = requireNonNull(keys, "keys is null");
    this.judges = requireNonNull(judges, "judges is null");
    this.identities = requireNonNull(identities, "identities is null");
    this.whenForeign = requireNonNull(whenForeign, "whenForeign is null");
    this.shape = requireNonNull(shape, "shape is null");
    atTheGate = new KeysAtTheGate(keys, identities);
  }

  /// What becomes of credentials that nobody here vouches for.
  enum WhenForeign {
    REFUSE,
    /// They pass without identity.
    PASS
  }

  @Override
  public Answer verify(Asked asked) {
    CallerCertificate certificate = asked.certificate();
    return switch (asked.form()) {
      case KEY -> key(asked);
      // Two tokens show none, like two keys.
      case TOKEN -> asked.expose().isEmpty() ? key(asked) : token(asked);
      case CERTIFICATE -> certificate == null ? key(asked) : certificate(certificate, asked);
      case ENDED_CERTIFICATE -> certificate == null ? key(asked) : ended(certificate, asked);
    };
  }

  private Answer key(Asked asked) {
    return switch (atTheGate.verify(asked)) {
      case Ruling ruling when isForeign(ruling, asked) -> foreign(asked, ruling);
      case Ruling ruling -> ruling;
      case Answer.Later later -> later;
    };
  }

  /// What nobody trusted has issued may still be a key of another system that came in.
  private Answer token(Asked asked) {
    Request request = KeysAtTheGate.request(asked);
    return switch (judges.tokens().judge(asked.expose(), request)) {
      case Opinion.Given(Verdict verdict, KeyFacts facts, String fingerprint) ->
          ruling(verdict, facts, fingerprint, request);
      case Opinion.OfNobody(String fingerprint) -> {
        if (keys.fits(asked.expose())) {
          yield atTheGate.verify(asked);
        }
        yield whenForeign == WhenForeign.PASS
            ? passing(fingerprint, request)
            : ruling(judges.tokens().refuse(request), null, fingerprint, request);
      }
    };
  }

  private Ruling certificate(CallerCertificate certificate, Asked asked) {
    Request request = KeysAtTheGate.request(asked);
    CertificateJudge.Given given = judges.certificates().judge(certificate, request);
    return ruling(given.verdict(), given.facts(), "", request);
  }

  /// Whoever it names is said to whoever administers, and the caller only that it ended.
  private Ruling ended(CallerCertificate certificate, Asked asked) {
    Request request = KeysAtTheGate.request(asked);
    Verdict verdict = judges.certificates().ended(certificate, request);
    return ruling(verdict, null, certificate.fingerprint(), request);
  }

  /// What becomes of a call that shows a credential of somebody else's which is no token either.
  private Ruling foreign(Asked asked, Ruling ruled) {
    String fingerprint = judges.tokens().fingerprint(asked.expose());
    return whenForeign == WhenForeign.PASS
        ? passing(fingerprint, KeysAtTheGate.request(asked))
        : ruled.known(fingerprint, CredentialKind.SESSION);
  }

  private Ruling passing(String fingerprint, Request request) {
    return new Ruling(
        judges.strangers().id(request.timeMicros()).toString(),
        FOREIGN,
        "",
        "",
        "",
        null,
        null,
        "",
        CredentialKind.SESSION,
        fingerprint);
  }

  private Ruling ruling(
      Verdict verdict, @Nullable KeyFacts facts, String fingerprint, Request request) {
    String code = VerdictWords.code(verdict.reason());
    Refusal refusal =
        verdict.isAllowed() ? null : KeysAtTheGate.refusal(code, VerdictWords.refusal(verdict));
    return identities.vouched(
        new Ruling(
            verdict.id().toString(),
            code,
            verdict.keyId(),
            verdict.tenant(),
            verdict.principal(),
            refusal,
            null,
            verdict.mode() == Mode.ENFORCE ? "" : verdict.mode().name(),
            verdict.reason() == Reason.ALLOWED ? () -> keys.lasts(verdict, request) : null,
            "",
            CredentialKind.SESSION,
            fingerprint,
            null,
            facts == null ? Ruling.NEVER : facts.expiresMicros()),
        facts,
        request.timeMicros());
  }

  /// Whether what was shown is nothing of ours: no key, nor one that is mistyped, nor a token
  /// spelled so that only others read it as one.
  private boolean isForeign(Ruling ruling, Asked asked) {
    String shown = asked.expose();
    return ruling.code().equals(MALFORMED)
        && !shown.isEmpty()
        && !shape.isBegunIn(shown)
        && !isNearlyToken(shown);
  }

  private static boolean isNearlyToken(String shown) {
    int first = shown.indexOf('.');
    return first >= 0 && shown.indexOf('.', first + 1) >= 0 && shown.contains("ey");
  }
}
