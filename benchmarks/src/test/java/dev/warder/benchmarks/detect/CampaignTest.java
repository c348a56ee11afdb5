package dev.warder.benchmarks.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {
  private static final long HOUR = 3_600_000;

  @TempDir private Path directory;
  private final Campaign theft = Thefts.theft();

  @Test
  void findingsCountFromTheFirstMaliciousCallToAnHourAfterTheLast() {
    assertThat(theft.matches(Thefts.found("f", 999, "k"))).isFalse();
    assertThat(theft.matches(Thefts.found("f", 1_000, "k"))).isTrue();
    assertThat(theft.matches(Thefts.found("f", 5_000 + HOUR, "k"))).isTrue();
    assertThat(theft.matches(Thefts.found("f", 5_001 + HOUR, "k"))).isFalse();
  }

  @Test
  void findingsThatListManyKeysAreOfTheTheftOnlyIfHalfAreItsOwn() {
    assertThat(theft.matches(Thefts.found("f", 2_000, "k", "other"))).isTrue();
    assertThat(theft.matches(Thefts.found("f", 2_000, "k", "other", "third"))).isFalse();
    assertThat(theft.matches(Thefts.found("f", 2_000, "k", "minted", "other", "third"))).isTrue();
    assertThat(theft.matches(Thefts.found("f", 2_000))).isFalse();
  }

  @Test
  void addressesOfTheThiefCountForItsTenantsOnly() {
    assertThat(theft.matches(byAddress("thief", "t"))).isTrue();
    assertThat(theft.matches(byAddress("thief", ""))).isTrue();
    assertThat(theft.matches(byAddress("thief", "another"))).isFalse();
    assertThat(theft.matches(byAddress("office", "t"))).isFalse();
  }

  private static Alert.Found byAddress(String address, String tenant) {
    return new Alert.Found("f", 2_000, 50, Set.of("x"), Set.of(address), tenant, List.of());
  }

  @Test
  void callsAreCountedUpToTheFindingAndAreAtLeastOne() {
    assertThat(theft.callsUntil(3_000)).isEqualTo(3);
    assertThat(theft.callsUntil(3_999)).isEqualTo(3);
    assertThat(theft.callsUntil(0)).isEqualTo(1);
    assertThat(theft.callsUntil(9_000)).isEqualTo(5);
  }

  @Test
  void labelsAreReadWithParentsOfTechniquesAndWithoutWhatEndsTooEarly() throws Exception {
    Path labels =
        Files.writeString(
            directory.resolve("labels.json"),
            """
            {"eval_start":100,"campaigns":[
             {"id":"c-1","family":"early","last_event_time":99},
             {"id":"c-2","family":"late","first_event_time":90,"last_event_time":100,
              "credentials":["k"],"sources":["a"],"tenants":["t"],
              "techniques":["T1098.001","T1685.002"],"events":[["u",100,1],["v",90]]}]}
            """);

    Campaign.Labels read = Campaign.read(labels, 1);

    assertThat(read.startMillis()).isEqualTo(100);
    assertThat(read.campaigns())
        .containsExactly(
            new Campaign(
                "1/c-2",
                "late",
                90,
                100,
                Set.of("k"),
                Set.of("a"),
                Set.of("t"),
                Set.of("T1098", "T1562"),
                List.of(90L, 100L)));
  }
}
