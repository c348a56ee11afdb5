package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Verdict;
import dev.warder.model.Times;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.server.serve.Strangers.Stranger;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides about calls whose caller showed a certificate that holds. Safe for use by many threads.
///
/// Guarantees a caller has an identity only where a declared entry takes its certificate; the first
/// that does counts
final class CertificateJudge {
  private final TrustedIssuers issuers;
  private final Strangers strangers;

  CertificateJudge(TrustedIssuers issuers, Strangers strangers) {
    this.issuers = requireNonNull(issuers, "issuers is null");
    this.strangers = requireNonNull(strangers, "strangers is null");
  }

  /// What a certificate comes to.
  ///
  /// @param facts of whom it is; null if of nobody
  record Given(Verdict verdict, @Nullable KeyFacts facts) {}

  Given judge(X509Certificate certificate, Request request) {
    List<DeclaredCertificates> declared = issuers.certificates();
    for (DeclaredCertificates one : declared) {
      String subject = one.subject(certificate);
      if (!subject.isEmpty()) {
        Stranger stranger =
            new Stranger(
                Strangers.BY_CERTIFICATE
                    + issuers.tokens().known("certificate", one.name(), one.by().name(), subject),
                one.tenant(),
                subject,
                Times.micros(certificate.getNotAfter().toInstant()),
                one.grant());
        return new Given(strangers.decide(stranger, request), stranger.facts());
      }
    }
    return new Given(
        strangers.refuse(
            Reason.BAD_CERTIFICATE,
            0,
            "no entry of gateway.issuers takes its certificate",
            request),
        null);
  }
}
