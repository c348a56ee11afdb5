package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.warder.api.http.Problem;
import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.testkit.tls.Certificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `warder serve --upstream`: the process as it is started, in front of an API.
class GateIT {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final CountDownLatch go = new CountDownLatch(1);

  @TempDir private Path folder;

  @Test
  void aKeyOpensTheGateUntilItsRevocationIsAcknowledged() throws Exception {
    HttpServer api = api();
    try (ServeProcess serve =
        ServeProcess.bare(
            "--data", folder.resolve("data").toString(), "--config", settings(api).toString())) {
      String admin = serve.credential();
      String[] key = serve.mint(admin, "acme");
      String gate = gate(serve.talk());
      HttpResponse<String> passed = call(gate + "/a", key[0]);
      assertThat(passed.statusCode()).as(serve.talk()).isEqualTo(200);
      assertThat(passed.body()).isEqualTo("tenant=acme key=" + key[1] + " authorization=null");
      assertThat(call(gate + "/b", key[0]).body()).contains("\"code\":\"out_of_scope\"");
      assertThat(call(gate + "/a", "").statusCode()).isEqualTo(401);
      HttpResponse<String> unknown = call(gate + "/a", "wdr_live_none");
      assertThat(unknown.body()).contains("\"code\":\"malformed\"", "\"verdict\":\"v");
      assertThat(unknown.headers().firstValue("x-warder-verdict")).isPresent();
      assertThat(serve.ask(admin, "POST", "/v1/keys/" + key[1] + ":revoke", "{}").status())
          .isEqualTo(200);
      HttpResponse<String> revoked = call(gate + "/a", key[0]);
      assertThat(revoked.statusCode()).isEqualTo(401);
      assertThat(revoked.body()).contains("\"code\":\"revoked\"");
      assertThat(serve.ask(admin, "GET", "/v1/incidents", "").body().path("incidents").isArray())
          .isTrue();
      assertThat(serve.ask(admin, "GET", "/v1/incidents/i-none", "").status()).isEqualTo(404);
      assertThat(serve.stop()).isEqualTo(143);
      // Where the next start goes on.
      assertThat(folder.resolve("data").resolve("engine")).isNotEmptyFile();
    } finally {
      api.stop(0);
    }
  }

  @Test
  void aStreamThatIsOpenEndsBeforeTheEndOfItsKeyIsAcknowledgedAndOthersGoOn() throws Exception {
    HttpServer api = api();
    try (ServeProcess serve =
        ServeProcess.bare(
            "--data", folder.resolve("data").toString(), "--config", settings(api).toString())) {
      String admin = serve.credential();
      String[] revoked = serve.mint(admin, "acme");
      String[] invalidated = serve.mint(admin, "umbrella");
      String[] rotated = serve.mint(admin, "hooli");
      String[] other = serve.mint(admin, "initech");
      String gate = gate(serve.talk());
      try (BufferedReader first = stream(gate + "/a?stream", revoked[0]);
          BufferedReader second = stream(gate + "/a?stream", invalidated[0]);
          BufferedReader fourth = stream(gate + "/a?stream", rotated[0]);
          BufferedReader third = stream(gate + "/a?stream", other[0])) {
        assertThat(serve.ask(admin, "POST", "/v1/keys/" + revoked[1] + ":revoke", "{}").status())
            .isEqualTo(200);
        assertThat(serve.text("/metrics")).contains("\nwarder_gate_cut 1.0\n");
        assertThatThrownBy(first::readLine).isInstanceOf(IOException.class);
        assertThat(
                serve
                    .ask(admin, "POST", "/v1/invalidations", "{\"where\":\"tenant = umbrella\"}")
                    .status())
            .isEqualTo(201);
        assertThat(serve.text("/metrics")).contains("\nwarder_gate_cut 2.0\n");
        assertThatThrownBy(second::readLine).isInstanceOf(IOException.class);
        String rotation = "/v1/keys/" + rotated[1] + ":rotate";
        assertThat(serve.ask(admin, "POST", rotation, "{\"overlap\":\"PT1S\"}").status())
            .isEqualTo(201);
        assertThatThrownBy(fourth::readLine).isInstanceOf(IOException.class);
        go.countDown();
        assertThat(third.readLine()).isEqualTo("second");
      }
    } finally {
      go.countDown();
      api.stop(0);
    }
  }

