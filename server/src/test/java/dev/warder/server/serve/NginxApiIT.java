package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real nginx is what stands behind a real `warder serve`, and is spoken to in HTTP/2. Must run
/// where CI=true.
@Timeout(180)
class NginxApiIT {
  private static final List<String> PLACES =
      List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx");
  private static final int MANY = 1_000;
  private static final int AT_A_TIME = 40;
  private static final int LARGE = 3 << 20;

  @TempDir private Path folder;

  @Test
  void callsPassThoughEachConnectionTakesAFewOnly() throws Exception {
    String nginx =
        PLACES.stream().filter(place -> Files.isExecutable(Path.of(place))).findFirst().orElse("");
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(!nginx.isEmpty(), "no nginx on this machine; apt-get install nginx-light");
    }
    assertThat(nginx).as("nginx must be there in CI").isNotEmpty();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (RealApi api = RealApi.start()) {
      start(nginx, port, api.port());
      try (RealGate gate =
              new RealGate.Start(
                      folder.resolve("gate"), port, List.of(), List.of(), "  upstream_http: 2")
                  .plain();
          HttpClient client = HttpClient.newHttpClient()) {
        RealGate.Key key = gate.mint();
        HttpResponse<String> version =
            client.send(request(gate, key, "/version").build(), BodyHandlers.ofString());
        assertThat(version.body()).isEqualTo("HTTP/2.0");
        many(client, gate, key);
        HttpResponse<String> summed =
            client.send(
                request(gate, key, "/sum")
                    .POST(BodyPublishers.ofInputStream(() -> new Blocks(LARGE)))
                    .build(),
                BodyHandlers.ofString());
        assertThat(summed.body()).isEqualTo(Blocks.words(LARGE));
        try (InputStream down =
            client
                .send(
                    request(gate, key, "/stream?octets=" + LARGE).build(),
                    BodyHandlers.ofInputStream())
                .body()) {
          assertThat(Blocks.words(down)).isEqualTo(Blocks.words(LARGE));
        }
      } finally {
        stop();
      }
    }
  }

  private static HttpRequest.Builder request(RealGate gate, RealGate.Key key, String path) {
    return HttpRequest.newBuilder(URI.create(gate.url() + path))
        .timeout(Duration.ofSeconds(60))
        .header("authorization", "Bearer " + key.secret());
  }

  /// Each connection of nginx says goodbye after a hundred.
  private static void many(HttpClient client, RealGate gate, RealGate.Key key) throws Exception {
    Semaphore free = new Semaphore(AT_A_TIME);
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      assertThat(free.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      answers.add(
          client
              .sendAsync(
                  request(gate, key, "/echo").POST(BodyPublishers.ofString("body " + i)).build(),
                  BodyHandlers.ofString())
              .whenComplete((_, _) -> free.release()));
    }
    for (int i = 0; i < MANY; i++) {
      HttpResponse<String> answer = answers.get(i).get(60, TimeUnit.SECONDS);
      assertThat(answer.statusCode() + answer.body()).isEqualTo("200body " + i);
    }
  }

  /// Starts it as a daemon: its parent ends once the port is open.
  private void start(String nginx, int port, int api) throws Exception {
    String root = folder.toString();
    String configuration =
        """
        daemon on;
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events { worker_connections 1024; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d http2;
            keepalive_requests 100;
            client_max_body_size 0;
            location = /version { return 200 $server_protocol; }
            location / {
              proxy_pass http://127.0.0.1:%3$d;
              proxy_http_version 1.1;
              proxy_request_buffering off;
              proxy_buffering off;
            }
          }
        }
        """
            .formatted(root, port, api);
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
}
