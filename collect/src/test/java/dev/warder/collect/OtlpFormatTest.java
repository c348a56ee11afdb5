package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpFormatTest {
  private static String attribute(String key, String value) {
    return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
  }

  private static String span(String kind, String... attributes) {
    return "{\"traceId\":\"t\",\"spanId\":\"s\",\"kind\":"
        + kind
        + ",\"startTimeUnixNano\":\"1717401600449000000\","
        + "\"endTimeUnixNano\":\"1717401600502000000\",\"attributes\":["
        + String.join(",", attributes)
        + "]}";
  }

  private static String export(String... spans) {
    return "{\"resourceSpans\":[{\"resource\":{\"attributes\":["
        + attribute("service.name", "shop")
        + ","
        + attribute("tenant.id", "acme")
        + "]},\"scopeSpans\":[{\"spans\":["
        + String.join(",", spans)
        + "]}]}]}";
  }

  @Test
  void onlySpansOfServersAreCalls() {
    String get = attribute("http.request.method", "GET");
    CollectReport report =
        Collected.of(export(span("2", get), span("3", get), span("1", get), span("2"))).report();
    assertThat(report.delivered()).isEqualTo(1);
    assertThat(report.files().getFirst().skippedByReason())
        .containsOnlyKeys(SkipReason.NOT_A_CALL)
        .containsEntry(SkipReason.NOT_A_CALL, 3L);
  }

  @Test
  void whatTheResourceSaysHoldsForItsSpans() {
    Activity activity =
        Collected.of(
                export(
                    span(
                        "\"SPAN_KIND_SERVER\"",
                        attribute("http.method", "get"),
                        attribute("http.target", "/a/b?api_key=sk_live_0123456789abcdef"))))
            .only();
    assertThat(activity.call().api()).isEqualTo("shop");
    assertThat(activity.tenant()).isEqualTo("acme");
    assertThat(activity.uid()).isEqualTo("t-s");
    assertThat(activity.call().method()).isEqualTo("GET");
    assertThat(activity.call().path()).isEqualTo("/a/b");
    assertThat(activity.caller().credentialUid()).startsWith("h-");
    assertThat(activity.toString()).doesNotContain("sk_live");
  }

  @Test
  void aSpanAndItsLogRecordAreOneCall() {
    String text = export(span("2", attribute("http.request.method", "GET")));
    String log =
        text.replace("resourceSpans", "resourceLogs")
            .replace("scopeSpans", "scopeLogs")
            .replace("\"spans\"", "\"logRecords\"")
            .replace("startTimeUnixNano", "timeUnixNano");
    CollectReport report = Collected.of(text + "\n" + log + "\n").report();
    assertThat(report.delivered()).isEqualTo(1);
    assertThat(report.duplicates()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "pkg.Users, GetUser, 0, /pkg.Users/GetUser, SUCCESS",
    "'', pkg.Users/GetUser, OK, /pkg.Users/GetUser, SUCCESS",
    "pkg.Users, Guess, 12, '', NOT_FOUND",
    "pkg.Users, GetUser, 7, /pkg.Users/GetUser, DENIED",
  })
  void aRemoteCallIsAPostToItsMethod(
      String service, String method, String code, String route, Outcome.Result result) {
    Activity activity =
        Collected.of(
                export(
                    span(
                        "2",
                        attribute("rpc.system", "grpc"),
                        attribute("rpc.service", service),
                        attribute("rpc.method", method),
                        attribute("rpc.grpc.status_code", code))))
            .only();
    assertThat(activity.call().method()).isEqualTo("POST");
    assertThat(activity.call().route()).isEqualTo(route);
    assertThat(activity.outcome().result()).isEqualTo(result);
  }

  @Test
  void aGraphQlOperationIsNamedBesideItsPath() {
    Activity activity =
        Collected.of(
                export(
                    span(
                        "2",
                        attribute("http.request.method", "POST"),
                        attribute("url.path", "/graphql"),
                        attribute("graphql.operation.name", "deleteUser"),
                        attribute("graphql.operation.type", "mutation"))))
            .only();
    assertThat(activity.call().action()).isEqualTo("mutation deleteUser");
    assertThat(activity.call().path()).isEqualTo("/graphql");
  }

  @Test
  void theUserStandsForTheKeyThatIsNotNamed() {
    Activity activity =
        Collected.of(
                export(
                    span(
                        "2", attribute("http.request.method", "GET"), attribute("user.id", "u-1"))))
            .only();
    assertThat(activity.caller().kind()).isEqualTo(CredentialKind.PRINCIPAL);
    assertThat(activity.caller().credentialUid()).isEqualTo("u-1");
  }

  @Test
  void aKeyAttributeNamedByTheOperatorIsHashed() {
    CollectOptions options = CollectOptions.defaults().withThreads(1).withKeyField("my.key");
    String text =
        export(
            span("2", attribute("http.request.method", "GET"), attribute("my.key", "raw-value")));
    Activity activity = Collected.of(options, text.getBytes(StandardCharsets.UTF_8)).only();
    assertThat(activity.caller().credentialUid()).startsWith("h-");
    assertThat(activity.toString()).doesNotContain("raw-value");
  }

  @Test
  void anExportLongerThanARecordMayBeIsReadResourceByResource() {
    StringBuilder text = new StringBuilder("{\"resourceSpans\":[");
    int resources = 0;
    while (text.length() < 3 << 20) {
      String one =
          export(
              span("2", attribute("http.request.method", "GET"))
                  .replace("\"s\"", "\"" + resources + "\""));
      String piece = one.substring("{\"resourceSpans\":[".length(), one.length() - 2);
      text.append(resources == 0 ? "" : ",").append(piece);
      resources++;
    }
    CollectReport report = Collected.of(text.append("]}").toString()).report();
    assertThat(report.skipped()).isZero();
    assertThat(report.delivered()).isEqualTo(resources);
  }

  @Test
  void metricsAreNoEvents() {
    assertThat(Collected.of("{\"resourceMetrics\":[{\"scopeMetrics\":[]}]}").report().files())
        .singleElement()
        .satisfies(file -> assertThat(file.status()).isEqualTo(FileReport.Status.NOT_EVENTS));
  }
}
