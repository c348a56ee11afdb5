package dev.warder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.benchmarks.JacksonParse.Seen;
import dev.warder.testkit.traffic.TrafficMix;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JacksonParseTest {
  @TempDir private Path directory;

  @Test
  void everyLineIsVisitedOnceHoweverTheFileIsCut() throws Exception {
    Path file = directory.resolve("mix.ndjson");
    try (OutputStream out = Files.newOutputStream(file)) {
      new TrafficMix(TrafficMix.SEED, 3_000).writeTo(out);
    }

    Seen whole = JacksonParse.parse(file, 1, 1 << 24);

    assertThat(whole.lines()).isEqualTo(3_000);
    for (int blockBytes : new int[] {97, 565, 4_096, 100_000}) {
      assertThat(JacksonParse.parse(file, 3, blockBytes))
          .as("%d bytes", blockBytes)
          .isEqualTo(whole);
    }
  }

  @Test
  void blocksThatEndWithALineLoseNone() throws Exception {
    Path file = Files.writeString(directory.resolve("eight.ndjson"), "{\"a\":1}\n".repeat(100));

    for (int blockBytes = 1; blockBytes < 40; blockBytes++) {
      assertThat(JacksonParse.parse(file, 2, blockBytes)).isEqualTo(new Seen(100, 400));
    }
  }

  @Test
  void lastLineCountsWithoutItsNewline() throws Exception {
    Path file = Files.writeString(directory.resolve("open.ndjson"), "{}\n{\"a\":[1]}");

    assertThat(JacksonParse.parse(file, 2, 2)).isEqualTo(new Seen(2, 8));
  }
}
