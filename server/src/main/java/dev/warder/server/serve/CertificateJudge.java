package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.verdict.CallerCertificate;
import dev.warder.keys.Verdict;
import dev.warder.model.Times;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.server.live.StrangerIds;
import dev.warder.server.serve.Strangers.Stranger;
import java.security.cert.X509Certificate;
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

  Given judge(CallerCertificate certificate, Request request) {
    Stranger stranger = named(certificate).stranger();
    return stranger == null
        ? new Given(
            strangers.refuse(
                Reason.BAD_CERTIFICATE,
                0,
                "no entry of gateway.issuers takes its certificate, SHA-256 "
                    + certificate.fingerprint(),
                request),
            null)
        : new Given(strangers.decide(stranger, request), stranger.facts());
  }

  /// Refuses a certificate that counted when its connection began, and does no more.
  Verdict ended(CallerCertificate certificate, Request request) {
    return strangers.refuse(
        named(certificate).stranger(),
        Reason.BAD_CERTIFICATE,
        0,
        "its certificate has ended since the connection began, or counts no more; SHA-256 "
            + certificate.fingerprint(),
        request);
  }

  /// Whom a certificate names; null if nobody.
  private record Named(@Nullable Stranger stranger) {}

  /// Found out once for a connection: what is declared counts for as long as the process.
  private Named named(CallerCertificate certificate) {
    if (certificate.kept() instanceof Named known) {
      return known;
    }
    Named found = new Named(stranger(certificate.certificate()));
    certificate.keep(found);
    return found;
  }

  private @Nullable Stranger stranger(X509Certificate certificate) {
    for (DeclaredCertificates one : issuers.certificates()) {
      String subject = one.subject(certificate);
      if (!subject.isEmpty()) {
        return new Stranger(
            StrangerIds.BY_CERTIFICATE
                + issuers.tokens().known("certificate", one.name(), one.by().name(), subject),
            one.tenant(),
            subject,
            Times.micros(certificate.getNotAfter().toInstant()),
            one.grant());
      }
    }
    return null;
  }
}
