package dev.warder.server.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Certificates of a moment, made by the JDK's own tool in a folder.
final class MadeCertificates {
  private static final String PASSWORD = "changeit";

  private final Path folder;

  MadeCertificates(Path folder) {
    this.folder = folder;
  }

  /// A certificate that signs itself; the file of it is `NAME.pem`.
  ///
  /// @param more how it is to be, as `keytool -genkeypair` takes it
  Path selfSigned(String name, String... more) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name));
    line.addAll(List.of(more));
    tool(name, line);
    return write(name);
  }

  /// Has one authority sign what signed itself before.
  ///
  /// @param more how it is to be, as `keytool -gencert` takes it
  void sign(String authority, String name, String... more) throws Exception {
    Path request = folder.resolve(name + ".csr");
    Path signed = folder.resolve(name + ".crt");
    tool(name, List.of("-certreq", "-file", request.toString()));
    List<String> line =
        new ArrayList<>(
            List.of("-gencert", "-infile", request.toString(), "-outfile", signed.toString()));
    line.addAll(List.of(more));
    tool(authority, line);
    tool(
        name,
        List.of("-importcert", "-noprompt", "-file", write(authority).toString(), "-alias", "ca"));
    tool(name, List.of("-importcert", "-noprompt", "-file", signed.toString()));
  }

  /// What a server of that name shows.
  SSLContext server(String name) throws IOException, GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store(name), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private Path write(String name) throws IOException, GeneralSecurityException {
    Certificate certificate = store(name).getCertificate("a");
    return Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  private KeyStore store(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void tool(String name, List<String> arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    line.addAll(arguments);
    line.addAll(
        List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", name + ".p12"));
    if (!arguments.contains("-alias")) {
      line.addAll(List.of("-alias", "a"));
    }
    Process tool =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
    String said =
        new String(tool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (tool.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }
}
