package dev.warder.server.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.testkit.tls.Certificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Signed tokens of other issuers at the gate of a real `warder serve`.
@Timeout(180)
class TokensIT {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String ISSUER = "https://login.example.org/";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;

  private final KeyPair pair = pair();
  private final KeyPair thief = pair();

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(KeyPair by, String issuer, String subject, long forSeconds)
      throws Exception {
    String signed =
        text("{\"alg\":\"EdDSA\",\"kid\":\"k1\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "."
            + text(
                ("{\"iss\":\""
                        + issuer
                        + "\",\"sub\":\""
                        + subject
                        + "\",\"org\":\"acme\",\"aud\":\"api\",\"exp\":"
                        + (Instant.now().getEpochSecond() + forSeconds)
                        + "}")
                    .getBytes(UTF_8));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(by.getPrivate());
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + text(signature.sign());
  }

  private static String text(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  private String keys() {
    byte[] encoded = pair.getPublic().getEncoded();
    return "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k1\",\"x\":\""
        + text(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
        + "\"}]}";
  }

  private Path settings(HttpServer api, String issuer, String gateway) throws IOException {
    return settings(api.getAddress().getPort(), issuer, gateway);
  }

  private Path settings(int api, String issuer, String gateway) throws IOException {
    Path keys = Files.writeString(folder.resolve("jwks.json"), keys());
    Path issuers =
        Files.writeString(
            folder.resolve("issuers.json"),
            "{\"issuers\":[{\"issuer\":\""
                + ISSUER
                + "\",\"audience\":[\"api\"],\"keys\":\""
                + keys
                + "\",\"algorithms\":[\"EdDSA\"],\"tenant_claim\":\"org\""
                + issuer
                + "}]}");
    return Files.writeString(
        folder.resolve("warder.yaml"),
        """
        listen: 127.0.0.1:0
        gateway: {listen: "127.0.0.1:0", upstream: "http://127.0.0.1:%d", issuers: "%s", %s}
        """
            .formatted(api, issuers, gateway));
  }

  private ServeProcess start(Path settings) throws IOException, InterruptedException {
    return ServeProcess.bare(
        "--data", folder.resolve("data").toString(), "--config", settings.toString());
  }

  @Test
  void aTrustedIssuersCallerIsToldToTheApiAndHeldToItsGrantBesideKeys() throws Exception {
    HttpServer api = api();
    Path settings =
        settings(
            api,
            ",\"scope\":[\"GET /a\"],\"limits\":[\"3/h\"],\"mode\":\"enforce\"",
            "credentials: \"bearer, jwt\"");
    try (ServeProcess serve = start(settings)) {
      String token = token(pair, ISSUER, "svc-7", 600);
      HttpResponse<String> passed = call(serve, "/a", token);
      assertThat(passed.statusCode()).as(serve.talk() + passed.body()).isEqualTo(200);
      assertThat(passed.body())
          .startsWith("key=jwt:")
          .endsWith(" tenant=acme principal=svc-7 authorization=null");
      assertThat(call(serve, "/a", token(pair, ISSUER, "svc-7", 500)).body())
          .as("the same caller with another token")
          .isEqualTo(passed.body());
      assertThat(call(serve, "/b", token).body()).contains("\"code\":\"out_of_scope\"");
      assertThat(call(serve, "/a", token).statusCode()).isEqualTo(200);
      assertThat(call(serve, "/a", token).statusCode()).isEqualTo(429);
      assertThat(call(serve, "/a", "opaque-7").body()).contains("\"code\":\"malformed\"");
      String[] key = serve.mint(serve.credential(), "acme");
      assertThat(call(serve, "/a", key[0]).body()).startsWith("key=" + key[1]);
      for (String bad :
          new String[] {
            token(thief, ISSUER, "svc-7", 600),
            token(pair, ISSUER, "svc-7", -120),
            token(pair, "https://evil.example/", "svc-7", 600),
            token.substring(0, token.lastIndexOf('.')) + ".AAAA",
          }) {
        HttpResponse<String> refused = call(serve, "/a", bad);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"code\":\"bad_token\"").doesNotContain("svc-7");
        assertThat(refused.headers().firstValue("www-authenticate").orElse(""))
            .contains("invalid_token");
      }
      assertThat(serve.talk()).doesNotContain(token);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("data").resolve("token-key"))))
          .isEqualTo("rw-------");
    } finally {
      api.stop(0);
    }
  }

  @Test
  void aForeignTokenPassesWithoutIdentityOnlyWhereThatIsChosenAndAForgedOneNever()
      throws Exception {
    HttpServer api = api();
    Path settings = settings(api, "", "credentials: \"bearer, jwt\", secret: pass, foreign: pass");
    try (ServeProcess serve = start(settings)) {
      String foreign = token(thief, "https://evil.example/", "svc-7", 600);
      assertThat(call(serve, "/b", foreign).body())
          .as(serve.talk())
          .isEqualTo("key=null tenant=null principal=null authorization=Bearer " + foreign);
      assertThat(call(serve, "/b", token(pair, ISSUER, "svc-7", 600)).body())
          .as("mode observe")
          .contains("principal=svc-7");
      assertThat(call(serve, "/b", token(thief, ISSUER, "svc-7", 600)).statusCode()).isEqualTo(401);
      String expired = token(pair, ISSUER, "svc-7", -600);
      for (String[] shown :
          new String[][] {{expired}, {expired + "="}, {expired, expired}, {foreign, expired}}) {
        assertThat(call(serve, "/b", shown).statusCode())
            .as(shown.length + " shown")
            .isEqualTo(401);
      }
      assertThat(call(serve, "/b", "").statusCode()).isEqualTo(401);
      assertThat(call(serve, "/b", "opaque-7").body())
          .isEqualTo("key=null tenant=null principal=null authorization=Bearer opaque-7");
      String[] key = serve.mint(serve.credential(), "acme");
      for (String mistyped : new String[] {key[0] + "x", key[0].substring(0, 40), "wdr_live_"}) {
        assertThat(call(serve, "/a", mistyped).statusCode()).as(mistyped).isEqualTo(401);
      }
      assertThat(call(serve, "/a", key[0]).body()).startsWith("key=" + key[1]);
      assertThat(
              serve
                  .ask(serve.credential(), "POST", "/v1/keys/" + key[1] + ":revoke", "{}")
                  .status())
          .isEqualTo(200);
      assertThat(call(serve, "/a", key[0]).statusCode()).isEqualTo(401);
    } finally {
      api.stop(0);
    }
  }

  @Test
  void whatIsOpenWithATokenIsCutWhenItEndsAndWithNoOther() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    try (RealApi api = RealApi.start()) {
      Path file = settings(api.port(), "", "credentials: \"bearer, jwt\"");
      Configuration configuration =
          Configuration.read(
              Optional.of(file),
              Map.of(),
              Map.of(Setting.DATA, new Value(folder.resolve("data").toString(), "test")));
      try (Serving serving =
              Serving.open(
                  configuration,
                  ConfigurationSource.fixed(configuration),
                  new Clocks(now::get, now::get),
                  HangUp.none());
          BufferedReader brief = events(serving, token(pair, ISSUER, "svc-7", 600));
          BufferedReader lasting = events(serving, token(pair, ISSUER, "svc-7", 7_200))) {
        now.set(now.get().plus(Duration.ofMinutes(30)));

        assertThatThrownBy(() -> brief.lines().forEach(line -> {}))
            .as("not as if it were whole")
            .isInstanceOf(UncheckedIOException.class);
        api.push("still here");
        assertThat(lasting.lines().filter(line -> line.endsWith("still here")).findFirst())
            .isPresent();
      }
    }
  }

  /// Events that go on, the first five read.
  private BufferedReader events(Serving serving, String token) throws Exception {
    URI events = URI.create("http://127.0.0.1:" + serving.gate().orElseThrow().port() + "/events");
    HttpRequest request =
        HttpRequest.newBuilder(events).header("authorization", "Bearer " + token).build();
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), UTF_8));
    String line = reader.readLine();
    while (line != null && !line.endsWith("event 5")) {
      line = reader.readLine();
    }
    return reader;
  }

  private ServeProcess.Answer verify(ServeProcess serve, String shown, String path)
      throws Exception {
    return serve.ask(
        serve.credential(),
        "POST",
        "/v1/verify",
        "{\"key\":\""
            + shown
            + "\",\"method\":\"GET\",\"path\":\""
            + path
            + "\",\"address\":\"203.0.113.9\"}");
  }

  /// Asks as a proxy does; gives status, code, key and verdict.
  private String[] asProxy(ServeProcess serve, String door, String shown) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(serve.url() + door))
                .header("x-warder-token", serve.credential())
                .header("x-original-method", "GET")
                .header("x-original-uri", "/a")
                .header("authorization", "Bearer " + shown)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new String[] {
      Integer.toString(answer.statusCode()),
      answer.headers().firstValue("x-warder-code").orElse(""),
      answer.headers().firstValue("x-warder-key").orElse(""),
      answer.headers().firstValue("x-warder-verdict").orElse("")
    };
  }

  @Test
  void everyDoorJudgesTokensAsTheGateDoesAndNoneOpensWarderItself() throws Exception {
    HttpServer api = api();
    Path settings =
        settings(
            api,
            ",\"scope\":[\"GET /a\"],\"limits\":[\"4/h\"],\"mode\":\"enforce\"",
            "credentials: \"bearer, jwt\", foreign: pass, secret: pass");
    try (ServeProcess serve = start(settings)) {
      String token = token(pair, ISSUER, "svc-7", 600);
      String atTheGate = call(serve, "/a", token).body();
      ServeProcess.Answer asked = verify(serve, token, "/a");
      assertThat(asked.text("code")).as(serve.talk()).isEqualTo("allowed");
      assertThat(atTheGate).startsWith("key=" + asked.text("key") + " tenant=acme principal=svc-7");
      assertThat(verify(serve, token, "/b").text("code")).isEqualTo("out_of_scope");
      assertThat(asProxy(serve, "/v1/auth-request", token))
          .startsWith("204", "allowed", asked.text("key"));
      assertThat(asProxy(serve, "/v1/ext-authz/a", token))
          .startsWith("200", "allowed", asked.text("key"));
      assertThat(call(serve, "/a", token).statusCode()).as("one limit for all").isEqualTo(429);
      assertThat(verify(serve, token, "/a").text("code")).isEqualTo("too_fast");
      ServeProcess.Answer why =
          serve.ask(serve.credential(), "GET", "/v1/verdicts/" + asked.text("verdict"), "");
      assertThat(why.text("key")).isEqualTo(asked.text("key"));
      assertThat(why.text("tenant")).isEqualTo("acme");

      String[][] bad = {
        {token(thief, ISSUER, "svc-7", 600), "signature does not hold"},
        {token(pair, ISSUER, "svc-7", -120), "has expired"},
        {token(pair, "https://evil.example/", "svc-7", 600), "vouches"},
      };
      for (String[] one : bad) {
        ServeProcess.Answer refused = verify(serve, one[0], "/a");
        assertThat(refused.body().path("allowed").asBoolean()).isFalse();
        assertThat(refused.text("code")).isEqualTo("bad_token");
        assertThat(refused.text("key")).isEmpty();
        String[] proxied = asProxy(serve, "/v1/auth-request", one[0]);
        assertThat(proxied).startsWith("401", "bad_token");
        assertThat(asProxy(serve, "/v1/ext-authz/a", one[0])).startsWith("401", "bad_token");
        for (String verdict : new String[] {refused.text("verdict"), proxied[3]}) {
          assertThat(
                  serve
                      .ask(serve.credential(), "GET", "/v1/verdicts/" + verdict, "")
                      .body()
                      .toString())
              .contains("\"told\":\"bad_token\"", one[1]);
        }
        assertThat(serve.ask(one[0], "GET", "/v1/keys", "").status()).isEqualTo(401);
      }
      assertThat(serve.ask(token, "GET", "/v1/keys", "").status()).isEqualTo(401);
      assertThat(serve.talk()).doesNotContain(token);
    } finally {
      api.stop(0);
    }
  }

  @Test
  void aRefusedTokenIsExplainedAndAFloodOfThemRefusesNobodyWhoHeldAMomentAgo() throws Exception {
    HttpServer api = api();
    Path settings = settings(api, "", "credentials: \"bearer, jwt\"");
    Files.writeString(settings, Files.readString(settings) + "limits: {failed_proofs: \"3/h\"}\n");
    try (ServeProcess serve = start(settings)) {
      String honest = token(pair, ISSUER, "svc-7", 600);
      assertThat(call(serve, "/a", honest).statusCode()).as(serve.talk()).isEqualTo(200);
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> ended = call(serve, "/a", token(pair, ISSUER, "svc-" + i, -600 - i));
        assertThat(ended.body()).contains("\"code\":\"bad_token\"");
      }
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> forged = call(serve, "/a", token(thief, ISSUER, "svc-" + i, 600));
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.headers().firstValue("www-authenticate").orElse(""))
            .contains("invalid_token");
        String verdict = forged.headers().firstValue("x-warder-verdict").orElseThrow();
        assertThat(
                serve
                    .ask(serve.credential(), "GET", "/v1/verdicts/" + verdict, "")
                    .body()
                    .toString())
            .contains("\"told\":\"bad_token\"", "signature does not hold");
      }
      HttpResponse<String> unseen = call(serve, "/a", token(pair, ISSUER, "svc-8", 600));
      assertThat(unseen.statusCode()).isEqualTo(429);
      assertThat(unseen.headers().firstValue("retry-after")).isPresent();
      assertThat(call(serve, "/a", honest).statusCode()).as("held before").isEqualTo(200);
      assertThat(call(serve, "/a", token(pair, ISSUER, "svc-9", -601)).body())
          .as("what costs nothing is still told")
          .contains("\"code\":\"bad_token\"");
    } finally {
      api.stop(0);
    }
  }

  @Test
  void anOpaqueCredentialThatIsRefusedIsKnownAgainAndNotWrittenDown() throws Exception {
    HttpServer api = api();
    try (ServeProcess serve = start(settings(api, "", "credentials: \"bearer, jwt\""))) {
      assertThat(call(serve, "/a", "opaque-7").body()).contains("\"code\":\"malformed\"");
      assertThat(serve.stop()).isEqualTo(143);
      Path out = folder.resolve("export.ndjson");
      Process export =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.warder.server.Main",
                  "journal",
                  "export",
                  folder.resolve("data").toString())
              .redirectOutput(out.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(export.waitFor()).isZero();
      assertThat(Files.readString(out)).contains("unverified:").doesNotContain("opaque-7");
    } finally {
      api.stop(0);
    }
  }

  @Test
  void keysAreFetchedOverHttpsFromWhoIsTrustedAndNoMoreThanASetCanBe() throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Path secret = folder.resolve("key.pem");
    Certificates.Contexts made = Certificates.make(folder, "keys", certificate, secret);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setHttpsConfigurator(new HttpsConfigurator(made.serving()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    answer(server, "/good", 200, keys().getBytes(UTF_8));
    answer(server, "/large", 200, new byte[300 << 10]);
    answer(server, "/moved", 302, new byte[0]);
    server.start();
    try (HttpClient trusting = HttpClient.newBuilder().sslContext(made.trusting()).build()) {
      String base = "https://127.0.0.1:" + server.getAddress().getPort();
      assertThat(new HttpsKeys(trusting, URI.create(base + "/good")).fetch())
          .isEqualTo(keys().getBytes(UTF_8));
      CountDownLatch over = new CountDownLatch(1);
      server.createContext(
          "/slow",
          exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      assertThatThrownBy(() ->
              new HttpsKeys(trusting, URI.create(base + "/slow"), Duration.ofMillis(500)).fetch())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has not answered whole");
      over.countDown();
      for (HttpsKeys bad :
          new HttpsKeys[] {
            new HttpsKeys(trusting, URI.create(base + "/large")),
            new HttpsKeys(trusting, URI.create(base + "/moved")),
            new HttpsKeys(trusting, URI.create(base + "/none")),
            new HttpsKeys(http, URI.create(base + "/good")),
          }) {
        assertThatThrownBy(bad::fetch).isInstanceOf(IOException.class);
      }
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpsServer server, String path, int status, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("location", "/good");
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          if (body.length > 0) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
  }

  @Test
  void whatIsSaidOfTokensMustMakeSenseTogether() throws Exception {
    HttpServer api = api();
    try {
      for (String[] pair :
          new String[][] {
            {"credentials: bearer", "gateway.issuers"},
            {"credentials: \"bearer, jwt\", foreign: pass", "gateway.foreign"},
          }) {
        try (ServeProcess serve = start(settings(api, "", pair[0]))) {
          assertThat(serve.ended()).isEqualTo(2);
          assertThat(serve.talk()).contains(pair[1]);
        }
      }
      for (String wrong :
          new String[] {
            ",\"algorithms\":[\"none\"]",
            ",\"tenant\":\"acme\"",
            ",\"scope\":[\"nonsense\"]",
            ",\"unknown\":1"
          }) {
        try (ServeProcess serve = start(settings(api, wrong, "credentials: jwt"))) {
          assertThat(serve.ended()).as(wrong).isEqualTo(2);
          assertThat(serve.talk()).as(wrong).contains("gateway.issuers");
        }
      }
    } finally {
      api.stop(0);
    }
  }

  private HttpResponse<String> call(ServeProcess serve, String path, String... tokens)
      throws IOException, InterruptedException {
    String talk = serve.talk();
    int from = talk.indexOf("http", talk.indexOf("gate "));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(talk.substring(from, talk.indexOf(' ', from)) + path));
    for (String token : tokens) {
      if (!token.isEmpty()) {
        request.header("authorization", "Bearer " + token);
      }
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpServer api() throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.createContext(
        "/",
        exchange -> {
          StringBuilder said = new StringBuilder();
          for (String name : new String[] {"key", "tenant", "principal"}) {
            said.append(name)
                .append('=')
                .append(exchange.getRequestHeaders().getFirst("x-warder-" + name))
                .append(' ');
          }
          said.append("authorization=")
              .append(exchange.getRequestHeaders().getFirst("authorization"));
          byte[] body = said.toString().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    api.setExecutor(command -> Thread.ofVirtual().start(command));
    api.start();
    return api;
  }
}
