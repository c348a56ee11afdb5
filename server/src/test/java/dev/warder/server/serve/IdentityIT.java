package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.warder.server.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The API behind a real `warder serve` verifies for itself who calls.
@Timeout(180)
class IdentityIT {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;
  private HttpServer api;

  /// What the API was told of a call.
  private record Told(List<String> tokens, List<String> keys, List<String> verdicts) {
    private static Told of(HttpExchange call) {
      return new Told(
          call.getRequestHeaders().getOrDefault("x-warder-identity", List.of()),
          call.getRequestHeaders().getOrDefault("x-warder-key", List.of()),
          call.getRequestHeaders().getOrDefault("x-warder-verdict", List.of()));
    }
  }

  @BeforeEach
  void open() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.createContext(
        "/",
        call -> {
          told.add(Told.of(call));
          call.sendResponseHeaders(204, -1);
          call.close();
        });
    api.start();
  }

  @AfterEach
  void close() {
    api.stop(0);
  }

  private String origin() {
    return "http://127.0.0.1:" + api.getAddress().getPort();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private ServeProcess start(Path data, String identity) throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("warder.yaml"),
            """
            listen: 127.0.0.1:0
            gateway: {listen: "127.0.0.1:0", upstream: "%s", identity: %s}
            """
                .formatted(origin(), identity));
    return ServeProcess.bare("--data", data.toString(), "--config", settings.toString());
  }

  private int call(ServeProcess serve, String key, String... headers) throws Exception {
    String talk = serve.talk();
    int from = talk.indexOf("http", talk.indexOf("gate "));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(talk.substring(from, talk.indexOf(' ', from)) + "/a"))
            .header("authorization", "Bearer " + key);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /// What the last call was told with, as the API verifies it: by what is published, fetched anew.
  private JWTClaimsSet verified(ServeProcess serve, String token) throws Exception {
    HttpResponse<String> published =
        http.send(
            HttpRequest.newBuilder(URI.create(serve.url() + "/.well-known/jwks.json")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(published.statusCode()).isEqualTo(200);
    assertThat(published.headers().allValues("cache-control"))
        .containsExactly("public, max-age=300");
    assertThat(published.body()).doesNotContain("\"d\"");
    SignedJWT read = SignedJWT.parse(token);
    ECKey key = (ECKey) JWKSet.parse(published.body()).getKeyByKeyId(read.getHeader().getKeyID());
    assertThat(key).as("a key of this name is published").isNotNull();
    assertThat(read.verify(new ECDSAVerifier(key))).isTrue();
    return read.getJWTClaimsSet();
  }

  private Told last() {
    Told last = told.poll();
    assertThat(last).isNotNull();
    assertThat(told).isEmpty();
    return last;
  }

  private String forged() throws Exception {
    ECKey own = new ECKeyGenerator(Curve.P_256).keyID("mine").generate();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("mine").build(),
            new JWTClaimsSet.Builder()
                .subject("k-admin")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build());
    token.sign(new ECDSASigner(own));
    return token.serialize();
  }

  /// Exit code of a command.
  private int run(String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    line.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void theApiVerifiesWhoCallsAndNobodyButTheGateTellsIt() throws Exception {
    try (ServeProcess serve = start(data(), "token")) {
      String[] key = serve.mint(serve.credential(), "acme");
      String forged = forged();
      assertThat(call(serve, key[0], "X-Warder-Identity", forged, "x_warder_identity", forged))
          .as(serve.talk())
          .isEqualTo(204);
      Told first = last();
      assertThat(first.tokens()).hasSize(1);
      assertThat(first.keys()).as("the token alone tells it").isEmpty();
      assertThat(first.verdicts()).hasSize(1);
      JWTClaimsSet claims = verified(serve, first.tokens().getFirst());
      assertThat(claims.getSubject()).isEqualTo(key[1]);
      assertThat(claims.getAudience()).containsExactly(origin());
      assertThat(claims.getClaim("tenant")).isEqualTo("acme");
      assertThat(claims.getStringListClaim("scopes")).containsExactly("GET /a");
      assertThat(claims.getExpirationTime().toInstant()).isBefore(Instant.now().plusSeconds(91));
      assertThat(call(serve, key[0])).isEqualTo(204);
      Told second = last();
      assertThat(second.tokens()).as("not signed anew").isEqualTo(first.tokens());
      assertThat(second.verdicts()).isNotEqualTo(first.verdicts());

      assertThat(
              serve
                  .ask(serve.credential(), "POST", "/v1/keys/" + key[1] + ":revoke", "{}")
                  .status())
          .isEqualTo(200);
      assertThat(call(serve, key[0])).isEqualTo(401);
      assertThat(told).as("nothing is handed on for a key that has ended").isEmpty();
    }
  }

  @Test
  void keysAreThereAfterAStartAndInABackupThatTakesSecrets() throws Exception {
    String token;
    try (ServeProcess serve = start(data(), "both")) {
      String[] key = serve.mint(serve.credential(), "acme");
      assertThat(call(serve, key[0])).as(serve.talk()).isEqualTo(204);
      Told told = last();
      assertThat(told.keys()).containsExactly(key[1]);
      token = told.tokens().getFirst();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data().resolve(Identities.FILE))))
          .isEqualTo("rw-------");
      assertThat(serve.talk()).doesNotContain(token);
      assertThat(run("backup", "--data", data().toString(), folder.resolve("bare").toString()))
          .isZero();
      assertThat(folder.resolve("bare").resolve(Identities.FILE)).doesNotExist();
      assertThat(
              run(
                  "backup",
                  "--data",
                  data().toString(),
                  "--with-peppers",
                  folder.resolve("whole").toString()))
          .isZero();
    }
    Path restored = folder.resolve("restored");
    assertThat(run("restore", "--data", restored.toString(), folder.resolve("whole").toString()))
        .isZero();
    for (Path data : List.of(data(), restored)) {
      try (ServeProcess serve = start(data, "both")) {
        assertThat(verified(serve, token).getClaim("tenant")).as(serve.talk()).isEqualTo("acme");
      }
    }
    Files.writeString(data().resolve(Identities.FILE), "{}");
    try (ServeProcess serve = start(data(), "both")) {
      assertThat(serve.ended()).isNotZero();
      assertThat(serve.talk()).contains(Identities.FILE);
    }
  }

  @Test
  void whereHeadersAloneTellItNothingIsSignedOrPublished() throws Exception {
    try (ServeProcess serve = start(data(), "headers")) {
      String[] key = serve.mint(serve.credential(), "acme");
      assertThat(call(serve, key[0], "X-Warder-Identity", forged())).isEqualTo(204);
      Told told = last();
      assertThat(told.tokens()).isEmpty();
      assertThat(told.keys()).containsExactly(key[1]);
      assertThat(serve.text("/.well-known/jwks.json")).isEqualTo("{\"keys\":[]}");
      assertThat(data().resolve(Identities.FILE)).doesNotExist();
    }
  }
}
