package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Which threads of `warder serve` go after those whose callers wait.
@EnabledOnOs(OS.LINUX)
class WhoYieldsIT {
  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void whoWritesCallsDownAndWhoJudgesThemYieldAndNobodyElseDoes() throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      int usual = niceness(Path.of("/proc/thread-self"));

      // They do so as the first thing they do.
      Until.so(() -> above(usual, serve.pid()).size() >= 2);

      assertThat(above(usual, serve.pid()))
          .containsExactlyInAnyOrder("warder-live", "warder-verdicts");
    }
  }

  /// Names of the threads that are nicer than that.
  private static Set<String> above(int usual, long pid) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        try {
          if (niceness(thread) > usual) {
            names.add(Files.readString(thread.resolve("comm")).strip());
          }
        } catch (IOException e) {
          if (Files.exists(thread)) {
            throw e;
          }
          // It ended meanwhile.
        }
      }
    }
    return names;
  }

  /// Number 19 in proc(5); a name, the second, may have blanks.
  private static int niceness(Path thread) throws IOException {
    String stat = Files.readString(thread.resolve("stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }
}
