package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.warder.api.http.Problem;
import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import java.io.IOException;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `warder serve --upstream`: the process as it is started, in front of an API.
class GateIT {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;

  @Test
  void aKeyOpensTheGateUntilItsRevocationIsAcknowledged() throws Exception {
    HttpServer api = api();
    Path settings =
        Files.writeString(
            folder.resolve("warder.yaml"),
            """
            listen: 127.0.0.1:0
            gateway: {listen: "127.0.0.1:0", upstream: "http://127.0.0.1:%d"}
            """
                .formatted(api.getAddress().getPort()));
    try (ServeProcess serve =
        ServeProcess.bare(
            "--data", folder.resolve("data").toString(), "--config", settings.toString())) {
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
  void theGatesOwnRefusalsHaveTheFormOfAllOthers() {
    for (GateCode code : GateCode.values()) {
      Problem same =
          new Problem(code.word(), code.status(), code.title(), "Say what to do.", Map.of());
      assertThat(new String(Refusal.of(code, "Say what to do.").body(), StandardCharsets.UTF_8))
          .isEqualTo(new String(same.json(), StandardCharsets.UTF_8));
    }
  }

  private static String gate(String talk) {
    int at = talk.indexOf("gate ");
    int from = talk.indexOf("http://", at);
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

  private static HttpServer api() throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.createContext(
        "/",
        exchange -> {
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
    api.start();
    return api;
  }
}
