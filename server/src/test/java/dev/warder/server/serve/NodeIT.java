package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Node's `fetch`, `http` and `http2` through a started gate; what they do is in `clients.mjs`.
@Timeout(180)
class NodeIT {
  @TempDir private Path folder;

  @Test
  void fetchAndBothVersionsOfHttpWorkInPlainAndOverTls() throws Exception {
    boolean there = new ProcessBuilder("sh", "-c", "node --version").start().waitFor() == 0;
    assumeTrue(there, "no node on this machine; apt-get install nodejs");
    Path script = folder.resolve("clients.mjs");
    try (var in = NodeIT.class.getResourceAsStream("clients.mjs")) {
      Files.write(script, in == null ? new byte[0] : in.readAllBytes());
    }
    try (RealApi api = RealApi.start();
        RealGate plain = RealGate.Start.of(folder.resolve("plain"), api).plain();
        RealGate secure = RealGate.Start.of(folder.resolve("secure"), api).secure()) {
      run(script, plain);
      run(script, secure);
    }
  }

  private static void run(Path script, RealGate gate) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("node", script.toString(), gate.url(), gate.mint().secret())
            .redirectErrorStream(true);
    builder.environment().put("NODE_EXTRA_CA_CERTS", gate.certificate().toString());
    Process node = builder.start();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).as(said).isZero();
    assertThat(said)
        .contains(
            "fetch: ok", "streamed upload: ok", "events: ok", "http: ok", "http2: ok", "many: ok");
  }
}
