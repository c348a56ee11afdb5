package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HarFormatTest {
  private static final String START = "{\"log\":{\"version\":\"1.2\",\"pages\":[],\"entries\":[";

  private static String header(String name, String value) {
    return "{\"name\":\"" + name + "\",\"value\":\"" + value + "\"}";
  }

  private static String entry(String url, String body, String... headers) {
    return "{\"startedDateTime\":\"2024-06-03T10:00:00.449+02:00\",\"time\":53.7,"
        + "\"request\":{\"method\":\"POST\",\"url\":\""
        + url
        + "\",\"headers\":["
        + String.join(",", headers)
        + "],\"bodySize\":12"
        + (body.isEmpty() ? "" : ",\"postData\":{\"text\":\"" + body.replace("\"", "\\\"") + "\"}")
        + "},\"response\":{\"status\":201,\"bodySize\":-1,\"content\":{\"size\":77}}}";
  }

  private static Activity only(String url, String body, String... headers) {
    return Collected.of(START + entry(url, body, headers) + "]}}").only();
  }

  @Test
  void anEntryIsACall() {
    Activity activity = only("https://API.example:8443/v1/a?x=1#top", "");
    assertThat(activity.call().api()).isEqualTo("api.example");
    assertThat(activity.call().path()).isEqualTo("/v1/a");
    assertThat(activity.timeMicros()).isEqualTo(1_717_401_600_449_000L);
    assertThat(activity.latencyMicros()).isEqualTo(53_000);
    assertThat(activity.responseBytes()).isEqualTo(77);
    assertThat(activity.caller().isAnonymous()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer not-a-known-kind-of-key",
    "X-API-Key, not-a-known-kind-of-key",
  })
  void aKeyIsTheSameWhereverItStandsAndNeverShown(String name, String value) {
    Activity activity = only("https://a.example/", "", header(name, value));
    Activity inQuery = only("https://a.example/?api_key=not-a-known-kind-of-key", "");
    assertThat(activity.caller().credentialUid())
        .startsWith("h-")
        .isEqualTo(inQuery.caller().credentialUid());
    assertThat(activity.toString() + inQuery).doesNotContain("not-a-known");
  }

  @Test
  void aSignatureNamesItsKeyAndNeverItself() {
    String signature = "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20240603/x/y, Signature=abcdef";
    Activity signed = only("https://a.example/", "", header("Authorization", signature));
    assertThat(signed.caller().credentialUid()).isEqualTo("AKIAEXAMPLE");
    Activity digest = only("https://a.example/", "", header("Authorization", "Digest a=b, c=d"));
    assertThat(digest.caller().isAnonymous()).isTrue();
    Activity token = only("https://a.example/", "", header("Authorization", "Bearer eyJh.eyJi.c"));
    assertThat(token.caller().kind()).isEqualTo(CredentialKind.SESSION);
  }

  @Test
  void aPublicKeyIdWinsOverAHash() {
    Activity activity =
        only("https://a.example/", "", header("X-Api-Key", "raw"), header("x-api-key-id", "k_1"));
    assertThat(activity.caller().credentialUid()).isEqualTo("k_1");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"operationName\":\"addUser\",\"query\":\"mutation addUser{x}\"}', mutation addUser",
    "'{\"query\":\"query Me { me }\"}', query Me",
    "'{\"operationName\":\"Two\",\"query\":\"query One{a} mutation Two{b}\"}', mutation Two",
    "'{\"operationName\":\"Stored\",\"extensions\":{}}', graphql Stored",
    "'{\"query\":\"{ me }\"}', ''",
    "'{\"operationName\":\"no name!\"}', ''",
    "not json, ''",
  })
  void theBodyNamesAGraphQlOperation(String body, String action) {
    assertThat(only("https://a.example/graphql", body).call().action()).isEqualTo(action);
  }

  @Test
  void theQueryNamesAGraphQlOperationOnItsPathOnly() {
    assertThat(only("https://a.example/graphql?operationName=Me", "").call().action())
        .isEqualTo("graphql Me");
    assertThat(only("https://a.example/users?operationName=Me", "").call().action()).isEmpty();
  }

  @Test
  void aRemoteCallHasItsPathForARoute() {
    assertThat(
            only(
                    "https://a.example/pkg.Users/Get",
                    "",
                    header("Content-Type", "application/grpc+proto"))
                .call()
                .route())
        .isEqualTo("/pkg.Users/Get");
  }

  @Test
  void whatIsNoHttpIsNoCall() {
    CollectReport report =
        Collected.of(START + entry("data:image/png;base64,AAAA", "") + "]}}").report();
    assertThat(report.files().getFirst().skippedByReason()).containsOnlyKeys(SkipReason.NOT_A_CALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n  "})
  void anArchiveLongerThanARecordMayBeIsReadEntryByEntry(String layout) {
    StringBuilder text =
        new StringBuilder(
            "{" + layout + "\"log\":{" + layout + "\"pages\":[]," + layout + "\"entries\":[");
    int entries = 0;
    while (text.length() < 3 << 20) {
      text.append(entries == 0 ? "" : ",").append(layout);
      text.append(entry("https://a.example/x/" + entries, "x".repeat(1_000)));
      entries++;
    }
    text.append("]," + layout + "\"comment\":\"\"}}\n");
    CollectReport report = Collected.of(text.toString()).report();
    assertThat(report.files().getFirst().format()).isEqualTo("har");
    assertThat(report.skipped()).isZero();
    assertThat(report.delivered()).isEqualTo(entries);
  }

  @Test
  void anArchiveWithoutEntriesHasNoEvents() {
    assertThat(Collected.of(START + "]}}").report().files().getFirst().status())
        .isEqualTo(FileReport.Status.NOT_EVENTS);
  }
}
