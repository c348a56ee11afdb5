package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
  private static final int MANY = 1_000;
  private static final int AT_A_TIME = 40;
  private static final int LARGE = 3 << 20;

  @TempDir private Path folder;

  @Test
  void callsPassThoughEachConnectionTakesAFewOnly() throws Exception {
    String nginx = Nginx.program();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (RealApi api = RealApi.start()) {
      try (Nginx _ = Nginx.start(nginx, folder, http(port, api.port()));
          RealGate gate =
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

  private static String http(int port, int api) {
    return """
      server {
        listen 127.0.0.1:%d http2;
        keepalive_requests 100;
        client_max_body_size 0;
        location = /version { return 200 $server_protocol; }
        location / {
          proxy_pass http://127.0.0.1:%d;
          proxy_http_version 1.1;
          proxy_request_buffering off;
          proxy_buffering off;
        }
      }
    """
        .formatted(port, api);
  }
}
