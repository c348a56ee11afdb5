package dev.warder.content;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/// Test data that lies beside the project and not in it. Where it is missing a test is aborted and
/// says so; in CI it fails.
final class SharedData {
  private SharedData() {}

  static Path path(String relative) {
    String root = System.getProperty("warder.root", "..");
    Path path = Path.of(root).resolve("../shared/data").resolve(relative).normalize();
    if (!Files.exists(path)) {
      String message = "shared data is missing: " + path;
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      abort(message);
    }
    return path;
  }
}
