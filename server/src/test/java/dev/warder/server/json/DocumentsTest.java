package dev.warder.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.sample.SampleAnalysis;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The documents against the contract's list of fields, and against hostile text.
class DocumentsTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  @Test
  void alertedIncidentsAreWrittenAndThoseOverTheBudgetAreNot() {
    List<JsonNode> lines = findings(SampleAnalysis.eventfulDay());

    assertThat(lines).filteredOn(l -> l.path("class_uid").asInt() == 2004).hasSize(10);
    assertThat(lines).filteredOn(l -> l.path("class_uid").asInt() == 2005).hasSize(2);
  }

  @Test
  void findingLinesHaveEveryFieldOfTheContract() {
    for (JsonNode line : ofClass(2004)) {
      assertThat(line.path("activity_id").isInt()).isTrue();
      assertThat(line.path("category_uid").asInt()).isEqualTo(2);
      assertThat(line.path("type_uid").asInt()).isEqualTo(200401);
      assertThat(line.path("time").asLong()).isBetween(1_700_000_000_000L, 1_900_000_000_000L);
      assertThat(line.path("severity_id").asInt()).isBetween(1, 5);
      assertThat(line.path("confidence_score").asInt()).isBetween(50, 100);
      assertThat(line.path("risk_score").asDouble()).isBetween(0.0, 100.0);
      assertThat(line.path("metadata").path("version").asString()).isEqualTo("1.5.0");
      assertThat(line.path("metadata").path("product").path("name").asString()).isEqualTo("Warder");
      assertThat(line.path("metadata").path("tenant_uid").asString()).isNotEmpty();
      JsonNode info = line.path("finding_info");
      assertThat(line.path("metadata").path("uid")).isEqualTo(info.path("uid"));
      assertThat(info.path("title").asString()).isNotEmpty();
      assertThat(info.path("desc").asString()).isNotEmpty();
      attacks(info.path("attacks"));
      evidences(line.path("evidences"));
      warder(line.path("unmapped").path("warder"));
    }
  }

  @Test
  void incidentLinesHaveEveryFieldOfTheContractAndNameWrittenFindings() {
    List<String> uids =
        ofClass(2004).stream().map(l -> l.path("metadata").path("uid").asString()).toList();
    for (JsonNode line : ofClass(2005)) {
      assertThat(line.path("category_uid").asInt()).isEqualTo(2);
      assertThat(line.path("type_uid").asInt()).isEqualTo(200501);
      assertThat(line.path("time").isIntegralNumber()).isTrue();
      assertThat(line.path("metadata").path("uid").asString()).startsWith("i-");
      assertThat(line.path("severity_id").asInt()).isBetween(1, 5);
      assertThat(line.path("risk_score").isNumber()).isTrue();
      assertThat(line.path("desc").asString()).isNotEmpty();
      assertThat(line.path("status").asString()).isEqualTo("New");
      assertThat(line.path("finding_info_list").valueStream().map(f -> f.path("uid").asString()))
          .isNotEmpty()
          .allMatch(uids::contains);
    }
  }

  @Test
  void inventoryHasEveryFieldOfTheContract() {
    JsonNode inventory = parse(bytes(Document.INVENTORY, SampleAnalysis.eventfulDay()));

    JsonNode api = inventory.path("apis").get(0);
    assertThat(api.path("host").asString()).isEqualTo("console.directory.example");
    assertThat(api.path("operations").get(0).propertyNames())
        .contains("method", "template", "name", "calls", "risk_class");
    assertThat(inventory.path("credentials").valueStream())
        .hasSize(12)
        .allSatisfy(key -> {
          assertThat(key.propertyNames()).contains("uid", "tenant", "owner", "posture");
          assertThat(key.path("strands").get(0).propertyNames())
              .contains("source", "client", "operations", "next_expected_time");
        });
    JsonNode scim = inventory.path("credentials").get(1).path("strands").get(0);
    assertThat(scim.path("next_expected_time").asLong()).isGreaterThan(1_700_000_000_000L);
    JsonNode thief = inventory.path("credentials").get(0).path("strands").get(1);
    assertThat(thief.path("next_expected_time").isNull()).isTrue();
    assertThat(inventory.path("sources").size()).isEqualTo(15);
    JsonNode quality = inventory.path("data_quality");
    assertThat(quality.path("skipped_by_reason").path("line_unparsable").asInt()).isEqualTo(198);
    assertThat(quality.path("files").get(1).path("status").asString()).isEqualTo("damaged");
  }

  @Test
  void sameResultGivesTheSameBytes() {
    for (Document document : Document.values()) {
      assertThat(bytes(document, SampleAnalysis.eventfulDay()))
          .isEqualTo(bytes(document, SampleAnalysis.eventfulDay()));
    }
  }

  @Test
  void hostileTextSurvivesAsDataInPlainAscii() {
    for (Document document : Document.values()) {
      byte[] bytes = bytes(document, SampleAnalysis.hostileDay());
      for (byte b : bytes) {
        assertThat(b == '\n' || (b >= ' ' && b < 0x7F)).as("byte %d of %s", b, document).isTrue();
      }
    }
    JsonNode summary = parse(bytes(Document.SUMMARY, SampleAnalysis.hostileDay()));
    assertThat(summary.path("incidents").get(0).path("title").asString())
        .isEqualTo(SampleAnalysis.hostileDay().analysis().incidents().getFirst().title());
  }

  @Test
  void summaryListsIncidentsOverTheBudgetToo() {
    JsonNode summary = parse(bytes(Document.SUMMARY, SampleAnalysis.eventfulDay()));

    assertThat(summary.path("incidents").size()).isEqualTo(3);
    assertThat(summary.path("incidents").get(2).path("standing").asString())
        .isEqualTo("over_budget");
    assertThat(summary.path("summary").path("incidents_alerted").asInt()).isEqualTo(2);
  }

  private static void attacks(JsonNode attacks) {
    assertThat(attacks.valueStream())
        .isNotEmpty()
        .allSatisfy(attack -> {
          String parent = attack.path("technique").path("uid").asString();
          assertThat(parent).matches("T\\d{4}");
          assertThat(attack.path("technique").path("name").asString()).isNotEmpty();
          assertThat(attack.path("tactic").path("uid").asString()).matches("TA\\d{4}");
          assertThat(attack.path("version").asString()).isNotEmpty();
          if (attack.has("sub_technique")) {
            assertThat(attack.path("sub_technique").path("uid").asString())
                .matches(parent + "\\.\\d{3}");
          }
        });
  }

  private static void evidences(JsonNode evidences) {
    assertThat(evidences.valueStream())
        .isNotEmpty()
        .allSatisfy(evidence -> {
          assertThat(evidence.path("uid").asString()).isNotEmpty();
          assertThat(evidence.path("data").path("time").isIntegralNumber()).isTrue();
          assertThat(evidence.path("actor").path("session").path("credential_uid").asString())
              .startsWith("jca_");
          assertThat(evidence.path("src_endpoint").path("ip").asString()).contains(".");
          assertThat(evidence.path("api").path("operation").asString()).isNotEmpty();
        });
  }

  private static void warder(JsonNode warder) {
    assertThat(warder.propertyNames())
        .contains(
            "evidence_nats",
            "threshold_nats",
            "facets",
            "innocent",
            "counterfactual",
            "detection_id",
            "strand_uid",
            "owasp");
    assertThat(warder.path("facets").get(0).propertyNames())
        .contains("facet", "nats", "usual", "seen", "new_to");
  }

  private static List<JsonNode> ofClass(int uid) {
    return findings(SampleAnalysis.eventfulDay()).stream()
        .filter(l -> l.path("class_uid").asInt() == uid)
        .toList();
  }

  private static List<JsonNode> findings(AnalyzeResult result) {
    return new String(bytes(Document.FINDINGS, result), StandardCharsets.UTF_8)
        .lines()
        .map(line -> MAPPER.readTree(line))
        .toList();
  }

  private static JsonNode parse(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }

  private static byte[] bytes(Document document, AnalyzeResult result) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (document) {
      case FINDINGS -> FindingsFile.write(result.analysis(), out);
      case INVENTORY -> InventoryFile.write(result, out);
      case SUMMARY -> SummaryDocument.write(result, out);
    }
    return out.toByteArray();
  }

  private enum Document {
    FINDINGS,
    INVENTORY,
    SUMMARY
  }
}
