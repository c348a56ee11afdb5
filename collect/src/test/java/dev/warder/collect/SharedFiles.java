package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The files that the project's tests share with other programs, beside the project's own folder.
/// Where they are absent, a test that needs them is aborted; on a build server it fails.
final class SharedFiles {
  private SharedFiles() {}

  static Path at(String path) {
    Path file = Path.of(System.getProperty("warder.root", "."), "../shared", path).normalize();
    boolean there = Files.exists(file);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as("shared file %s is missing, and CI must have it", path).isTrue();
    }
    assumeTrue(there, "shared file " + path + " is not here: what needs it was not tested");
    return file;
  }

  static List<String> lines(String path) {
    try {
      return Files.readAllLines(at(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names in a query of plain `name=value` pairs, in their order.
  static List<String> parameterNames(String query) {
    return query.isEmpty()
        ? List.of()
        : Arrays.stream(query.split("&")).map(pair -> pair.split("=", 2)[0]).toList();
  }
}
