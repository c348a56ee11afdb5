package dev.warder.benchmarks.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertFileTest {
  private static final long DAY = 86_400_000;

  @TempDir private Path directory;

  private List<Alert> read(long start, String... lines) throws Exception {
    Path file = directory.resolve("findings.ndjson");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return AlertFile.read(file, start);
  }

  private static String finding(String uid, long time) {
    return """
    {"class_uid":2004,"time":%d,"risk_score":40,"metadata":{"tenant_uid":"t"},\
    "finding_info":{"uid":"%s","attacks":[{"technique":{"uid":"T1078"},\
    "sub_technique":{"uid":"T1078.004"}},{"technique":{"uid":"T1651"}}]},\
    "evidences":[{"actor":{"session":{"credential_uid":"k"}},"src_endpoint":{"ip":"a"}}]}\
    """
        .formatted(time, uid);
  }

  private static String incident(String uid, double risk, String technique, String... findings) {
    return """
    {"class_uid":2005,"metadata":{"uid":"%s"},"risk_score":%s,\
    "finding_info_list":[{"uid":"%s"}],\
    "finding_info":{},"attacks":[{"technique":{"uid":"%s"}}]}\
    """
        .formatted(uid, risk, String.join("\"},{\"uid\":\"", findings), technique);
  }

  @Test
  void incidentsAreTheAlertsAndFindingsThatNoneNames() throws Exception {
    List<Alert> alerts =
        read(
            0,
            finding("f-2", 20),
            finding("f-1", 10),
            incident("i", 90, "T1528", "f-2", "f-1"),
            finding("f-3", 30));

    assertThat(alerts).extracting(Alert::millis).containsExactly(10L, 30L);
    assertThat(alerts).extracting(Alert::score).containsExactly(90.0, 40.0);
    assertThat(alerts.getFirst().members())
        .extracting(Alert.Found::uid)
        .containsExactly("f-1", "f-2");
    assertThat(alerts.getFirst().techniques()).containsExactly("T1528");
    assertThat(alerts.getLast().techniques()).containsExactly("T1078.004", "T1651");
  }

  @Test
  void laterLinesAboutAnIncidentAddFindingsAndReplaceTheRest() throws Exception {
    List<Alert> alerts =
        read(
            0,
            finding("f-1", 10),
            incident("i", 50, "T1078", "f-1"),
            finding("f-2", 20),
            incident("i", 80, "T1651", "f-2"));

    assertThat(alerts).hasSize(1);
    assertThat(alerts.getFirst().score()).isEqualTo(80);
    assertThat(alerts.getFirst().members()).hasSize(2);
    assertThat(alerts.getFirst().techniques()).containsExactly("T1651");
  }

  @Test
  void findingsBeforeTheEvaluatedPeriodAreLeftOut() throws Exception {
    List<Alert> alerts =
        read(15, finding("f-1", 10), finding("f-2", 20), incident("i", 9, "T1", "f-1", "f-2"));

    assertThat(alerts).extracting(Alert::millis).containsExactly(20L);
    assertThat(read(50, finding("f-1", 10), incident("i", 9, "T1", "f-1"))).isEmpty();
  }

  @Test
  void linesOfOtherClassesAndFindingsWithoutATimeArePassedOver() throws Exception {
    String other = "{\"class_uid\":6003,\"time\":20,\"finding_info\":{\"uid\":\"f-3\"}}";
    String timeless = "{\"class_uid\":2004,\"finding_info\":{\"uid\":\"f-4\"}}";

    assertThat(read(0, finding("f-1", 10), other, "", timeless)).hasSize(1);
  }

  @Test
  void ofEachDayTheFirstAreEmitted() {
    Alert morning = Thefts.alert(Thefts.found("a", 10, "k"));
    Alert noon = Thefts.alert(Thefts.found("b", 20, "k"));
    Alert evening = Thefts.alert(Thefts.found("c", DAY - 1, "k"));
    Alert nextDay = Thefts.alert(Thefts.found("d", DAY, "k"));

    assertThat(AlertFile.emitted(List.of(nextDay, evening, noon, morning), 2))
        .containsExactly(morning, noon, nextDay);
  }
}
