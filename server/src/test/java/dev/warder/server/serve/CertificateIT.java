package dev.warder.server.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.warder.testkit.tls.Authority;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Callers who show certificates at the gate of a real `warder serve`.
@Timeout(240)
class CertificateIT {
  private static final String JOB = "spiffe://example.org/ns/prod/job-7";

  @TempDir private Path folder;
  private Path certificate;
  private Path key;
  private SSLContext trusting;
  private Authority authority;
  private HttpServer api;

  @BeforeEach
  void open() throws Exception {
    certificate = folder.resolve("certificate.pem");
    key = folder.resolve("key.pem");
    trusting = Certificates.make(folder, "gate", certificate, key).trusting();
    authority = Authority.make(folder, "authority");
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.createContext(
        "/",
        call -> {
          byte[] said =
              (call.getRequestHeaders().getFirst("x-warder-key")
                      + " "
                      + call.getRequestHeaders().getFirst("x-warder-tenant")
                      + " "
                      + call.getRequestHeaders().getFirst("x-warder-principal"))
                  .getBytes(UTF_8);
          call.sendResponseHeaders(200, said.length);
          call.getResponseBody().write(said);
          call.close();
        });
    api.start();
  }

  @AfterEach
  void close() {
    api.stop(0);
  }

  private Path settings(String declared, String gateway) throws IOException {
    Path issuers =
        Files.writeString(folder.resolve("issuers.json"), "{\"certificates\":[" + declared + "]}");
    return Files.writeString(
        folder.resolve("warder.yaml"),
        """
        listen: 127.0.0.1:0
        tls: {certificate: "%s", key: "%s"}
        gateway: {listen: "127.0.0.1:0", upstream: "http://127.0.0.1:%d", issuers: "%s", %s}
        """
            .formatted(certificate, key, api.getAddress().getPort(), issuers, gateway));
  }

  private ServeProcess start(Path settings) throws Exception {
    return ServeProcess.trusting(
        trusting, "--data", folder.resolve("data").toString(), "--config", settings.toString());
  }

  private String taken() {
    return "credentials: \"certificate, bearer\", client_ca: \"" + authority.certificate() + "\"";
  }

  private static String gate(ServeProcess serve) {
    String talk = serve.talk();
    int from = talk.indexOf("http", talk.indexOf("gate "));
    return talk.substring(from, talk.indexOf(' ', from));
  }