  @Test
  void theGateSpeaksTlsOnBothSides() throws Exception {
    Path data = folder.resolve("data");
    Path certificate = folder.resolve("certificate.pem");
    Path secret = folder.resolve("key.pem");
    Certificates.Contexts made = Certificates.make(folder, "gate", certificate, secret);
    HttpsServer api =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.setHttpsConfigurator(new HttpsConfigurator(made.serving()));
    serving(api);
    Path settings =
        Files.writeString(
            folder.resolve("warder.yaml"),
            """
            listen: 127.0.0.1:0
            tls: {certificate: "%s", key: "%s"}
            gateway: {listen: "127.0.0.1:0", upstream: "https://127.0.0.1:%d", upstream_ca: "%s"}
            """
                .formatted(certificate, secret, api.getAddress().getPort(), certificate));
    try (ServeProcess serve =
            ServeProcess.trusting(
                made.trusting(), "--data", data.toString(), "--config", settings.toString());
        HttpClient trusting = HttpClient.newBuilder().sslContext(made.trusting()).build()) {
      String[] key = serve.mint(serve.credential(), "acme");
      HttpResponse<String> passed =
          trusting.send(
              HttpRequest.newBuilder(URI.create(gate(serve.talk()) + "/a"))
                  .header("authorization", "Bearer " + key[0])
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(passed.statusCode()).as(serve.talk()).isEqualTo(200);
      assertThat(passed.body()).startsWith("tenant=acme");
    } finally {
      api.stop(0);
    }
  }

  @Test
  void callsWithAKeyInOverlapAreToldWhenItEnds() throws Exception {
    HttpServer api = api();
    try (ServeProcess serve =
        ServeProcess.bare(
            "--data", folder.resolve("data").toString(), "--config", settings(api).toString())) {
      String admin = serve.credential();
      String[] key = serve.mint(admin, "acme");
      String gate = gate(serve.talk());
      assertThat(call(gate + "/a", key[0]).headers().map()).doesNotContainKey("sunset");
      serve.ask(admin, "POST", "/v1/keys/" + key[1] + ":rotate", "{\"overlap\":\"PT1H\"}");
      HttpResponse<String> passed = call(gate + "/a", key[0]);
      assertThat(passed.statusCode()).isEqualTo(200);
      long since =
          Long.parseLong(passed.headers().firstValue("deprecation").orElseThrow().substring(1));
      String sunset = passed.headers().firstValue("sunset").orElseThrow();
      assertThat(ZonedDateTime.parse(sunset, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond())
          .isEqualTo(since + 3_600);
    } finally {
      api.stop(0);
    }
  }

  @Test
  void theGatesOwnRefusalsHaveTheFormOfAllOthers() {
    for (GateCode code : GateCode.values()) {
      Problem same =
          new Problem(code.word(), code.status(), code.title(), "Say what to do.", Map.of());
      assertThat(new String(Refusal.of(code, "Say what to do.").body(), StandardCharsets.UTF_8))
          .isEqualTo(new String(same.json(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void fieldsOfJsonBodiesAreWrittenDownWhereTheyAreLookedAtAndNoValueIs() throws Exception {
    HttpServer api = api();
    try (ServeProcess serve =
        ServeProcess.bare(
            "--data",
            folder.resolve("data").toString(),
            "--config",
            settings(api, ", body_samples: 1").toString())) {
      String key =
          serve
              .ask(
                  serve.credential(),
                  "POST",
                  "/v1/keys",
                  "{\"tenant\":\"acme\",\"scope\":[\"POST /a\"]}")
              .text("secret");
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(gate(serve.talk()) + "/a"))
              .header("authorization", "Bearer " + key)
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"nickname\":\"Trillian\"}"))
              .build();
      assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThat(serve.stop()).isEqualTo(143);
    } finally {
      api.stop(0);
    }
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      List<String> texts = files.filter(Files::isRegularFile).map(GateIT::octets).toList();
      assertThat(texts).anyMatch(text -> text.contains("nickname"));
      assertThat(texts).noneMatch(text -> text.contains("Trillian"));
    }
  }

  private static String octets(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path settings(HttpServer api) throws IOException {
    return settings(api, "");
  }

  private Path settings(HttpServer api, String more) throws IOException {
    return Files.writeString(
        folder.resolve("warder.yaml"),
        """
        listen: 127.0.0.1:0
        gateway: {listen: "127.0.0.1:0", upstream: "http://127.0.0.1:%d"%s}
        """
            .formatted(api.getAddress().getPort(), more));
  }

  /// An answer that goes on, its first line read.
  private BufferedReader stream(String url, String key) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("authorization", "Bearer " + key).build();
    BufferedReader answer =
        new BufferedReader(
            new InputStreamReader(
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8));
    assertThat(answer.readLine()).isEqualTo("first");
    return answer;
  }

  private static String gate(String talk) {
    int at = talk.indexOf("gate ");
    int from = talk.indexOf("http", at);
    return talk.substring(from, talk.indexOf(' ', from));
  }

  private HttpResponse<String> call(String url, String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (!key.isEmpty()) {
      request.header("authorization", "Bearer " + key);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpServer api() throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    serving(api);
    return api;
  }

  private void serving(HttpServer api) {
    api.createContext(
        "/",
        exchange -> {
          if ("stream".equals(exchange.getRequestURI().getQuery())) {
            goOn(exchange);
            return;
          }
          byte[] body =
              ("tenant="
                      + exchange.getRequestHeaders().getFirst("x-warder-tenant")
                      + " key="
                      + exchange.getRequestHeaders().getFirst("x-warder-key")
                      + " authorization="
                      + exchange.getRequestHeaders().getFirst("authorization"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    api.setExecutor(command -> Thread.ofVirtual().start(command));
    api.start();
  }

  private void goOn(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write("first\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      go.await();
      out.write("second\n".getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
