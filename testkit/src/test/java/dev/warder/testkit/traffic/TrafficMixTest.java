package dev.warder.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class TrafficMixTest {
  private static final long SEED = TrafficMix.SEED;
  private static final int EVENTS = 40_000;
  private static final Pattern TIME = Pattern.compile("\"time\":(\\d+)");

  private final String text = generate(EVENTS);
  private final List<String> lines = text.lines().toList();

  @Test
  void sameSeedGivesTheSameBytes() {
    assertThat(generate(EVENTS).equals(text)).as("seed %d", SEED).isTrue();
  }

  @Test
  void writesAsManyLinesAsAskedFor() {
    assertThat(lines).hasSize(EVENTS);
    assertThat(generate(1).lines()).hasSize(1);
    assertThat(generate(0)).isEmpty();
  }

  @Test
  void everyLineIsJsonOfAnApiActivity() {
    for (String line : lines.subList(0, 2_000)) {
      int tokens = 0;
      try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
        while (parser.nextToken() != null) {
          tokens++;
        }
      }
      assertThat(tokens).as(line).isGreaterThan(40);
    }
    assertThat(lines).allMatch(line -> line.startsWith("{\"class_uid\":6003,"));
  }

  @Test
  void linesAreAsLongAsRealOnes() {
    assertThat(text.length() / (double) EVENTS).as("seed %d", SEED).isBetween(560.0, 570.0);
  }

  @Test
  void platformIsAsLargeAsSaid() {
    assertThat(distinct("\"tenant_uid\":\"(\\w+)\"")).isBetween(105L, 110L);
    assertThat(distinct("\"credential_uid\":\"([\\w-]+)\"")).isBetween(660L, 700L);
    assertThat(distinct("\"operation\":\"(\\w+)\"")).isBetween(90L, 100L);
    assertThat(distinct("\"user_agent\":\"([A-Za-z-]+)")).isBetween(30L, 36L);
    assertThat(distinct("\"ip\":\"([^\"]+)\"")).isBetween(3_000L, 20_000L);
  }

  @Test
  void someDeploymentsReportOperationsAndSomeTls() {
    assertThat(share("\"api\":")).isBetween(0.55, 0.65);
    assertThat(share("\"tls\":")).isBetween(0.55, 0.70);
    assertThat(share("\"query_string\":")).isBetween(0.08, 0.20);
  }

  @Test
  void oneLineInNineIsLateAndNoneByMoreThanAllowed() {
    long newest = Long.MIN_VALUE;
    long worst = 0;
    int late = 0;
    for (String line : lines) {
      Matcher time = TIME.matcher(line);
      assertThat(time.find()).isTrue();
      long millis = Long.parseLong(time.group(1));
      if (millis < newest) {
        late++;
        worst = Math.max(worst, newest - millis);
      }
      newest = Math.max(newest, millis);
    }

    assertThat(late / (double) EVENTS).as("seed %d", SEED).isBetween(0.10, 0.12);
    assertThat(worst).isBetween(60_000L, 84_000L);
  }

  private double share(String field) {
    return lines.stream().filter(line -> line.contains(field)).count() / (double) EVENTS;
  }

  private long distinct(String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1)).distinct().count();
  }

  private static String generate(long events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new TrafficMix(SEED, events).writeTo(out);
    } catch (IOException e) {
      throw new AssertionError("writing to memory failed, seed " + SEED, e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }
}
