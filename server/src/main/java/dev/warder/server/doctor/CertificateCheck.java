package dev.warder.server.doctor;

import dev.warder.server.run.Check;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// How long a certificate is good for.
final class CertificateCheck {
  private static final String NAME = "certificate";
  private static final Duration SOON = Duration.ofDays(14);
  private static final String ADVICE = "Renew it; a changed file is taken up within half a minute.";

  private CertificateCheck() {}

  static Check of(Path file, Instant now) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      if (!(CertificateFactory.getInstance("X.509").generateCertificate(in)
          instanceof X509Certificate certificate)) {
        throw new CertificateException("another kind");
      }
      Instant end = certificate.getNotAfter().toInstant();
      String found = file + " is good until " + end.atZone(ZoneOffset.UTC).toLocalDate();
      if (now.isAfter(end)) {
        return Check.fail(NAME, file + " has ended", ADVICE);
      }
      return Duration.between(now, end).compareTo(SOON) < 0
          ? Check.warn(NAME, found, ADVICE)
          : Check.ok(NAME, found);
    } catch (IOException | CertificateException e) {
      return Check.fail(NAME, file + " cannot be read", "It must be PEM, and Warder may read it.");
    }
  }
}
