package dev.warder.gateway.verdict;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The certificate that a caller showed when TLS began: one for all calls of a connection. Confined
/// to its event loop.
public final class CallerCertificate {
  private final X509Certificate certificate;
  private @Nullable String fingerprint;
  private @Nullable Object kept;

  public CallerCertificate(X509Certificate certificate) {
    this.certificate = requireNonNull(certificate, "certificate is null");
  }

  /// All of it.
  public X509Certificate certificate() {
    return certificate;
  }

  /// Its SHA-256, in hexadecimal digits, as other tools show it.
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = HexFormat.of().formatHex(digest());
      fingerprint = known;
    }
    return known;
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  /// What whoever decides keeps of it from one call to the next; null if nothing yet.
  public @Nullable Object kept() {
    return kept;
  }

  public void keep(Object made) {
    kept = requireNonNull(made, "made is null");
  }
}
