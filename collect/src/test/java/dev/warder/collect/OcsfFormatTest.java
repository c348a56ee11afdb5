package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Parameter.Place;
import dev.warder.model.ValueShape;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OcsfFormatTest {
  private static final String HTTP =
      """
      {"class_uid":6003,"time":1740960000673,"metadata":{"uid":"e-1","tenant_uid":"t-1"},\
      "actor":{"user":{"uid":"u-1"},"session":{"credential_uid":"kf-1"}},\
      "src_endpoint":{"ip":"192.0.2.1","location":{"country":"DE"}},\
      "http_request":{"http_method":"get","url":{"hostname":"api.example","path":"/api//x/",\
      "query_string":"limit=1"},"user_agent":"curl/8","length":7},\
      "http_response":{"code":404,"length":10,"latency":23},"api":{"operation":"get_x"},\
      "tls":{"ja4":"t13d_a"}}
      """;

  @Test
  void everyFieldOfAnHttpCallIsRead() {
    Activity activity = Collected.of(HTTP).only();
    assertThat(activity.timeMicros()).isEqualTo(1_740_960_000_673_000L);
    assertThat(activity.uid()).isEqualTo("e-1");
    assertThat(activity.tenant()).isEqualTo("t-1");
    assertThat(activity.caller().credentialUid()).isEqualTo("kf-1");
    assertThat(activity.caller().kind()).isEqualTo(CredentialKind.API_KEY);
    assertThat(activity.caller().principalUid()).isEqualTo("u-1");
    assertThat(activity.source().address()).isEqualTo("192.0.2.1");
    assertThat(activity.source().country()).isEqualTo("DE");
    assertThat(activity.client().userAgent()).isEqualTo("curl/8");
    assertThat(activity.client().ja4()).isEqualTo("t13d_a");
    assertThat(activity.call().api()).isEqualTo("api.example");
    assertThat(activity.call().method()).isEqualTo("GET");
    assertThat(activity.call().path()).isEqualTo("/api/x");
    assertThat(activity.call().action()).isEqualTo("get_x");
    assertThat(activity.outcome().result()).isEqualTo(Outcome.Result.NOT_FOUND);
    assertThat(activity.requestBytes()).isEqualTo(7);
    assertThat(activity.responseBytes()).isEqualTo(10);
    assertThat(activity.latencyMicros()).isEqualTo(23_000);
    assertThat(activity.attributes()).isEmpty();
    assertThat(activity.parameters()).extracting(Parameter::name).containsExactly("limit");
  }

  @Test
  void fieldsOfABodyFollowTheQueryByTheirPath() {
    String body =
        HTTP.replace(
            "\"operation\":\"get_x\"",
            "\"operation\":\"get_x\",\"request\":{\"data\":{\"user\":{\"mail\":\"jo@example.com\"},"
                + "\"tags\":[{\"id\":1},{\"id\":2}],\"zip\":\"12345\"}}");

    List<Parameter> parameters = Collected.of(body).only().parameters();

    assertThat(parameters)
        .extracting(Parameter::name)
        .containsExactly("limit", "user.mail", "tags[].id", "zip");
    assertThat(parameters.get(1).place()).isEqualTo(Place.BODY);
    assertThat(parameters.get(1).has(ValueShape.EMAIL)).isTrue();
    assertThat(parameters.get(2).has(ValueShape.INTEGER)).isTrue();
    assertThat(parameters.get(3).has(ValueShape.INTEGER)).as("a text of digits").isFalse();
  }

  @Test
  void parametersSurviveTheSortOnDisk() {
    String log = HTTP.repeat(200);
    CollectOptions options = CollectOptions.defaults().withThreads(1).withSortMemoryBytes(8_192);

    assertThat(Collected.of(options, log.getBytes(StandardCharsets.UTF_8)).activities())
        .isNotEmpty()
        .allSatisfy(activity ->
            assertThat(activity.parameters()).isEqualTo(Collected.of(HTTP).only().parameters()));
  }

  @Test
  void whitespaceAndEscapesChangeNothing() {
    String spread = HTTP.replace(",", " ,\n ").replace("curl", "c\\u0075rl");
    assertThat(Collected.of(spread).only()).isEqualTo(Collected.of(HTTP).only());
  }

  @Test
  void providersActionsAreNamedByServiceAndOperation() {
    List<Activity> activities =
        Collected.of(SharedFiles.at("data/formats/ocsf/api-activity.ndjson")).activities();
    assertThat(activities).hasSize(120);
    assertThat(activities)
        .anySatisfy(activity -> {
          assertThat(activity.call().action()).isEqualTo("account:GetRegionOptStatus");
          assertThat(activity.call().api()).isEqualTo("account.amazonaws.com");
          assertThat(activity.attributes())
              .containsEntry("api.request.data.RegionName", "eu-north-1");
          assertThat(activity.tenant()).isEqualTo("123837392027");
        });
    assertThat(activities).filteredOn(activity -> !activity.outcome().succeeded()).hasSize(17);
  }

  @Test
  void otherClassesAndMissingTimesAreCountedByReason() {
    CollectReport report =
        Collected.of(
                HTTP
                    + HTTP.replace("6003", "3002")
                    + HTTP.replace("\"time\"", "\"when\"")
                    + HTTP.replace("1740960000673", "\"soon\"")
                    + HTTP.replace("\"192.0.2.1\"", "[1]")
                    + HTTP.replace(
                        "{\"user\":{\"uid\":\"u-1\"}", "{\"user\":{\"uid\":1,\"uid\":2}"))
            .report();
    assertThat(report.delivered()).isEqualTo(1);
    assertThat(report.files().getFirst().skippedByReason())
        .containsEntry(SkipReason.NOT_A_CALL, 1L)
        .containsEntry(SkipReason.FIELD_MISSING, 1L)
        .containsEntry(SkipReason.FIELD_INVALID, 2L)
        .containsEntry(SkipReason.DUPLICATE_FIELD, 1L);
  }

  @Test
  void aKeyWhereTheOperatorSaysIsHashed() {
    CollectOptions options = CollectOptions.defaults().withKeyField("X-Api-Key");
    String withHeader =
        HTTP.replace(
            "\"http_request\":{",
            "\"http_request\":{\"http_headers\":[{\"name\":\"x-api-key\",\"value\":\"s3cret\"}],");
    Activity activity = Collected.of(options, withHeader.getBytes(StandardCharsets.UTF_8)).only();
    assertThat(activity.caller().credentialUid()).matches("h-[0-9a-f]{16}");
    assertThat(activity.toString()).doesNotContain("s3cret");
  }

  @Test
  void allEventsOfTheDevelopmentSetAreRead() {
    Path file = SharedFiles.at("eval/dev/events.ndjson.gz");
    CollectReport report =
        new Collector(CollectOptions.defaults().withSortMemoryBytes(64 << 20), PlainEnrichment::new)
            .collect(
                List.of(file.toString()),
                InputStream.nullInputStream(),
                _ -> {},
                ProgressListener.NONE);
    assertThat(report.delivered()).isEqualTo(864_791);
    assertThat(report.skipped()).isZero();
    assertThat(report.duplicates()).isZero();
  }
}
