package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.warder.model.Times;
import dev.warder.server.Main;
import dev.warder.server.Until;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What thieves do with keys at any door becomes incidents of a running Warder; these reach the
/// keys, are closed, and are the same after `kill -9`.
@Timeout(420)
class IncidentsIT {
  private static final String THIEF = "45.79.140.130";
  private static final Duration PATIENCE = Duration.ofSeconds(200);
  private static final int LOOKS_A_TRY = 25;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;

  /// A key.
  private record Key(String secret, String id) {}

  private HttpServer api;
  private String admin = "";
  private String proxy = "";
  private Key sync = new Key("", "");
  private Key old = new Key("", "");
  private Key trap = new Key("", "");
  private Key foundTrap = new Key("", "");
  private Key stranger = new Key("", "");

  @BeforeEach
  void open() throws IOException {
    api = api();
  }

  @AfterEach
  void close() {
    api.stop(0);
    http.close();
  }

  @Test
  void stolenKeyIsToldOfAnswersAsUnknownAndIsItselfAgainWhenItsIncidentIsClosed() throws Exception {
    stranger = ofAnother();
    try (ServeProcess serve = start()) {
      admin = serve.credential();
      proxy = mint(serve, "\"tenant\":\"warder\",\"scope\":[\"GET /v1/auth-request\"]").secret();
      sync = mint(serve, "\"tenant\":\"acme\",\"scope\":[\"* /api/**\"]");
      old = mint(serve, "\"tenant\":\"acme\",\"scope\":[\"* /api/**\"]");
      trap = mint(serve, "\"tenant\":\"globex\",\"scope\":[\"* /api/**\"],\"honey\":true");
      foundTrap = mint(serve, "\"tenant\":\"initech\",\"scope\":[\"* /api/**\"],\"honey\":true");
      assertThat(serve.stop()).isEqualTo(143);
    }
    WrittenHistory.write(data(), Times.micros(Instant.now()), "acme", List.of(sync.id(), old.id()));
    List<String> uids;
    try (ServeProcess serve = start()) {
      String unknown = unknown(serve);
      assertThat(code(serve, sync, "/elsewhere")).isEqualTo("out_of_scope");
      serve.ask(admin, "POST", "/v1/keys/" + old.id() + ":revoke", "{}");
      assertThat(auth(serve, trap.secret(), "/api/systems").status()).isEqualTo(401);
      steal(serve);
      uids = incidents(serve, List.of(sync.id(), old.id(), trap.id(), foundTrap.id()));
      assertThat(answers(serve, sync, "/elsewhere")).isEqualTo(unknown);
      assertThat(answers(serve, old, "/api/systems")).isEqualTo(unknown);
      assertThat(code(serve, sync, "/api/systems")).as("nothing is ended").isEqualTo("allowed");
      serve.kill();
    }
    try (ServeProcess serve = start()) {
      assertThat(answers(serve, sync, "/elsewhere"))
          .as("the first call after the start")
          .isEqualTo(unknown(serve));
      listed(serve, uids);
      for (String uid : uids) {
        close(serve, uid);
      }
      assertThat(code(serve, sync, "/elsewhere")).isEqualTo("out_of_scope");
      assertThat(code(serve, old, "/api/systems")).isEqualTo("revoked");
      assertThat(auth(serve, old.secret(), "/api/systems").body()).contains("\"revoked\"");
      serve.kill();
    }
    try (ServeProcess serve = start()) {
      assertThat(code(serve, old, "/api/systems")).isEqualTo("revoked");
      assertThat(code(serve, sync, "/elsewhere")).isEqualTo("out_of_scope");
      List<String> closed = incidents(serve, List.of(sync.id()));
      JsonNode one =
          serve.ask(admin, "GET", "/v1/incidents/" + closed.getFirst(), "").body().path("incident");
      assertThat(one.path("status").asString()).isEqualTo("Closed");
      assertThat(one.path("comment").asString()).isEqualTo("our own exercise");
    }
  }

  /// Somebody else takes the key, from another network and with another program, and does what it
  /// never did.
  private void steal(ServeProcess serve) throws Exception {
    for (String call :
        List.of(
            "GET /api/users", "POST /api/runCommand", "POST /api/apikeys", "DELETE /api/audit")) {
      String[] parts = call.split(" ", 2);
      assertThat(verify(serve, sync.secret(), parts[0], parts[1], THIEF, "curl/8.1").text("code"))
          .isEqualTo("allowed");
    }
    assertThat(verify(serve, foundTrap.secret(), "GET", "/api/systems", THIEF, "").text("code"))
        .isEqualTo("unknown");
  }

