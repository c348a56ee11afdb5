package dev.warder.server.trust;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Which certificates of a server are believed: those that authorities of a file have signed, or
/// that stand there themselves; without a file those that this machine believes.
///
/// Guarantees with a file, nobody else's certificates are believed; the name of the host counts
/// either way. Does not guarantee that one that stands in the file itself is still in its time
///
/// @param file certificates in PEM, if one is named
/// @param context what connects with them
public record Trust(Optional<Path> file, SSLContext context) {
  private static final int MOST_BYTES = 4 << 20;

  /// What this machine believes.
  public static Trust usual() {
    try {
      return new Trust(Optional.empty(), SSLContext.getDefault());
    } catch (GeneralSecurityException e) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE, "the certificates of this machine cannot be read", e);
    }
  }

  /// What a file says.
  public static Trust in(Path file) {
    try {
      Collection<? extends Certificate> certificates = read(file);
      if (certificates.isEmpty()) {
        throw unusable(file, null);
      }
      return new Trust(Optional.of(file), context(certificates));
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE, "cannot read the certificates in " + file, e);
    } catch (GeneralSecurityException e) {
      throw unusable(file, e);
    }
  }

  private static Collection<? extends Certificate> read(Path file)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new java.io.ByteArrayInputStream(in.readNBytes(MOST_BYTES)));
    }
  }

  private static SSLContext context(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    int count = 0;
    for (Certificate certificate : certificates) {
      trusted.setCertificateEntry("c" + count, certificate);
      count++;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static CommandFailure unusable(Path file, @Nullable Throwable cause) {
    return new CommandFailure(
        ErrorCode.INPUT_UNREADABLE,
        file + " holds no certificate: it must be PEM, with 'BEGIN CERTIFICATE'",
        cause);
  }

  /// What is wrong where a handshake failed, and what to do.
  ///
  /// @param host as it was typed
  public String words(String host, SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CertificateExpiredException expired -> {
          return "the certificate of " + host + " has expired: it has to be renewed there";
        }
        case CertificateNotYetValidException early -> {
          return "the certificate of " + host + " is not valid yet: is the clock right here?";
        }
        case CertPathValidatorException invalid -> {
          if (invalid.getCause() == null) {
            return unsigned(host);
          }
        }
        case CertPathBuilderException unbuilt -> {
          return unsigned(host);
        }
        default -> {
          if (cause.getClass() == CertificateException.class) {
            return "the certificate of "
                + host
                + " is for another host: name one in --server that it is for";
          }
        }
      }
    }
    return "no TLS with " + host + ": is it http that is spoken there?";
  }

  private String unsigned(String host) {
    return file.map(path ->
            "the certificate of "
                + host
                + " is not signed by what "
                + path
                + " holds: put the certificate of the authority that signed it there, or the"
                + " server's own if nobody did")
        .orElse(
            "the certificate of "
                + host
                + " is signed by nobody whom this machine believes: name the authority's"
                + " certificate, or the server's own, with --ca-file");
  }
}
