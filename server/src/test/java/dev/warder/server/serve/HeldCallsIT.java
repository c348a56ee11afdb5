package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.warder.server.serve.ServeProcess.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls that a grant holds, in a real `warder serve` in front of an API, over `kill -9`.
@Timeout(240)
class HeldCallsIT {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<String> ran = new ConcurrentLinkedQueue<>();

  /// The same at each start: the host that a call names is part of what is approved.
  private final int port = freePort();

  @TempDir private Path folder;

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aHeldCallPassesOnceAfterAnotherPersonApprovedItAlsoWhereWarderIsKilled() throws Exception {
    HttpServer api = api();
    String key;
    String bob;
    String approval;
    try (ServeProcess serve = start(api)) {
      List<String> persons =
          serve.talk().lines().map(String::strip).filter(l -> l.startsWith("wdr_live_")).toList();
      String alice = persons.get(0);
      bob = persons.get(1);
      key =
          serve
              .ask(
                  alice,
                  "POST",
                  "/v1/keys",
                  "{\"tenant\":\"acme\",\"scope\":[\"* /api/**\"],\"held\":[\"execute\"]}")
              .text("secret");
      HttpResponse<String> first = run(serve, key, "?force=1");
      assertThat(first.statusCode()).as(serve.talk()).isEqualTo(403);
      JsonNode problem = JsonMapper.shared().readTree(first.body());
      assertThat(problem.path("code").asString("")).isEqualTo("held");
      approval = problem.path("approval").asString("");
      String at = problem.path("approval_at").asString("");
      Answer shown = serve.ask(bob, "GET", at, "");
      assertThat(shown.body().toString())
          .contains("\"asks\":\"call\"", "\"path\":\"/api/run\"", "\"query\":\"force=1\"")
          .contains(
              "\"risk\":\"execute\"", "\"asked_from\":\"127.0.0.1\"", "\"state\":\"waiting\"");
      assertThat(run(serve, key, "?force=1").body()).contains(approval);
      assertThat(serve.ask(alice, "POST", at + ":approve", "{}").status()).isEqualTo(403);
      serve.kill();
    }
    try (ServeProcess serve = start(api)) {
      assertThat(run(serve, key, "?force=1").body()).contains(approval);
      assertThat(serve.ask(bob, "POST", "/v1/approvals/" + approval + ":approve", "{}").status())
          .isEqualTo(200);
      assertThat(run(serve, key, "?force=2").statusCode()).isEqualTo(403);
      assertThat(ran).isEmpty();
      HttpResponse<String> passed = run(serve, key, "?force=1");
      assertThat(passed.statusCode()).isEqualTo(200);
      assertThat(ran).containsExactly("POST /api/run?force=1");
      serve.kill();
    }
    try (ServeProcess serve = start(api)) {
      HttpResponse<String> again = run(serve, key, "?force=1");
      assertThat(again.statusCode()).isEqualTo(403);
      assertThat(again.body()).contains("\"approval\":\"call-").doesNotContain(approval);
      assertThat(ran).hasSize(1);
    } finally {
      api.stop(0);
    }
  }

  private HttpResponse<String> run(ServeProcess serve, String key, String query)
      throws IOException, InterruptedException {
    String talk = serve.talk();
    int from = talk.indexOf("http", talk.indexOf("gate "));
    return http.send(
        HttpRequest.newBuilder(
                URI.create(talk.substring(from, talk.indexOf(' ', from)) + "/api/run" + query))
            .header("authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString("what is run"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private ServeProcess start(HttpServer api) throws IOException, InterruptedException {
    Path operations = Files.writeString(folder.resolve("operations"), "EXECUTE POST /api/run\n");
    Path settings =
        Files.writeString(
            folder.resolve("warder.yaml"),
            """
            listen: 127.0.0.1:0
            keys: {persons: "alice, bob", operations: "%s"}
            gateway: {listen: "127.0.0.1:%d", upstream: "http://127.0.0.1:%d"}
            """
                .formatted(operations, port, api.getAddress().getPort()));
    return ServeProcess.bare(
        "--data", folder.resolve("data").toString(), "--config", settings.toString());
  }

  private HttpServer api() throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          ran.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    api.setExecutor(command -> Thread.ofVirtual().start(command));
    api.start();
    return api;
  }
}
