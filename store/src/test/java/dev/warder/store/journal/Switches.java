package dev.warder.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// How often a thread gave its processor up by itself.
///
/// Source proc(5), on Linux alone
public final class Switches {
  private Switches() {}

  /// Of this thread, since it began.
  public static int ofThisThread() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/thread-self/status"))) {
      return lines
          .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
          .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
          .sum();
    }
  }
}
