package dev.warder.server;

import static dev.warder.model.inventory.StrandSummary.Standing.SUSPECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Technique;
import dev.warder.model.finding.Incident;
import dev.warder.model.finding.Incident.Standing;
import dev.warder.model.inventory.CredentialSummary;
import dev.warder.server.json.FindingsFile;
import dev.warder.server.json.InventoryFile;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.terminal.ProgressPrinter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole of `analyze` on logs whose truth is known: the samples, and real ones where they lie
/// beside the project.
class KnownLogsIT {
  private static final Path ROOT = Path.of(System.getProperty("warder.root", ".")).toAbsolutePath();
  private static final String KEY = "AKIATFQR7NSC8Q4X20BJ";
  private static final String STOLEN_SESSION =
      "arn:aws:sts::123837392027:assumed-role/acme-basalt-role/i-0dbc91f429e48eeed";

  private static AnalyzeResult analyze(Path log, int threads) {
    return new LogAnalysis()
        .run(TestOptions.of(log).threads(threads).build(), ProgressPrinter.silent());
  }

  private static List<Incident> alerts(AnalyzeResult result) {
    return result.analysis().incidents().stream()
        .filter(incident -> incident.standing() == Standing.ALERTED)
        .toList();
  }

  @Test
  void samplesTellTheirOneTheftWithTheKeyItMinted() {
    List<Incident> alerts = alerts(analyze(ROOT.resolve("samples"), 2));

    assertThat(alerts).hasSize(1);
    assertThat(alerts.getFirst().credentials())
        .contains("fp_479acfb12e191f0f", "fp_1b6956d487ab01b0");
    assertThat(alerts.getFirst().addresses()).contains("51.222.94.5");
    assertThat(alerts.getFirst().techniques())
        .extracting(Technique::uid)
        .contains("T1078.004", "T1651", "T1098.001", "T1070");
  }

  @Test
  void attackOnCloudAccountIsToldByKeyAndNotByTheProvisionerBesideIt() {
    List<Incident> alerts = alerts(analyze(SharedLogs.at("cloudtrail/invictus"), 2));

    assertThat(alerts).hasSizeLessThanOrEqualTo(5);
    assertThat(alerts)
        .filteredOn(incident -> incident.credentials().contains(STOLEN_SESSION))
        .hasSize(1);
    TreeSet<String> techniques = new TreeSet<>();
    alerts.stream()
        .filter(incident -> incident.credentials().contains(KEY))
        .flatMap(incident -> incident.techniques().stream())
        .forEach(technique -> techniques.add(technique.uid()));
    assertThat(techniques)
        .contains(
            "T1552.005",
            "T1562.007",
            "T1562.008",
            "T1578.001",
            "T1578.002",
            "T1098.001",
            "T1098.003",
            "T1136.003");
    assertThat(alerts)
        .allSatisfy(incident -> assertThat(incident.clients()).doesNotContain("Terraform"));
  }

  @Test
  void stolenKeyInAuditEventsIsFoundAndTheOwnersMoveIsNot() {
    Path log = SharedLogs.at("jumpcloud/directory-insights/events-sample.ndjson");

    List<Incident> alerts = alerts(analyze(log, 2));

    assertThat(alerts).hasSize(1);
    assertThat(alerts.getFirst().addresses()).containsExactly("192.0.2.77");
    assertThat(alerts.getFirst().techniques()).extracting(Technique::uid).contains("T1651");
  }

  @Test
  void publicWebsiteGivesAnInventoryAndNoIncident() {
    AnalyzeResult result = analyze(SharedLogs.at("formats/apache/apache_logs.gz"), 2);

    assertThat(result.analysis().incidents()).isEmpty();
    assertThat(result.analysis().inventory().credentials()).isEmpty();
    assertThat(result.analysis().inventory().apis())
        .singleElement()
        .satisfies(api -> {
          assertThat(api.calls()).isGreaterThan(9_900);
          assertThat(api.operations()).hasSizeBetween(50, 1_000);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloudtrail/invictus", "jumpcloud/directory-insights", "formats/apache"})
  void anyNumberOfThreadsGivesTheSameBytes(String log) {
    List<String> outputs = new ArrayList<>();
    for (int threads : new int[] {1, 1, 2, 3}) {
      outputs.add(bytes(analyze(SharedLogs.at(log), threads)));
    }

    assertThat(new TreeSet<>(outputs)).hasSize(1);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBytesForTheSamples() {
    String one = bytes(analyze(ROOT.resolve("samples"), 1));

    assertThat(bytes(analyze(ROOT.resolve("samples"), 2))).isEqualTo(one);
    assertThat(bytes(analyze(ROOT.resolve("samples"), 3))).isEqualTo(one);
  }

  @Test
  void honestKeysOfTheSamplesHaveARhythmAndNoneButTheRobbedOnesIsSuspect() {
    List<CredentialSummary> keys =
        analyze(ROOT.resolve("samples"), 2).analysis().inventory().credentials();

    assertThat(keys)
        .filteredOn(key -> key.strands().stream().anyMatch(s -> s.nextExpectedMicros() > 0))
        .hasSizeGreaterThan(10);
    assertThat(keys)
        .filteredOn(key -> key.strands().stream().anyMatch(s -> s.standing() == SUSPECT))
        .extracting(CredentialSummary::uid)
        .containsExactlyInAnyOrder(
            "fp_479acfb12e191f0f", "fp_1b6956d487ab01b0", "658dcbde98f8b2118bfdc52c");
  }

  private static String bytes(AnalyzeResult result) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FindingsFile.write(result.analysis(), out);
    InventoryFile.write(result, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
