package dev.warder.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class SampleFilesTest {
  private static final Path COMMITTED =
      Path.of(System.getProperty("warder.root", "..")).resolve("samples");

  private final SampleFiles samples = SampleFiles.generate(Story.SEED);

  @Test
  void regeneratedSamplesAreTheCommittedOnes() throws IOException {
    Map<String, String> committed = new TreeMap<>();
    for (Path file : filesIn(COMMITTED)) {
      committed.put(COMMITTED.relativize(file).toString().replace('\\', '/'), unpacked(file));
    }

    assertThat(committed.keySet())
        .as("run GenerateSamples again, seed %d", Story.SEED)
        .isEqualTo(samples.files().keySet());
    committed.forEach(
        (name, text) -> assertThat(text.equals(samples.text(name))).as(name).isTrue());
  }

  @Test
  void writingTwiceGivesTheSameBytesInAnyLocale(@TempDir Path directory) throws IOException {
    samples.writeTo(directory.resolve("one"));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      SampleFiles.generate(Story.SEED).writeTo(directory.resolve("two"));
    } finally {
      Locale.setDefault(before);
    }

    for (Path file : filesIn(directory.resolve("one"))) {
      Path twin = directory.resolve("two").resolve(directory.resolve("one").relativize(file));
      assertThat(Files.mismatch(file, twin)).as("%s, seed %d", file, Story.SEED).isEqualTo(-1);
    }
  }

  @Test
  void packedFilesCarryNoTimeOfTheirMaking(@TempDir Path directory) throws IOException {
    samples.writeTo(directory);

    for (Path file : filesIn(directory)) {
      if (file.toString().endsWith(".gz")) {
        assertThat(Files.readAllBytes(file))
            .as("%s", file)
            .startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
      }
    }
  }

  @Test
  void samplesStaySmall() throws IOException {
    long sizeBytes = 0;
    for (Path file : filesIn(COMMITTED)) {
      sizeBytes += Files.size(file);
    }

    assertThat(sizeBytes).isLessThan(1_000_000);
    assertThat(apiLines()).hasSizeBetween(8_000, 20_000);
    assertThat(samples.text("website/access.log").lines().count()).isBetween(800L, 2_500L);
  }

  @Test
  void everyJsonDocumentIsWellFormed() {
    samples
        .files()
        .forEach((name, text) -> {
          if (name.contains("json")) {
            assertThat(tokensIn(text)).as(name).isGreaterThan(100);
          }
        });
  }

  @Test
  void everyLineOfTheAccessLogIsCombined() {
    assertThat(samples.text("website/access.log").lines())
        .allMatch(line ->
            line.matches(
                "[0-9a-f.:]+ - \\S+ \\[\\d\\d/Oct/2026:\\d\\d:\\d\\d:\\d\\d \\+0000] "
                    + "\"GET \\S+ HTTP/1\\.1\" \\d{3} \\d+ \"[^\"]+\" \"[^\"]+\""));
  }

  @Test
  void eachDeploymentReportsWhatItReportsAndNoMore() {
    assertThat(apiLines())
        .allMatch(line -> line.contains("console.eu.") == line.contains("\"tls\":{\"ja4\":"))
        .noneMatch(line -> line.contains("console.eu.") && line.contains("\"api\":"));
  }

  private List<String> apiLines() {
    return samples.files().entrySet().stream()
        .filter(file -> file.getKey().startsWith("api/"))
        .flatMap(file -> file.getValue().lines())
        .toList();
  }

  private static String unpacked(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (file.toString().endsWith(".gz")) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readAllBytes();
      }
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int tokensIn(String json) {
    int tokens = 0;
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
