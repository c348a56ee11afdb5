package dev.warder.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The real command over a directory of hostile files, a bomb of a gigabyte among them, in a
/// process of its own with a heap far too small to hold any of it.
class HostileDirectoryIT {
  private static final String HEAP = "-Xmx160m";

  private final Path hostile = SharedLogs.at("formats/malformed");

  @TempDir private Path folder;

  /// How a run ended and what it printed.
  private record Run(int exit, String out, String err) {}

  private Run warder(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.warder.server.Main"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ended by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void screenReportAndFilesAreWholeAndHoldNothingRaw() throws IOException, InterruptedException {
    Run run =
        warder(
            "analyze",
            hostile.toString(),
            "--report",
            "report.html",
            "--findings",
            "findings.ndjson",
            "--inventory",
            "inventory.json");

    assertThat(run.err())
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("Error");
    assertThat(run.exit()).as(run.err()).isZero();
    assertNothingRaw(run.out());
    assertNothingRaw(run.err());
    for (String file : List.of("report.html", "findings.ndjson", "inventory.json")) {
      assertNothingRaw(Files.readString(folder.resolve(file), StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyFileIsNamedWithWhatBecameOfIt() throws IOException, InterruptedException {
    Run run = warder("analyze", hostile.toString(), "--json");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode quality = new ObjectMapper().readTree(run.out()).get("data_quality");
    List<String> named = new ArrayList<>();
    long delivered = 0;
    for (JsonNode file : quality.get("files")) {
      named.add(file.get("name").asString());
      delivered += file.get("delivered").asLong();
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(files());
    assertThat(quality.get("skipped_by_reason").get("too_long").asInt()).isPositive();
    // Many of the files hold events of the same ids, which count once.
    assertThat(quality.get("delivered").asLong()).isPositive().isEqualTo(delivered);
  }

  @Test
  void doctorSaysTheSameOfTheFiles() throws IOException, InterruptedException {
    Run run = warder("doctor", hostile.toString());

    assertThat(run.exit()).as(run.err()).isZero();
    assertNothingRaw(run.out());
    assertThat(run.out()).contains("bomb-1gb.ndjson.gz").contains("longer than the limit");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(hostile)) {
      return paths.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  /// No control character but line ends and tabs, and nothing that turns text around.
  private static void assertNothingRaw(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isRaw(text.charAt(i))) {
        fail("character %x after %s", (int) text.charAt(i), text.substring(Math.max(0, i - 60), i));
      }
    }
  }

  private static boolean isRaw(char c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    return control
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200E
        || c == 0x200F;
  }
}
