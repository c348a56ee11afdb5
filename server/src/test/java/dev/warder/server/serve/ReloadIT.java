package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.store.journal.Query;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A running Warder takes up a changed configuration, and no connection notices.
@Timeout(420)
class ReloadIT {
  private static final String TOOK_UP = "took up the changed configuration settings=";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final CountDownLatch go = new CountDownLatch(1);

  @TempDir private Path folder;
  private HttpServer api;
  private String gate = "";

  @BeforeEach
  void open() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.createContext("/", this::answer);
    api.setExecutor(command -> Thread.ofVirtual().start(command));
    api.start();
    Path secret = folder.resolve("hook-secret");
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    Files.writeString(folder.resolve("operations"), "READ GET /a\n");
  }

  @AfterEach
  void close() {
    go.countDown();
    api.stop(0);
    http.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean streams = "stream".equals(exchange.getRequestURI().getQuery());
    byte[] body =
        ("from " + exchange.getRequestHeaders().getFirst("x-forwarded-for"))
            .getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, streams ? 0 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (streams) {
        out.write("data: first\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        go.await();
        out.write("data: second\n".getBytes(StandardCharsets.US_ASCII));
      } else {
        out.write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path configure(String gateway, String more) throws IOException {
    return Files.writeString(
        folder.resolve("warder.yaml"),
        """
        listen: 127.0.0.1:0
        keys: {operations: "%s"}
        gateway: {listen: "127.0.0.1:0", upstream: "http://127.0.0.1:%d"%s}
        %s
        """
            .formatted(folder.resolve("operations"), api.getAddress().getPort(), gateway, more));
  }

  @Test
  void whatChangedCountsForTheNextCallAndAnOpenStreamGoesOn() throws Exception {
    Path file = configure("", "");
    Path data = folder.resolve("data");
    try (ServeProcess serve =
        ServeProcess.bare("--data", data.toString(), "--config", file.toString())) {
      String[] key = serve.mint(serve.credential(), "acme");
      int at = serve.talk().indexOf("gate ");
      int from = serve.talk().indexOf("http", at);
      gate = serve.talk().substring(from, serve.talk().indexOf(' ', from));
      try (BufferedReader stream = stream(key[0])) {
        assertThat(call("authorization", "Bearer " + key[0]).body()).isEqualTo("from 127.0.0.1");

        configure(", credentials: ['header:x-mine'], trusted_hops: 1", "limits: {body: 2MiB}");
        hangUp(serve, 1);
        assertThat(serve.talk())
            .contains(TOOK_UP + "gateway.credentials, gateway.trusted_hops")
            .contains("count at the next start, not before settings=limits.body");
        assertThat(call("authorization", "Bearer " + key[0]).statusCode()).isEqualTo(401);
        HttpResponse<String> passed = call("x-mine", key[0]);
        assertThat(passed.statusCode()).isEqualTo(200);
        assertThat(passed.body()).contains("198.51.100.7");

        configure(", credentials: ['nowhere']", "");
        hangUp(serve);
        serve.awaitTalk("the configuration cannot be used; nothing has changed", 1);
        assertThat(call("x-mine", key[0]).statusCode()).isEqualTo(200);

        configure(", credentials: ['header:x-mine']", webhook());
        hangUp(serve, 2);
        assertThat(serve.text("/metrics")).contains("warder_webhook_waiting{webhook=\"late\"}");
        assertThat(serve.talk()).doesNotContain("token-of-theirs");

        go.countDown();
        assertThat(stream.readLine()).isEqualTo("data: second");
      }
      assertThat(serve.stop()).isEqualTo(143);
    }
    assertThat(reloads(data))
        .containsExactly(
            List.of("1", "gateway.credentials", "gateway.trusted_hops"),
            List.of("1", "gateway.trusted_hops", "webhooks"));
  }

  @Test
  void aChangedFileIsNoticedWithoutASignal() throws Exception {
    Path file = configure("", "");
    try (ServeProcess serve =
        ServeProcess.bare(
            "--data", folder.resolve("data").toString(), "--config", file.toString())) {
      String admin = serve.credential();
      String[] key = serve.mint(admin, "acme");
      serve.ask(admin, "POST", "/v1/keys/" + key[1] + ":fence", "{}");
      assertThat(serve.verdict(admin, key[0])).isEqualTo("allowed");

      // What the platform says its operations could do: a fence keeps from this one now.
      Files.writeString(folder.resolve("operations"), "CREDENTIAL GET /a\n");

      serve.awaitTalk(TOOK_UP + "keys.operations", 1);
      assertThat(serve.verdict(admin, key[0])).isEqualTo("fenced");
    }
  }

  @Test
  void fileThatIsNamedAndCannotBeUsedKeepsAllElseFromBeingTakenUp() throws Exception {
    Path garbage = Files.writeString(folder.resolve("garbage"), "neither this nor that");
    Path file = configure("", "");
    try (ServeProcess serve =
        ServeProcess.bare(
            "--data", folder.resolve("data").toString(), "--config", file.toString())) {
      configure(
          ", credentials: ['header:x-mine', 'jwt'], issuers: \"" + garbage + "\"",
          "alerts: {per_day: 7}");
      hangUp(serve);
      serve.awaitTalk("the configuration cannot be used; nothing has changed", 1);
      assertThat(serve.talk()).contains("gateway.issuers").contains(garbage.toString());

      configure("", "alerts: {per_day: 7}\nplaces: {table: \"" + garbage + "\"}");
      hangUp(serve);
      serve.awaitTalk("the configuration cannot be used; nothing has changed", 2);
      assertThat(serve.talk()).contains("places.table").doesNotContain(TOOK_UP);

      configure("", "alerts: {per_day: 7}");
      hangUp(serve, 1);
      assertThat(serve.talk()).contains(TOOK_UP + "alerts.per_day");
    }
  }

  private String webhook() {
    return """
    webhooks: [{name: late, url: "https://soc.example.com/token-of-theirs", secret_file: "%s"}]
    """
        .formatted(folder.resolve("hook-secret"));
  }

  /// Asks it to look, and waits until it has taken something up so many times.
  private static void hangUp(ServeProcess serve, int times) throws Exception {
    hangUp(serve);
    serve.awaitTalk(TOOK_UP, times);
  }

  private static void hangUp(ServeProcess serve) throws Exception {
    assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(serve.pid())).start().waitFor())
        .isZero();
  }

  private BufferedReader stream(String key) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gate + "/a?stream"))
            .header("authorization", "Bearer " + key)
            .build();
    BufferedReader answer =
        new BufferedReader(
            new InputStreamReader(
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8));
    assertThat(answer.readLine()).isEqualTo("data: first");
    return answer;
  }

  private HttpResponse<String> call(String header, String value)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(gate + "/a"))
            .header(header, value)
            .header("x-forwarded-for", "198.51.100.7")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// What the journal of changes says was taken up: who, then the settings.
  static List<List<String>> reloads(Path data) throws Exception {
    Configuration configuration =
        Configuration.read(
            Optional.empty(), Map.of(), Map.of(Setting.DATA, new Value(data.toString(), "test")));
    List<List<String>> texts = new ArrayList<>();
    try (Journals journals =
        Journals.open(configuration, DataFolder.make(configuration), InstantSource.system())) {
      journals
          .changes()
          .search(
              Query.EVERYTHING.of(Query.Text.OPERATION, ReloadEntry.OPERATION),
              (number, entry) -> texts.add(entry.facts().texts()));
    }
    return texts;
  }
}
