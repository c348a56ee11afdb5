package dev.warder.gateway.proxy;

import dev.warder.gateway.tls.ClientTrust;
import dev.warder.model.Times;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// The certificate that a caller showed when TLS began. Confined to its event loop.
///
/// Guarantees it counts for a call only while it is in its time, and those who are trusted now
/// vouch for it: connections live longer than certificates, and than who is trusted
final class ShownCertificate {
  /// Lists of revoked certificates, and authorities between, have their time, too.
  private static final long CHECK_MICROS = Times.MINUTE;

  private final ClientTrust trust;
  private final List<X509Certificate> chain;
  private final long endMicros;
  private long number;
  private long checkedMicros;
  private boolean isChecked;
  private boolean isTrusted;
  private @Nullable String header;

  private ShownCertificate(ClientTrust trust, List<X509Certificate> chain) {
    this.trust = trust;
    this.chain = List.copyOf(chain);
    endMicros = Times.micros(chain.getFirst().getNotAfter().toInstant());
  }

  /// What was shown; null if nothing was.
  static @Nullable ShownCertificate of(SSLSession session, ClientTrust trust) {
    try {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate one : session.getPeerCertificates()) {
        if (!(one instanceof X509Certificate x509)) {
          return null;
        }
        chain.add(x509);
      }
      return chain.isEmpty() ? null : new ShownCertificate(trust, chain);
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  /// Whether it counts at a time. Asked anew of the first call, too: others may have become trusted
  /// since the handshake.
  boolean holds(long nowMicros) {
    long now = trust.number();
    boolean isFresh =
        isChecked
            && now == number
            && nowMicros >= checkedMicros
            && nowMicros - checkedMicros <= CHECK_MICROS;
    if (!isFresh) {
      isChecked = true;
      number = now;
      checkedMicros = nowMicros;
      isTrusted = trust.holds(chain);
    }
    return isTrusted && nowMicros <= endMicros;
  }

  /// As the header `Client-Cert` of RFC 9440 has it.
  String header() {
    String known = header;
    if (known == null) {
      try {
        known = ":" + Base64.getEncoder().encodeToString(certificate().getEncoded()) + ":";
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("a certificate that was read cannot be written", e);
      }
      header = known;
    }
    return known;
  }
}
