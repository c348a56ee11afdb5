package dev.warder.testkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificates of a moment, made by the JDK's own tool and written as PEM.
public final class Certificates {
  private static final String PASSWORD = "changeit";

  private Certificates() {}

  /// Those who use a certificate.
  ///
  /// @param trusting trusts that certificate and no other
  /// @param serving shows it
  public record Contexts(SSLContext trusting, SSLContext serving) {}

  /// Makes a key and a certificate for this machine, and writes both.
  ///
  /// @param folder where the JDK's tool may leave a file of the name
  public static Contexts make(Path folder, String name, Path certificate, Path key)
      throws IOException, InterruptedException, GeneralSecurityException {
    return make(folder, name, "ip:127.0.0.1", certificate, key);
  }

  /// The same for who is called something else.
  ///
  /// @param subject such as `dns:example.org`
  public static Contexts make(Path folder, String name, String subject, Path certificate, Path key)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    tool.getInputStream().readAllBytes();
    if (tool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      made.load(in, PASSWORD.toCharArray());
    }
    Key secret = made.getKey("a", PASSWORD.toCharArray());
    Certificate shown = made.getCertificate("a");
    Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
    Files.writeString(certificate, pem("CERTIFICATE", shown.getEncoded()));
    return new Contexts(trusting(shown), serving(made));
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private static SSLContext serving(KeyStore made) throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(made, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext trusting(Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", certificate);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