  private static HttpResponse<String> call(
      ServeProcess serve, SSLContext by, Version version, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().sslContext(by).version(version).build()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(gate(serve) + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void whoeverACertificateNamesIsToldToTheApiAndHeldToWhatIsDeclared() throws Exception {
    SSLContext job = authority.issue("CN=job-7", certificate, "-ext", "san=uri:" + JOB).showing();
    SSLContext other =
        authority
            .issue("CN=job-8", certificate, "-ext", "san=uri:spiffe://example.org/ns/test/job-8")
            .showing();
    String declared =
        "{\"name\":\"mesh\",\"subject\":\"uri\",\"within\":\"spiffe://example.org/ns/prod/\","
            + "\"tenant\":\"acme\",\"scope\":[\"GET /a\"],\"limits\":[\"3/h\"],"
            + "\"mode\":\"enforce\"}";
    try (ServeProcess serve = start(settings(declared, taken()))) {
      HttpResponse<String> first = call(serve, job, Version.HTTP_1_1, "/a");
      assertThat(first.statusCode()).as(serve.talk() + first.body()).isEqualTo(200);
      assertThat(first.body()).startsWith("cert:").endsWith(" acme " + JOB);
      HttpResponse<String> second = call(serve, job, Version.HTTP_2, "/a");
      assertThat(second.version()).isEqualTo(Version.HTTP_2);
      assertThat(second.body()).as("the same caller").isEqualTo(first.body());
      HttpResponse<String> narrow = call(serve, job, Version.HTTP_2, "/b");
      assertThat(narrow.statusCode()).isEqualTo(403);
      assertThat(narrow.body()).contains("\"code\":\"out_of_scope\"");
      assertThat(call(serve, job, Version.HTTP_1_1, "/a").statusCode()).isEqualTo(200);
      assertThat(call(serve, job, Version.HTTP_1_1, "/a").statusCode()).isEqualTo(429);
      HttpResponse<String> unknown = call(serve, other, Version.HTTP_2, "/a");
      assertThat(unknown.statusCode()).isEqualTo(401);
      assertThat(unknown.body()).contains("\"code\":\"bad_certificate\"").doesNotContain("job-8");
      for (HttpResponse<String> refused : List.of(narrow, unknown)) {
        String verdict = refused.headers().firstValue("x-warder-verdict").orElseThrow();
        ServeProcess.Answer why =
            serve.ask(serve.credential(), "GET", "/v1/verdicts/" + verdict, "");
        assertThat(why.status()).isEqualTo(200);
        assertThat(refused.body()).contains("\"code\":\"" + why.text("told") + "\"");
      }
      assertThat(call(serve, trusting, Version.HTTP_2, "/a").statusCode())
          .as("without one")
          .isEqualTo(401);
    }
  }

  @Test
  void aCertificateThatIsRevokedWhileItsConnectionStandsIsRefusedByAVerdictThatSaysWhoseItIs()
      throws Exception {
    Authority.Vouched job = authority.issue("CN=job-7", certificate, "-ext", "san=uri:" + JOB);
    Path revoked =
        Files.write(
            folder.resolve("revoked.pem"),
            authority.revoking(authority.issue("CN=x", certificate).certificate()));
    String declared =
        "{\"name\":\"mesh\",\"subject\":\"uri\",\"within\":\"spiffe://example.org/ns/prod/\","
            + "\"tenant\":\"acme\",\"scope\":[\"GET /a\"],\"mode\":\"enforce\"}";
    String print =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(job.certificate().getEncoded()));
    try (ServeProcess serve =
            start(settings(declared, taken() + ", client_revoked: \"" + revoked + "\""));
        HttpClient http =
            HttpClient.newBuilder().sslContext(job.showing()).version(Version.HTTP_2).build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(gate(serve) + "/a")).build();
      HttpResponse<String> passed = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(passed.statusCode()).isEqualTo(200);
      String caller = passed.body().substring(0, passed.body().indexOf(' '));

      Files.write(revoked, authority.revoking(job.certificate()));
      assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(serve.pid())).start().waitFor())
          .isZero();
      serve.awaitTalk("took up the new certificate", 1);
      // A connection of its own could not be made any more.
      HttpResponse<String> refused = http.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body())
          .contains("\"code\":\"bad_certificate\"")
          .doesNotContain(print, caller, JOB);
      String verdict = refused.headers().firstValue("x-warder-verdict").orElseThrow();
      ServeProcess.Answer why = serve.ask(serve.credential(), "GET", "/v1/verdicts/" + verdict, "");
      assertThat(why.status()).isEqualTo(200);
      assertThat(why.toString()).contains(print, caller, "bad_certificate");
    }
  }

  @Test
  void filesThatCannotAllBeUsedChangeNothingAtGateAndDoors() throws Exception {
    String declared = "{\"name\":\"any\",\"subject\":\"dn\",\"tenant\":\"acme\"}";
    try (ServeProcess serve = start(settings(declared, taken()))) {
      SSLContext before = trusting;
      Certificates.make(folder, "next", certificate, key);
      Files.writeString(authority.certificate(), "nobody");
      assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(serve.pid())).start().waitFor())
          .isZero();
      serve.awaitTalk("the new certificate cannot be used; the old one goes on", 1);

      assertThat(serve.talk())
          .contains("gateway.client_ca")
          .contains(authority.certificate().toString());
      // Who believes the old certificate alone is still spoken to, on a connection of its own.
      try (HttpClient http = HttpClient.newBuilder().sslContext(before).build()) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(serve.url() + "/healthz")).build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void whatIsSaidOfCertificatesMustMakeSenseTogether() throws Exception {
    String declared = "{\"name\":\"any\",\"subject\":\"dn\",\"tenant\":\"acme\"}";
    String ca = "client_ca: \"" + authority.certificate() + "\"";
    for (String[] wrong :
        new String[][] {
          {declared, "credentials: certificate", "gateway.credentials"},
          {declared, "credentials: bearer, " + ca, "gateway.issuers"},
          {declared, "credentials: certificate, client_ca: \"" + key + "\"", key.toString()},
          {declared, "client_certificate: required, credentials: jwt", "client_certificate"},
          {declared.replace("dn", "uri"), "credentials: certificate, " + ca, "gateway.issuers"},
        }) {
      try (ServeProcess serve = start(settings(wrong[0], wrong[1]))) {
        assertThat(serve.ended()).as(wrong[1]).isEqualTo(2);
        assertThat(serve.talk()).as(wrong[1]).contains(wrong[2]);
      }
    }
  }

  @Test
  void aNameCountsOnlyWhereItIsTheOneAndLiesWithinWhatIsDeclared() throws Exception {
    DeclaredCertificates uris = declared(DeclaredCertificates.By.URI, "spiffe://example.org/prod/");
    DeclaredCertificates names = declared(DeclaredCertificates.By.DN, "OU=jobs,O=Example");
    X509Certificate two =
        authority
            .issue(
                "CN=x\\, OU\\=jobs\\, O\\=Example",
                certificate,
                "-ext",
                "san=uri:spiffe://example.org/prod/a,uri:spiffe://example.org/prod/b")
            .certificate();
    assertThat(uris.subject(two)).as("two").isEmpty();
    assertThat(names.subject(two)).as("a value that looks like more").isEmpty();
    X509Certificate one =
        authority
            .issue(
                "CN=a, OU=jobs, O=Example",
                certificate,
                "-ext",
                "san=uri:spiffe://example.org/prod/a,dns:spiffe.example.org")
            .certificate();
    assertThat(uris.subject(one)).isEqualTo("spiffe://example.org/prod/a");
    assertThat(names.subject(one)).isEqualTo("CN=a,OU=jobs,O=Example");
    assertThat(
            declared(DeclaredCertificates.By.URI, "spiffe://example.org/production/").subject(one))
        .isEmpty();
    assertThat(declared(DeclaredCertificates.By.DN, "O=Other").subject(one)).isEmpty();
    assertThat(declared(DeclaredCertificates.By.DN, "").subject(one)).isNotEmpty();
  }

  private static DeclaredCertificates declared(DeclaredCertificates.By by, String within) {
    return new DeclaredCertificates("n", by, within, "acme", dev.warder.policy.Grant.NOTHING);
  }
}
