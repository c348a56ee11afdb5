package dev.warder.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The test data that lies beside the project; a test that needs it says so where it is missing,
/// and fails in continuous integration.
public final class SharedData {

  private SharedData() {}

  public static Path file(String name) {
    Path root = Path.of(System.getProperty("warder.root", "."));
    Path file = root.resolve("../shared/data").resolve(name).normalize();
    boolean there = Files.exists(file);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as("%s must exist in continuous integration", file).isTrue();
    }
    assumeTrue(there, () -> "skipped: there is no " + file);
    return file;
  }
}
