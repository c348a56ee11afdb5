package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.Until;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How large the heap of `warder serve` is to be.
@Timeout(60)
class HeapGoalIT {
  @TempDir private Path folder;

  @Test
  void heapHasAGoalBelowWhatItMayHaveAndKeepsOneAfterAllWasCollected() throws Exception {
    try (ServeProcess serve = start("-XX:+UseZGC", "-Xmx3g")) {
      assertThat(ask(serve, "VM.flags")).contains("-XX:SoftMaxHeapSize=" + HeapGoal.LEAST);

      // Told of a collection, also one of its own that comes first, it sets what it had set.
      assertThat(ask(serve, "VM.set_flag", "SoftMaxHeapSize", Long.toString(1L << 30)))
          .contains("executed successfully");
      ask(serve, "GC.run");
      Until.so(() -> ask(serve, "VM.flags").contains("-XX:SoftMaxHeapSize=" + HeapGoal.LEAST));
    }
  }

  @Test
  void whatTheOperatorSetIsLeft() throws Exception {
    try (ServeProcess serve = start("-XX:+UseZGC", "-Xmx3g", "-XX:SoftMaxHeapSize=1g")) {
      assertThat(ask(serve, "VM.flags")).contains("-XX:SoftMaxHeapSize=" + (1L << 30));
    }
  }

  @Test
  void anotherCollectorIsLeftAlone() throws Exception {
    try (ServeProcess serve = start("-XX:+UseSerialGC", "-Xmx3g")) {
      assertThat(ask(serve, "VM.flags")).contains("-XX:SoftMaxHeapSize=" + 3 * (1L << 30));
    }
  }

  private ServeProcess start(String... options) throws Exception {
    return ServeProcess.with(
        List.of(options),
        SSLContext.getDefault(),
        "--listen",
        "127.0.0.1:0",
        "--data",
        folder.resolve("data").toString());
  }

  private static String ask(ServeProcess serve, String... question) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(serve.pid()),
                  String.join(" ", question))
              .redirectErrorStream(true)
              .start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("jcmd does not answer", e);
    }
  }
}
