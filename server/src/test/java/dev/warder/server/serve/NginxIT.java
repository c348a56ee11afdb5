package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real nginx asks a real `warder serve` about each call, with the configuration of
/// `docs/serve.md`. Must run where CI=true.
class NginxIT {

  @TempDir private Path folder;

  @Test
  void nginxLetsThroughWhatWarderAllowsAndNothingElse() throws Exception {
    String nginx = Nginx.program();
    HttpServer upstream = upstream();
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      String admin = serve.credential();
      String proxy =
          serve
              .ask(
                  admin,
                  "POST",
                  "/v1/keys",
                  "{\"tenant\":\"warder\",\"scope\":[\"GET /v1/auth-request\"]}")
              .text("secret");
      ServeProcess.Answer minted =
          serve.ask(
              admin,
              "POST",
              "/v1/keys",
              "{\"tenant\":\"acme\",\"scope\":[\"GET /api/**\"],\"limits\":[\"3/h\"]}");
      String key = minted.text("secret");
      String id = minted.body().path("key").path("id").asString("");
      int port = freePort();
      String http = http(port, serve.port(), upstream.getAddress().getPort(), proxy);
      try (Nginx _ = Nginx.start(nginx, folder, http)) {
        assertThat(call(port, "GET", "/api/systems/42?q=1", key))
            .isEqualTo("200 tenant acme key " + id);
        assertThat(call(port, "GET", "/api/systems/42", "")).startsWith("401");
        assertThat(call(port, "DELETE", "/api/systems/42", key)).startsWith("403");
        assertThat(call(port, "GET", "/api/a/%2e%2e/b", key)).startsWith("403");
        String last = "";
        for (int i = 0; i < 4; i++) {
          last = call(port, "GET", "/api/b", key);
        }
        assertThat(last).as("a call that comes too fast").startsWith("429");
        serve.ask(admin, "POST", "/v1/keys/" + id + ":revoke", "{}");
        assertThat(call(port, "GET", "/api/b", key)).startsWith("401");
        serve.kill();
        assertThat(call(port, "GET", "/api/b", key)).as("fails closed").startsWith("500");
      }
    } finally {
      upstream.stop(0);
    }
  }

  /// Tells what the proxy told it.
  private static HttpServer upstream() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              ("tenant "
                      + exchange.getRequestHeaders().getFirst("X-Warder-Tenant")
                      + " key "
                      + exchange.getRequestHeaders().getFirst("X-Warder-Key"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String http(int port, int warder, int upstream, String token) throws IOException {
    return """
      upstream warder { server 127.0.0.1:%d; }
      upstream upstream { server 127.0.0.1:%d; }
      server {
        listen 127.0.0.1:%d;
        set $warder_token %s;
    %s
      }
    """
        .formatted(warder, upstream, port, token, documented());
  }

  /// What stands in the document, so that nobody copies anything that was never run.
  private static String documented() throws IOException {
    String text = Files.readString(Path.of(System.getProperty("warder.root"), "docs", "serve.md"));
    int from = text.indexOf("```nginx\n") + "```nginx\n".length();
    return text.substring(from, text.indexOf("```", from));
  }

  private static String call(int port, String method, String path, String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (!key.isEmpty()) {
      request.header("authorization", "Bearer " + key);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
