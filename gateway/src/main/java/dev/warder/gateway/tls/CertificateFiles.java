package dev.warder.gateway.tls;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// A certificate chain and its private key (PKCS #8), each in PEM.
public record CertificateFiles(Path certificate, Path key) {
  public CertificateFiles {
    requireNonNull(certificate, "certificate is null");
    requireNonNull(key, "key is null");
  }
}
