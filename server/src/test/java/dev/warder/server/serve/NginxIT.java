package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real nginx asks a real `warder serve` about each call, with the configuration of
/// `docs/serve.md`. Must run where CI=true.
class NginxIT {
  private static final List<String> PLACES =
      List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx");

  @TempDir private Path folder;

  @Test
  void nginxLetsThroughWhatWarderAllowsAndNothingElse() throws Exception {
    String nginx =
        PLACES.stream().filter(place -> Files.isExecutable(Path.of(place))).findFirst().orElse("");
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(!nginx.isEmpty(), "no nginx on this machine; apt-get install nginx-light");
    }
    assertThat(nginx).as("nginx must be there in CI").isNotEmpty();

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
      start(nginx, port, serve.port(), upstream.getAddress().getPort(), proxy);
      try {
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
      } finally {
        stop();
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

  /// Starts it as a daemon: its parent ends once the port is open.
  private void start(String nginx, int port, int warder, int upstream, String token)
      throws IOException, InterruptedException {
    String root = folder.toString();
    String configuration =
        """
        daemon on;
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events { worker_connections 64; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          upstream warder { server 127.0.0.1:%2$d; }
          upstream upstream { server 127.0.0.1:%3$d; }
          server {
            listen 127.0.0.1:%4$d;
            set $warder_token %5$s;
        %6$s
          }
        }
        """
            .formatted(root, warder, upstream, port, token, documented());
    Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
    Path said = folder.resolve("nginx.out");
    Process parent =
        new ProcessBuilder(nginx, "-p", root, "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(parent.waitFor(20, TimeUnit.SECONDS)).as("nginx started").isTrue();
    assertThat(parent.exitValue()).as(Files.readString(said)).isZero();
  }

  private void stop() throws Exception {
    long pid = Long.parseLong(Files.readString(folder.resolve("nginx.pid")).strip());
    ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
    daemon.destroy();
    daemon.onExit().get(10, TimeUnit.SECONDS);
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
