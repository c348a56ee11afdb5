package dev.warder.gateway.proxy;

import dev.warder.gateway.verdict.CallerCertificate;
import dev.warder.model.Times;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// The certificate that a caller showed when TLS began, and what was found about it last. Confined
/// to its event loop.
///
/// Guarantees it counts for a call only while it is in its time, and those who were trusted when it
/// was looked at last vouch for it: connections live longer than certificates, and than who is
/// trusted
final class ShownCertificate {
  /// Lists of revoked certificates, and authorities between, have their time, too.
  private static final long CHECK_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final List<X509Certificate> chain;
  private final CallerCertificate certificate;
  private final long endMicros;
  private long number;
  private long checkedNanos;
  private boolean isTrusted = true;
  private @Nullable String header;

  private ShownCertificate(List<X509Certificate> chain, long number, long checkedNanos) {
    this.chain = List.copyOf(chain);
    this.number = number;
    this.checkedNanos = checkedNanos;
    certificate = new CallerCertificate(chain.getFirst());
    endMicros = Times.micros(chain.getFirst().getNotAfter().toInstant());
  }

  /// What was shown, and held in the handshake; null if nothing was.
  ///
  /// @param number of those who were trusted in it
  static @Nullable ShownCertificate of(SSLSession session, long number, long nowNanos) {
    try {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate one : session.getPeerCertificates()) {
        if (!(one instanceof X509Certificate x509)) {
          return null;
        }
        chain.add(x509);
      }
      // Of a session that goes on from an earlier connection nothing was looked at since.
      long ageMillis = Math.max(0, System.currentTimeMillis() - session.getCreationTime());
      return chain.isEmpty()
          ? null
          : new ShownCertificate(
              chain, number, nowNanos - TimeUnit.MILLISECONDS.toNanos(ageMillis));
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  CallerCertificate certificate() {
    return certificate;
  }

  List<X509Certificate> chain() {
    return chain;
  }

  /// Whether it counts at a time.
  boolean holds(long nowMicros) {
    return isTrusted && nowMicros <= endMicros;
  }

  /// Whether others may be trusted than when it was looked at last.
  boolean isBehind(long trustedNumber) {
    return number != trustedNumber;
  }

  /// Whether it was looked at long ago.
  boolean isOld(long nowNanos) {
    return nowNanos - checkedNanos >= CHECK_NANOS;
  }

  /// It was looked at.
  void checked(boolean isVouchedFor, long byNumber, long nowNanos) {
    isTrusted = isVouchedFor;
    number = byNumber;
    checkedNanos = nowNanos;
  }

  /// As the header `Client-Cert` of RFC 9440 has it.
  String header() {
    String known = header;
    if (known == null) {
      try {
        known =
            ":" + Base64.getEncoder().encodeToString(certificate.certificate().getEncoded()) + ":";
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("a certificate that was read cannot be written", e);
      }
      header = known;
    }
    return known;
  }
}