  /// Uids of the incidents that these keys are in, once all of them are.
  private List<String> incidents(ServeProcess serve, List<String> keys) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    List<String> uids = new ArrayList<>();
    AtomicInteger looks = new AtomicInteger();
    Until.so(() -> {
      uids.clear();
      List<String> missing = new ArrayList<>(keys);
      for (JsonNode incident :
          serve.ask(admin, "GET", "/v1/incidents", "").body().path("incidents")) {
        uids.add(incident.path("metadata").path("uid").asString());
        incident
            .path("unmapped")
            .path("warder")
            .path("credentials")
            .forEach(key -> missing.remove(key.asString()));
      }
      assertThat(Instant.now()).as("missing %s: %s", missing, serve.talk()).isBefore(end);
      if (!missing.isEmpty() && looks.getAndIncrement() % LOOKS_A_TRY == 0) {
        // Tried again and again by somebody who never had it: told once its end is on record.
        verify(serve, old.secret(), "POST", "/api/runCommand", THIEF, "curl/8.1");
      }
      return missing.isEmpty();
    });
    return uids;
  }

  /// Waits until the board has these: after a start it is filled as the journal is read.
  private void listed(ServeProcess serve, List<String> uids) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    List<String> missing = new ArrayList<>(uids);
    Until.so(() -> {
      serve
          .ask(admin, "GET", "/v1/incidents", "")
          .body()
          .path("incidents")
          .forEach(incident -> missing.remove(incident.path("metadata").path("uid").asString()));
      assertThat(Instant.now()).as("missing %s: %s", missing, serve.talk()).isBefore(end);
      return missing.isEmpty();
    });
  }

  private void close(ServeProcess serve, String uid) throws Exception {
    Path token = folder.resolve("token");
    if (!Files.exists(token)) {
      Files.createFile(
          token,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(token, admin);
    }
    Path out = Files.createTempFile(folder, "close", "");
    Process closing =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "incidents",
                "close",
                uid,
                "--verdict",
                "true_positive",
                "--note",
                "our own exercise",
                "--server",
                serve.url(),
                "--token-file",
                token.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(closing.waitFor()).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out)).contains("closed: true positive", "our own exercise");
  }

  /// What each door says of a key, but for the verdict's id.
  private String answers(ServeProcess serve, Key key, String path) throws Exception {
    Told gate = told(request(gate(serve) + path, key.secret()).build());
    Told proxied = auth(serve, key.secret(), path);
    String asked = verify(serve, key.secret(), "GET", path, THIEF, "").body().toString();
    return String.join("\n", gate.toString(), proxied.toString(), asked)
        .replaceAll("v[0-9A-Z]{26}", "v");
  }

  private String unknown(ServeProcess serve) throws Exception {
    return answers(serve, stranger, "/api/systems");
  }

  /// A key of the same shape with a right checksum, of another Warder.
  private Key ofAnother() throws Exception {
    try (ServeProcess other = ServeProcess.start(folder.resolve("other"))) {
      String[] minted = other.mint(other.credential(), "acme");
      return new Key(minted[0], minted[1]);
    }
  }

  private static String code(ServeProcess serve, Key key, String path, String admin)
      throws Exception {
    return verify(serve, admin, key.secret(), "GET", path, "84.160.10.20", "python-requests/2.32")
        .text("code");
  }

  private String code(ServeProcess serve, Key key, String path) throws Exception {
    return code(serve, key, path, admin);
  }

  private ServeProcess.Answer verify(
      ServeProcess serve, String secret, String method, String path, String address, String agent)
      throws Exception {
    return verify(serve, admin, secret, method, path, address, agent);
  }

  private static ServeProcess.Answer verify(
      ServeProcess serve,
      String admin,
      String secret,
      String method,
      String path,
      String address,
      String agent)
      throws Exception {
    return serve.ask(
        admin,
        "POST",
        "/v1/verify",
        """
        {"key":"%s","method":"%s","path":"%s","api":"api.example.org","address":"%s",\
        "user_agent":"%s"}\
        """
            .formatted(secret, method, path, address, agent));
  }

  private Key mint(ServeProcess serve, String fields) throws Exception {
    ServeProcess.Answer answer = serve.ask(admin, "POST", "/v1/keys", "{" + fields + "}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return new Key(answer.text("secret"), answer.body().path("key").path("id").asString(""));
  }

  /// As nginx asks.
  private Told auth(ServeProcess serve, String secret, String path) throws Exception {
    return told(
        request(serve.url() + "/v1/auth-request", secret)
            .header("x-warder-token", proxy)
            .header("x-original-method", "GET")
            .header("x-original-uri", path)
            .header("x-original-host", "api.example.org")
            .header("x-real-ip", THIEF)
            .build());
  }

  private static HttpRequest.Builder request(String url, String secret) {
    return HttpRequest.newBuilder(URI.create(url)).header("authorization", "Bearer " + secret);
  }

  /// An answer with its headers but the date.
  private record Told(int status, TreeMap<String, List<String>> headers, String body) {}

  private Told told(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    TreeMap<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return new Told(response.statusCode(), headers, response.body());
  }

  private Path data() {
    return folder.resolve("data");
  }

  private ServeProcess start() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("warder.yaml"),
            """
            listen: 127.0.0.1:0
            gateway: {listen: "127.0.0.1:0", upstream: "http://127.0.0.1:%d"}
            """
                .formatted(api.getAddress().getPort()));
    ServeProcess serve =
        ServeProcess.bare("--data", data().toString(), "--config", settings.toString());
    assertThat(serve.url()).as(serve.talk()).isNotEmpty();
    return serve;
  }

  private static String gate(ServeProcess serve) {
    int from = serve.talk().indexOf("http://", serve.talk().indexOf("gate "));
    return serve.talk().substring(from, serve.talk().indexOf(' ', from));
  }

  private static HttpServer api() throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    api.start();
    return api;
  }
}
