package dev.warder.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Logs that lie beside the project and not in it. Where they are absent, a test that needs them is
/// aborted; on a build server it fails.
final class SharedLogs {
  private static final Path ROOT = Path.of(System.getProperty("warder.root", ".")).toAbsolutePath();

  private SharedLogs() {}

  static Path at(String path) {
    Path file = ROOT.resolveSibling("shared").resolve("data").resolve(path);
    boolean required = "true".equals(System.getenv("CI"));
    Assumptions.assumeTrue(required || Files.exists(file), "no known logs at " + file);
    assertThat(file).exists();
    return file;
  }
}
