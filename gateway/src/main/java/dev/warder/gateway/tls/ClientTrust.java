package dev.warder.gateway.tls;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Whose certificates callers may show, as files have it at present. Safe for use by many threads.
///
/// Guarantees a certificate is believed only where a chain leads from it to one of the authorities,
/// all of it is in its time, and it is meant for clients (extended key usage, if it has one); with
/// a list of those that were revoked, only where a list of its issuer that is in its time does not
/// name it. Nothing is fetched for that. Files that cannot be used change nothing
public final class ClientTrust {
  private final ClientFiles files;
  private volatile Trusted trusted;

  private ClientTrust(ClientFiles files, Trusted trusted) {
    this.files = files;
    this.trusted = trusted;
  }

  /// Those who are trusted, read at one time.
  private record Trusted(X509ExtendedTrustManager manager, long number) {}

  /// Reads the files.
  ///
  /// @throws GeneralSecurityException if they cannot be used
  static ClientTrust of(ClientFiles files) throws GeneralSecurityException {
    requireNonNull(files, "files is null");
    return new ClientTrust(files, new Trusted(read(files), 0));
  }

  /// The same, with somebody else to ask until files are taken up.
  static ClientTrust of(ClientFiles files, X509ExtendedTrustManager manager) {
    return new ClientTrust(files, new Trusted(manager, 0));
  }

  /// The files as they are now, not yet in effect.
  ///
  /// @throws GeneralSecurityException if they cannot be used
  X509ExtendedTrustManager read() throws GeneralSecurityException {
    return read(files);
  }

  /// Takes up what was read.
  void take(X509ExtendedTrustManager read) {
    trusted = new Trusted(read, trusted.number() + 1);
  }

  X509ExtendedTrustManager manager() {
    return trusted.manager();
  }

  boolean isRequired() {
    return files.demand() == ClientFiles.Demand.REQUIRED;
  }

  /// Grows whenever files are taken up anew.
  public long number() {
    return trusted.number();
  }

  /// Whether a chain that held when it was shown still does; one that cannot be looked at does not.
  public boolean holds(List<X509Certificate> chain) {
    try {
      trusted
          .manager()
          .checkClientTrusted(
              chain.toArray(X509Certificate[]::new),
              chain.getFirst().getPublicKey().getAlgorithm());
      return true;
    } catch (CertificateException | RuntimeException e) {
      return false;
    }
  }

  private static X509ExtendedTrustManager read(ClientFiles files) throws GeneralSecurityException {
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(authorities(files.authorities()), new X509CertSelector());
      parameters.setRevocationEnabled(false);
      Path revoked = files.revoked().orElse(null);
      if (revoked != null) {
        revoke(parameters, revoked);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new IllegalStateException("the JDK has no manager of this kind");
    } catch (IOException e) {
      throw new GeneralSecurityException(
          "the certificates in "
              + files.authorities()
              + " of those who vouch for callers, or the list of revoked ones, cannot be read",
          e);
    }
  }

  private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        if (!(one instanceof X509Certificate x509) || x509.getBasicConstraints() < 0) {
          // The JDK would believe it as it stands, whatever time it has and list names it.
          throw new GeneralSecurityException(
              file + " holds a certificate that is of no authority (CA:TRUE)");
        }
        store.setCertificateEntry("a" + number++, one);
      }
    } catch (CertificateException e) {
      throw new GeneralSecurityException(file + " holds no certificates in PEM", e);
    }
    if (number == 0) {
      throw new GeneralSecurityException("there is no certificate in " + file);
    }
    return store;
  }

  private static void revoke(PKIXBuilderParameters parameters, Path file)
      throws IOException, GeneralSecurityException {
    Collection<? extends CRL> lists;
    try (InputStream in = Files.newInputStream(file)) {
      lists = CertificateFactory.getInstance("X.509").generateCRLs(in);
    } catch (CRLException e) {
      throw new GeneralSecurityException(file + " holds no lists of revoked certificates", e);
    }
    if (lists.isEmpty()) {
      throw new GeneralSecurityException("there is no list of revoked certificates in " + file);
    }
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
    if (CertPathBuilder.getInstance("PKIX").getRevocationChecker()
        instanceof PKIXRevocationChecker checker) {
      checker.setOptions(
          EnumSet.of(
              PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
      parameters.addCertPathChecker(checker);
      parameters.setRevocationEnabled(true);
    } else {
      throw new GeneralSecurityException("this JDK checks no lists of revoked certificates");
    }
  }
}
