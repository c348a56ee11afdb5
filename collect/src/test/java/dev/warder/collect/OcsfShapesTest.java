package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.json.JsonReader;
import dev.warder.collect.sort.Weight;
import dev.warder.model.Activity;
import dev.warder.model.SharedTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A record that is recognised by its layout is read as if it had been parsed.
class OcsfShapesTest {
  private static final int RECORDS = 20_000;
  private static final Map<String, List<String>> OBJECTS =
      Map.of(
          "metadata", List.of("uid", "tenant_uid"),
          "src_endpoint", List.of("ip", "svc_name"),
          "http_request", List.of("http_method", "user_agent", "length", "url"),
          "url", List.of("hostname", "path", "query_string"),
          "http_response", List.of("code", "length", "latency"),
          "api", List.of("operation", "service", "request", "response"),
          "service", List.of("name"),
          "request", List.of("uid", "data"),
          "response", List.of("error", "code"),
          "actor", List.of("user", "session"));
  private static final Map<String, List<String>> MORE_OBJECTS =
      Map.of(
          "user", List.of("uid", "name", "credential_uid", "account"),
          "account", List.of("uid"),
          "session", List.of("credential_uid"),
          "tls", List.of("ja4", "ja4_fingerprint_list"),
          "cloud", List.of("account"));
  private static final List<String> ROOT =
      List.of(
          "time",
          "time_dt",
          "metadata",
          "actor",
          "src_endpoint",
          "http_request",
          "http_response",
          "api",
          "tls",
          "cloud",
          "status_id",
          "activity_id",
          "unmapped",
          "resources");
  private static final List<String> VALUES =
      List.of(
          "\"\"",
          "\"x\"",
          "\"GET\"",
          "\"/a/b\"",
          "\"a\\\"b\"",
          "\"\u00e4\"",
          "\"192.0.2.1\"",
          "0",
          "-1",
          "200",
          "404",
          "1.5",
          "1e3",
          "01",
          "true",
          "false",
          "null",
          "[]",
          "{}",
          "{\"x\":1}",
          "\"u-1\"",
          "\"k-1\"",
          "17",
          "1740960000673",
          "\"ghp_0123456789abcdefghij\"");

  private final Random random = new Random(7);
  private final List<String> byLayout = new ArrayList<>();
  private final List<String> byParser = new ArrayList<>();
  private final Reading layouts = new Reading(byLayout);
  private final Reading parser = new Reading(byParser);
  private int matched;

  /// One reader, and what it said of each record.
  private static final class Reading {
    private final JsonReader json = new JsonReader(64, 1 << 20);
    private final BlockResult result = new BlockResult(0);
    private final OcsfFormat format;
    private final RecordSink sink;
    private final List<String> told;

    Reading(List<String> told) {
      this.told = told;
      format =
          new OcsfFormat(
              new Nouns(new PlainEnrichment(), HashKey.DEFAULT, new SharedTexts(8)),
              "",
              new TrustedHops(0));
      sink = new RecordSink(this::take);
      sink.startBlock(result);
    }

    private void take(Activity activity, long sharedBytes) {
      assertThat(sharedBytes).isEqualTo(Weight.ofShared(activity));
      told.add(activity.toString());
    }

    int parse(byte[] bytes) {
      int end = json.parse(bytes, 0, bytes.length);
      if (end >= 0) {
        sink.startRecord(bytes, 0, end, 0, 0);
        format.read(json.tape(), 0, sink);
      }
      return end;
    }

    int match(byte[] bytes) {
      int end = format.match(bytes, 0, bytes.length);
      if (end >= 0) {
        sink.startRecord(bytes, 0, end, 0, 0);
        format.readMatched(sink);
      }
      return end;
    }
  }

  @Test
  void aRecordReadByItsLayoutIsWhatTheParserMakesOfIt() {
    for (int i = 0; i < RECORDS; i++) {
      byte[] record = record().getBytes(StandardCharsets.UTF_8);
      int parsed = parser.parse(record);
      int end = layouts.match(record);
      if (end >= 0) {
        matched++;
        assertThat(end).as(new String(record, StandardCharsets.UTF_8)).isEqualTo(parsed);
      } else {
        layouts.parse(record);
      }
      assertThat(byLayout)
          .as(new String(record, StandardCharsets.UTF_8))
          .hasSameSizeAs(byParser)
          .endsWith(byParser.isEmpty() ? new String[0] : new String[] {byParser.getLast()});
      assertThat(layouts.result.skipped).isEqualTo(parser.result.skipped);
    }
    assertThat(matched).isBetween(RECORDS / 20, RECORDS - 1);
    assertThat(parser.result.skipped).isNotEmpty();
    assertThat(byParser).isNotEmpty();
  }

  @Test
  void whatIsCutOffIsNoRecordOfAKnownLayout() {
    String whole = "{\"class_uid\":6003,\"time\":1740960000673,\"metadata\":{\"uid\":\"e\"}}";
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    layouts.parse(bytes);
    assertThat(layouts.match(bytes)).isEqualTo(bytes.length);
    for (int end = 0; end < bytes.length; end++) {
      assertThat(layouts.format.match(bytes, 0, end)).isNegative();
      assertThat(
              layouts.format.match(
                  whole.substring(0, end).getBytes(StandardCharsets.UTF_8), 0, end))
          .isNegative();
    }
  }

  private String record() {
    // Few layouts and many values, as in real logs, but for one record in eight.
    boolean wild = random.nextInt(8) == 0;
    List<String> names = new ArrayList<>(ROOT);
    if (wild) {
      Collections.shuffle(names, random);
    }
    StringBuilder text = new StringBuilder("{\"class_uid\":6003");
    int kept = wild ? random.nextInt(1 << ROOT.size()) : random.nextInt(4) * 1_001 + 1;
    for (int i = 0; i < names.size(); i++) {
      if ((kept & (1 << i)) != 0) {
        text.append(random.nextInt(999) == 0 ? ", " : ",");
        field(text, names.get(i), wild);
      }
    }
    return text.append(random.nextInt(500) == 0 ? "" : "}").toString();
  }

  private void field(StringBuilder text, String name, boolean wild) {
    text.append('"').append(name).append("\":");
    List<String> fields = OBJECTS.getOrDefault(name, MORE_OBJECTS.getOrDefault(name, List.of()));
    if (fields.isEmpty() || (wild && random.nextInt(9) == 0)) {
      text.append(name.equals("time") && !wild ? "1740960000673" : value(wild));
      return;
    }
    text.append('{');
    String comma = "";
    for (String field : fields) {
      if (!wild || random.nextInt(3) > 0) {
        text.append(comma);
        field(text, field, wild);
        comma = ",";
      }
    }
    text.append('}');
  }

  private String value(boolean wild) {
    return wild || random.nextInt(40) == 0
        ? VALUES.get(random.nextInt(VALUES.size()))
        : "\"v" + random.nextInt(50) + "\"";
  }
}
