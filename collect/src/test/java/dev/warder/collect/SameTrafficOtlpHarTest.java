package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same sixty requests, written as OpenTelemetry and as HTTP archive, are the same sixty calls,
/// as far as the format carries a field.
class SameTrafficOtlpHarTest {
  private static final String FOLDER = "data/formats/same-traffic/";

  private static List<Map<String, String>> expected() {
    List<String> lines = SharedFiles.lines(FOLDER + "expected.tsv");
    String[] names = lines.getFirst().split("\t", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "otlp-traces.json, otlp, route principal latency",
    "otlp-traces-old-conventions.ndjson, otlp, route principal latency",
    "otlp-logs.ndjson, otlp, route principal",
    "sample.har, har, latency",
  })
  void everyFieldThatTheFormatCarriesIsTheSame(String file, String format, String carried) {
    Collected collected = Collected.of(SharedFiles.at(FOLDER + file));
    List<Map<String, String>> expected = expected();
    assertThat(collected.report().files().getFirst().format()).isEqualTo(format);
    assertThat(collected.report().skipped()).isZero();
    assertThat(collected.activities()).hasSize(expected.size()).hasSize(60);
    for (int i = 0; i < expected.size(); i++) {
      check(collected.activities().get(i), expected.get(i), carried);
    }
  }

  private static void check(Activity activity, Map<String, String> row, String carried) {
    String n = "request " + row.get("n");
    long micros = Instant.parse(row.get("time_utc")).toEpochMilli() * 1_000;
    assertThat(activity.timeMicros()).as(n).isEqualTo(micros);
    assertThat(activity.call().api()).as(n).isEqualTo("api.acme.example");
    assertThat(activity.call().method()).as(n).isEqualTo(row.get("method"));
    assertThat(activity.call().path()).as(n).isEqualTo(row.get("path"));
    assertThat(activity.call().action()).as(n).isEmpty();
    assertThat(activity.parameters())
        .as(n)
        .extracting(Parameter::name)
        .isEqualTo(SharedFiles.parameterNames(row.getOrDefault("query", "")));
    assertThat(activity.outcome().status()).as(n).hasToString(row.get("status"));
    assertThat(activity.source().address()).as(n).isEqualTo(row.get("ip"));
    assertThat(activity.client().userAgent()).as(n).isEqualTo(row.get("user_agent"));
    assertThat(activity.requestBytes()).as(n).hasToString(row.get("request_bytes"));
    assertThat(activity.responseBytes()).as(n).hasToString(row.get("response_bytes"));
    assertThat(activity.caller().credentialUid()).as(n).isEqualTo(row.get("key_id"));
    assertThat(activity.caller().kind()).as(n).isEqualTo(CredentialKind.API_KEY);
    assertThat(activity.call().route())
        .as(n)
        .isEqualTo(carried.contains("route") ? row.get("route") : "");
    assertThat(activity.caller().principalUid())
        .as(n)
        .isEqualTo(carried.contains("principal") ? row.get("principal") : "");
    assertThat(activity.latencyMicros())
        .as(n)
        .isEqualTo(
            carried.contains("latency")
                ? Long.parseLong(row.get("duration_ms")) * 1_000
                : Activity.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"otlp-traces.json", "otlp-logs.ndjson", "sample.har"})
  void theRequestIdIsKept(String file) {
    List<Activity> activities = Collected.of(SharedFiles.at(FOLDER + file)).activities();
    List<Map<String, String>> expected = expected();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(activities.get(i).attributes())
          .containsEntry("request.id", expected.get(i).get("request_id"));
    }
  }
}
