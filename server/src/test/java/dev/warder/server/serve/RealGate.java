package dev.warder.server.serve;

import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;

/// A started `warder serve --upstream` in front of an API, with keys that open everything there.
final class RealGate implements AutoCloseable {
  private final ServeProcess serve;
  private final SSLContext trusted;
  private final Path certificate;
  private final String url;
  private final String admin;

  private RealGate(ServeProcess serve, SSLContext trusted, Path certificate, String admin) {
    this.serve = serve;
    this.trusted = trusted;
    this.certificate = certificate;
    this.admin = admin;
    url = url(serve.talk());
  }

  private static String url(String talk) {
    int at = talk.indexOf("gate ");
    if (at < 0) {
      throw new IllegalStateException("no gate stands:\n" + talk);
    }
    int from = talk.indexOf("http", at);
    return talk.substring(from, talk.indexOf(' ', from));
  }

  /// How a gate is started.
  ///
  /// @param folder that is its own
  /// @param command that becomes it; none as a rule
  /// @param options of the JVM
  /// @param gateway settings beside those of the address
  record Start(
      Path folder, int upstream, List<String> command, List<String> options, String gateway) {
    static Start of(Path folder, RealApi api) {
      return of(folder, api, "");
    }

    static Start of(Path folder, RealApi api, String gateway) {
      return new Start(
          folder, api.port(), List.of(), List.of(), gateway.isEmpty() ? "" : "  " + gateway);
    }

    /// Its data, and what was written for it.
    Path data() {
      return folder.resolve("data");
    }

    private Path settings(String more) throws IOException {
      Files.createDirectories(folder);
      return Files.writeString(
          folder.resolve("warder.yaml"),
          """
          listen: 127.0.0.1:0
          %s
          gateway:
            listen: 127.0.0.1:0
            upstream: "http://127.0.0.1:%d"
            credentials: "bearer, header:x-api-key, query:api_key"
          %s
          """
              .formatted(more, upstream, gateway));
    }

    RealGate plain() throws Exception {
      SSLContext usual = SSLContext.getDefault();
      return started(usual, Path.of(""), settings(""), "");
    }

    /// On data that were there before, with the credential of the first start; without one, anew.
    RealGate again(String admin) throws Exception {
      return started(SSLContext.getDefault(), Path.of(""), settings(""), admin);
    }

    RealGate secure() throws Exception {
      Files.createDirectories(folder);
      Path certificate = folder.resolve("certificate.pem");
      Path key = folder.resolve("key.pem");
      SSLContext trusting = Certificates.make(folder, "gate", certificate, key).trusting();
      String tls = "tls: {certificate: \"" + certificate + "\", key: \"" + key + "\"}";
      return started(trusting, certificate, settings(tls), "");
    }

    private RealGate started(SSLContext trusted, Path certificate, Path settings, String admin)
        throws Exception {
      ServeProcess serve =
          ServeProcess.under(
              command,
              options,
              trusted,
              "--data",
              data().toString(),
              "--config",
              settings.toString());
      try {
        return new RealGate(
            serve, trusted, certificate, admin.isEmpty() ? serve.credential() : admin);
      } catch (IllegalStateException e) {
        serve.close();
        throw e;
      }
    }
  }

  ServeProcess serve() {
    return serve;
  }

  /// Where callers come to.
  String url() {
    return url;
  }

  String admin() {
    return admin;
  }

  SSLContext trusted() {
    return trusted;
  }

  /// What callers have to trust.
  Path certificate() {
    return certificate;
  }

  /// The secret and the id of a new key.
  record Key(String secret, String id) {}

  Key mint() throws IOException, InterruptedException {
    ServeProcess.Answer answer =
        serve.ask(admin, "POST", "/v1/keys", "{\"tenant\":\"acme\",\"scope\":[\"* /**\"]}");
    if (answer.status() != 201) {
      throw new IOException("not minted: " + answer);
    }
    return new Key(answer.text("secret"), answer.body().path("key").path("id").asString(""));
  }

  /// Revokes a key; returns when that is acknowledged.
  void revoke(Key key) throws IOException, InterruptedException {
    ServeProcess.Answer answer = serve.ask(admin, "POST", "/v1/keys/" + key.id() + ":revoke", "{}");
    if (answer.status() != 200) {
      throw new IOException("not revoked: " + answer);
    }
  }

  /// What a meter says.
  double meter(String name) throws IOException, InterruptedException {
    for (String line : serve.text("/metrics").lines().toList()) {
      if (line.startsWith(name + " ")) {
        return Double.parseDouble(line.substring(name.length() + 1));
      }
    }
    throw new IOException("no meter " + name);
  }

  @Override
  public void close() {
    serve.close();
  }
}
