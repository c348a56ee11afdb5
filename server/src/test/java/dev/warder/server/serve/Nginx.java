package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An nginx of this machine that runs in a folder of its own.
final class Nginx implements AutoCloseable {
  private static final List<String> PLACES =
      List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx");

  private final Path folder;

  private Nginx(Path folder) {
    this.folder = folder;
  }

  /// Where nginx is; a test that wants it is skipped where it is not, but not in CI.
  static String program() {
    String program =
        PLACES.stream().filter(place -> Files.isExecutable(Path.of(place))).findFirst().orElse("");
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(!program.isEmpty(), "no nginx on this machine; apt-get install nginx-light");
    }
    assertThat(program).as("nginx must be there in CI").isNotEmpty();
    return program;
  }

  /// Starts it as a daemon: its parent ends once the port is open.
  ///
  /// @param program as [#program] says
  /// @param http what is set for http
  static Nginx start(String program, Path folder, String http)
      throws IOException, InterruptedException {
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
        %2$s
        }
        """
            .formatted(folder, http);
    Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
    Path said = folder.resolve("nginx.out");
    Process parent =
        new ProcessBuilder(program, "-p", folder.toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(parent.waitFor(20, TimeUnit.SECONDS)).as("nginx started").isTrue();
    assertThat(parent.exitValue()).as(Files.readString(said)).isZero();
    return new Nginx(folder);
  }

  @Override
  public void close() throws IOException {
    long pid = Long.parseLong(Files.readString(folder.resolve("nginx.pid")).strip());
    ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
    daemon.destroy();
    daemon.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
