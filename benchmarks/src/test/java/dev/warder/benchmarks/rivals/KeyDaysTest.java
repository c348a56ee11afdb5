package dev.warder.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDaysTest {
  private static final long DAY = 24 * Calls.HOUR;

  @TempDir private Path directory;
  private final KeyDays days = new KeyDays("rival");

  @Test
  void ofADayTheFirstOverTheThresholdAndTheHighestAreKept() {
    days.add(Calls.at(1, "k"), 0.5, false);
    days.add(Calls.at(2, "k"), 3, true);
    days.add(Calls.at(3, "k"), 9, true);
    days.add(Calls.at(4, "k"), 1, true);

    assertThat(days.firsts()).extracting(alarm -> alarm.call().millis()).containsExactly(2L);
    assertThat(days.bests()).extracting(KeyDays.Alarm::score).containsExactly(9.0);
  }

  @Test
  void everyKeyAndDayHasItsOwn() {
    days.add(Calls.at(1, "k"), 3, true);
    days.add(Calls.at(1, "other"), 3, true);
    days.add(Calls.at(DAY - 1, "k"), 3, true);
    days.add(Calls.at(DAY, "k"), 3, true);

    assertThat(days.firsts()).hasSize(3);
  }

  @Test
  void whatScoresNothingSaysNothing() {
    days.add(Calls.at(1, "k"), 0, true);
    days.add(Calls.at(1, "k"), Double.NaN, true);

    assertThat(days.firsts()).isEmpty();
    assertThat(days.bests()).isEmpty();
  }

  @Test
  void findingsAreLinesThatTheScorerReads() throws Exception {
    days.add(Calls.at(7, "k"), 2.5, true);
    days.add(Calls.at(DAY, "k"), 1.5, true);

    days.write(directory, "dev");

    List<String> lines = Files.readAllLines(directory.resolve("rival-first-dev.ndjson"));
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .isEqualTo(
            """
            {"class_uid":2004,"time":7,"severity_id":3,"risk_score":2.5,\
            "metadata":{"tenant_uid":"tenant of k"},"finding_info":{"uid":"rival-0"},\
            "evidences":[{"actor":{"session":{"credential_uid":"k"}},\
            "src_endpoint":{"ip":"203.0.113.7"}}]}\
            """);
    assertThat(directory.resolve("rival-best-dev.ndjson"))
        .hasSameTextualContentAs(directory.resolve("rival-first-dev.ndjson"));
  }
}
