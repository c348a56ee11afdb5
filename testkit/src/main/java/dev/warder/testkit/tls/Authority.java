package dev.warder.testkit.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Somebody who vouches for callers by certificates, for a moment; made by the JDK's own tool.
public final class Authority {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;
  private final Path certificate;

  private Authority(Path folder, Path store, Path certificate) {
    this.folder = folder;
    this.store = store;
    this.certificate = certificate;
  }

  /// Makes one.
  ///
  /// @param folder where files may be left, named after it
  public static Authority make(Path folder, String name) throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    keytool(
        List.of(
            "-genkeypair", "-alias", "ca", "-dname", "CN=" + name, "-ext", "bc:c", "-keyalg", "EC"),
        store,
        new byte[0]);
    byte[] pem = keytool(List.of("-exportcert", "-rfc", "-alias", "ca"), store, new byte[0]);
    return new Authority(folder, store, Files.write(folder.resolve(name + ".pem"), pem));
  }

  /// Its certificate in PEM.
  public Path certificate() {
    return certificate;
  }

  /// What it vouches for.
  ///
  /// @param certificate the caller's
  /// @param showing shows it, and trusts whom another context trusts
  public record Vouched(X509Certificate certificate, SSLContext showing) {}

  /// Vouches for somebody.
  ///
  /// @param dname such as `CN=job-7,O=Example`
  /// @param trusted the one server that is trusted by who shows it, in PEM
  /// @param more options of the tool, such as `-ext san=uri:spiffe://example.org/job`
  public Vouched issue(String dname, Path trusted, String... more)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path own = Files.createTempFile(folder, "caller", ".p12");
    Files.delete(own);
    keytool(
        List.of("-genkeypair", "-alias", "a", "-dname", dname, "-keyalg", "EC"), own, new byte[0]);
    byte[] wish = keytool(List.of("-certreq", "-alias", "a"), own, new byte[0]);
    List<String> line = new ArrayList<>(List.of("-gencert", "-alias", "ca", "-rfc"));
    line.addAll(List.of(more));
    X509Certificate made = read(keytool(line, store, wish));
    KeyStore kept = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(own)) {
      kept.load(in, PASSWORD.toCharArray());
    }
    Key secret = kept.getKey("a", PASSWORD.toCharArray());
    if (!(secret instanceof PrivateKey key)) {
      throw new GeneralSecurityException("the tool made no private key");
    }
    X509Certificate[] chain = {made, read(Files.readAllBytes(certificate))};
    return new Vouched(made, context(new Stubborn(key, chain), read(Files.readAllBytes(trusted))));
  }

  /// A list of those of its certificates that count no more, in PEM.
  public byte[] revoking(X509Certificate... revoked) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("-gencrl", "-alias", "ca", "-rfc"));
    for (X509Certificate one : revoked) {
      line.addAll(List.of("-id", one.getSerialNumber().toString()));
    }
    return keytool(line, store, new byte[0]);
  }

  private static X509Certificate read(byte[] pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private static SSLContext context(KeyManager own, Certificate trusted)
      throws IOException, GeneralSecurityException {
    KeyStore believed = KeyStore.getInstance("PKCS12");
    believed.load(null, null);
    believed.setCertificateEntry("a", trusted);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(believed);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {own}, trust.getTrustManagers(), null);
    return context;
  }

  /// Shows what it has, whomever it is asked for.
  private static final class Stubborn extends X509ExtendedKeyManager {
    private final PrivateKey key;
    private final X509Certificate[] chain;

    private Stubborn(PrivateKey key, X509Certificate[] chain) {
      this.key = key;
      this.chain = chain;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {"a"};
    }

    @Override
    public String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return "a";
    }

    @Override
    public String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return "a";
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }

  private static byte[] keytool(List<String> words, Path store, byte[] in)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(words);
    line.addAll(
        List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
    Process tool = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = tool.getOutputStream()) {
      out.write(in);
    }
    byte[] said = tool.getInputStream().readAllBytes();
    if (tool.waitFor() != 0) {
      throw new IOException("keytool failed: " + words);
    }
    return said;
  }
}
