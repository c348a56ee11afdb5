package dev.warder.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AccessLogMixTest {
  private static final long SEED = AccessLogMix.SEED;
  private static final int LINES = 60_000;
  private static final Pattern COMBINED =
      Pattern.compile(
          "([0-9a-f.:]+) - (-|deploy) \\[(\\d\\d)/Sep/2026:(\\d\\d:\\d\\d:\\d\\d) \\+0000] "
              + "\"(?:GET|POST) (\\S+) HTTP/1\\.1\" \\d{3} \\d+ \"[^\"]+\" \"[^\"]+\"");

  private final String text = generate();
  private final List<String> lines = text.lines().toList();

  @Test
  void sameSeedGivesTheSameBytes() {
    assertThat(generate().equals(text)).as("seed %d", SEED).isTrue();
  }

  @Test
  void everyLineIsCombined() {
    assertThat(lines).hasSize(LINES).allMatch(line -> COMBINED.matcher(line).matches());
  }

  @Test
  void linesAreAsLongAsRealOnes() {
    assertThat(text.length() / (double) LINES).as("seed %d", SEED).isBetween(190.0, 240.0);
  }

  @Test
  void manyAddressesAskForManyPaths() {
    assertThat(distinct(1)).isBetween(12_000L, 20_000L);
    assertThat(distinct(5)).isBetween(4_000L, 5_000L);
  }

  @Test
  void linesStandInTheOrderOfTime() {
    List<String> times =
        lines.stream()
            .map(COMBINED::matcher)
            .filter(line -> line.matches())
            .map(line -> line.group(3) + ' ' + line.group(4))
            .toList();

    assertThat(times).hasSize(LINES).isSorted();
  }

  private long distinct(int group) {
    return COMBINED.matcher(text).results().map(m -> m.group(group)).distinct().count();
  }

  private static String generate() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new AccessLogMix(SEED, LINES).writeTo(out);
    } catch (IOException e) {
      throw new AssertionError("writing to memory failed, seed " + SEED, e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }
}
