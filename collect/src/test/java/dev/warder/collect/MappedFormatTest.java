package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.MappingReader;
import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome.Result;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedFormatTest {
  private static final String START = "fields:\n  time: /t\n  method: /m\n  target: /p\n";

  private static Mapping mapping(String text) {
    return MappingReader.read("test.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Collected read(String mapping, String log) {
    return read(CollectOptions.defaults().withThreads(1), mapping, log);
  }

  private static Collected read(CollectOptions options, String mapping, String log) {
    return Collected.of(
        options.withMapping(mapping(mapping)).withFormat("json"),
        log.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void recordsAreReadFromTheListThatIsDeclared() {
    String log =
        "{\"page\":1,\"data\":{\"items\":[{\"t\":1717401600,\"m\":\"get\",\"p\":\"/a\"},"
            + "{\"t\":1717401601,\"m\":\"GET\",\"p\":\"/b\"}]}}";
    Collected collected = read("records: /data/items\n" + START, log);
    assertThat(collected.activities())
        .extracting(activity -> activity.call().path())
        .containsExactly("/a", "/b");
    assertThat(collected.activities()).allMatch(activity -> activity.call().method().equals("GET"));
    assertThat(collected.uids()).doesNotHaveDuplicates();
  }

  @Test
  void aDeclaredListOfAnyLengthIsRead() {
    StringBuilder log = new StringBuilder("{\"page\": 1,\n\"items\": [");
    int count = 40_000;
    for (int i = 0; i < count; i++) {
      log.append(i == 0 ? "" : ",\n").append("{\"t\":").append(1_717_401_600 + i);
      log.append(",\"p\":\"/a\",\"m\":\"GET\"}");
    }
    Collected collected =
        read("records: /items\n" + START, log.append("],\"next\":[{}]}").toString());
    assertThat(log.length()).isGreaterThan(CollectOptions.Limits.DEFAULT.recordBytes());
    assertThat(collected.activities()).hasSize(count);
    assertThat(collected.report().skipped()).isZero();
  }

  @Test
  void theFirstPointerWithAValueWinsAndTheConstantComesLast() {
    String mapping = START + "  host: {at: [/h1, /h2/0], constant: api.example}\n";
    String log =
        """
        {"t":1717401600,"p":"/a","h1":"-","h2":["B.example:8443"]}
        {"t":1717401601,"p":"/a","h1":null,"h2":[]}
        {"t":1717401602,"p":"/a","h1":"a.example","h2":["b.example"]}
        """;
    assertThat(read(mapping, log).activities())
        .extracting(activity -> activity.call().api())
        .containsExactly("b.example", "api.example", "a.example");
  }

  @Test
  void onlyRecordsThatMeetTheConditionsAreTaken() {
    String mapping =
        "when:\n  equal: {/kind: [access, 1]}\n  absent: /debug\n  any: [[/p, /q]]\n" + START;
    String log =
        """
        {"t":1717401600,"p":"/a","kind":"access"}
        {"t":1717401600,"p":"/b","kind":1}
        {"t":1717401600,"p":"/c","kind":"job"}
        {"t":1717401600,"p":"/d","kind":"access","debug":null}
        {"t":1717401600,"kind":"access"}
        """;
    Collected collected = read(mapping, log);
    assertThat(collected.activities()).hasSize(2);
    assertThat(collected.report().files().getFirst().skippedByReason())
        .containsEntry(SkipReason.WRONG_SHAPE, 3L);
  }

  @Test
  void withoutATimeToTrustARecordIsSkippedWithItsPlace() {
    String log =
        """
        {"p":"/a"}
        {"t":"yesterday","p":"/a"}
        {"t":1717401600,"t":1717401601,"p":"/a"}
        {"t":1717401600,"p":"/a"}
        """;
    Collected collected = read(START, log);
    assertThat(collected.activities()).hasSize(1);
    assertThat(collected.report().skips())
        .extracting(Skip::line, Skip::reason)
        .containsExactly(
            tuple(1L, SkipReason.FIELD_MISSING),
            tuple(2L, SkipReason.FIELD_INVALID),
            tuple(3L, SkipReason.DUPLICATE_FIELD));
  }

  @ParameterizedTest
  @CsvSource({
    "target, /a/b?c=d#e, '', /a/b",
    "target, https://user@Api.Example:8443/a?b, api.example, /a",
    "url, https://api.example, api.example, /",
    "url, http://[2001:db8::1]:80/a, [2001:db8::1], /a",
    "target, /prod/a, '', /a",
    "target, /prod, '', /",
    "target, /production/a, '', /production/a",
    "path, *, '', ''",
    "request, GET /a/../b?c HTTP/1.1, '', /b",
    "request, GET /a b, '', /a%20b",
    "request, \\x16\\x03, '', ''",
  })
  void whateverWayARequestIsWrittenItIsOne(String word, String value, String host, String path) {
    String mapping = "fields:\n  time: /t\n  base: {constant: prod}\n  " + word + ": /x\n";
    String log = "{\"t\":1717401600,\"x\":\"" + value.replace("\\", "\\\\") + "\"}\n";
    Activity activity = read(mapping, log).only();
    assertThat(activity.call().path()).isEqualTo(path);
    assertThat(activity.call().api()).isEqualTo(host.isEmpty() ? "http" : host);
    assertThat(activity.call().method())
        .isEqualTo(path.isEmpty() || !word.equals("request") ? "" : "GET");
  }

  @ParameterizedTest
  @CsvSource({
    "200, SUCCESS, 200",
    "'\"403\"', DENIED, 403",
    "'\"502, 200\"', SUCCESS, 200",
    "'\"502, 404 : 429\"', THROTTLED, 429",
    "true, SUCCESS, 0",
    "'\"denied\"', DENIED, 0",
    "false, FAILED, 0",
    "0, UNKNOWN, 0",
    "'\"-\"', UNKNOWN, 0",
    "99999, UNKNOWN, 0",
    "'\"2x0\"', UNKNOWN, 0"
  })
  void aStatusIsANumberOrAWord(String json, Result result, int status) {
    Activity activity =
        read(START + "  status: /s\n", "{\"t\":1717401600,\"p\":\"/a\",\"s\":" + json + "}\n")
            .only();
    assertThat(activity.outcome().result()).isEqualTo(result);
    assertThat(activity.outcome().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "s, 0.053, 53000",
    "s, '\"0.1, 0.2 : 0.3\"', 600000",
    "ms, 53, 53000",
    "us, 53, 53",
    "ns, 53000, 53",
    "s, -1, -1",
    "s, '\"-\"', -1",
    "s, '\"0.1, -\"', -1",
    "s, 1e9, -1"
  })
  void latencyIsInItsUnit(String unit, String json, long micros) {
    String mapping = START + "  latency: {at: /l, unit: " + unit + "}\n";
    String log = "{\"t\":1717401600,\"p\":\"/a\",\"l\":" + json + "}\n";
    assertThat(read(mapping, log).only().latencyMicros()).isEqualTo(micros);
  }

  @Test
  void aKeyInTheClearLeavesAsItsHashWhereverItStands() {
    String mapping = START + "  key: [/h/authorization, /k]\n  principal: /u\n";
    String log =
        """
        {"t":1717401600,"p":"/a","h":{"authorization":"Bearer wk_live_0123456789"},"u":"bob"}
        {"t":1717401601,"p":"/a","k":"wk_live_0123456789","u":"bob"}
        {"t":1717401602,"p":"/a?api_key=wk_live_0123456789","u":"bob"}
        {"t":1717401603,"p":"/a","u":"wk_live_0123456789"}
        """;
    Collected collected = read(mapping, log);
    assertThat(collected.activities())
        .allMatch(activity -> activity.caller().kind() == CredentialKind.API_KEY)
        .extracting(activity -> activity.caller().credentialUid())
        .allMatch(uid -> uid.matches("h-[0-9a-f]{16}"))
        .satisfies(uids -> assertThat(uids.stream().distinct()).hasSize(1));
    assertThat(collected.toString()).doesNotContain("wk_live_");
  }

  @Test
  void aTokenOfAKnownPrincipalIsASession() {
    String log =
        "{\"t\":1717401600,\"p\":\"/a\",\"k\":\"Bearer eyJhbGciOi.eyJzdWIi.c2ln\",\"u\":\"bob\"}\n";
    String mapping = START + "  key: /k\n";
    assertThat(read(mapping, log).only().caller().kind()).isEqualTo(CredentialKind.API_KEY);
    assertThat(read(mapping + "  principal: /u\n", log).only().caller().kind())
        .isEqualTo(CredentialKind.SESSION);
  }

  @Test
  void anAccessKeyOfASignatureIsItsPublicId() {
    String log =
        "{\"t\":1717401600,\"p\":\"/a\",\"k\":\"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request,"
            + " SignedHeaders=host, Signature=5d672d79\"}\n";
    assertThat(read(START + "  key: /k\n", log).only().caller().credentialUid())
        .isEqualTo("AKIDEXAMPLE");
  }

  @ParameterizedTest
  @CsvSource({
    "REDACTED",
    "[FILTERED]",
    "****",
    "xxxx",
    "-",
    "Digest a=b",
    "Negotiate YII",
    "Bearer ***"
  })
  void aMaskedKeyIsNobodysKey(String key) {
    Activity activity =
        read(START + "  key: /k\n", "{\"t\":1717401600,\"p\":\"/a\",\"k\":\"" + key + "\"}\n")
            .only();
    assertThat(activity.caller().isAnonymous()).isTrue();
  }

  @Test
  void theKeyIsFoundWhereTheOperatorSays() {
    String log =
        "{\"t\":1717401600,\"p\":\"/a\",\"request\":{\"headers\":{\"X-My-Key\":\"s3cret-s3cret\"}},\"u\":\"bob\"}\n";
    String flat =
        "{\"t\":1717401600,\"p\":\"/a\",\"http_x_my_key\":\"s3cret-s3cret\",\"u\":\"bob\"}\n";
    CollectOptions options = CollectOptions.defaults().withThreads(1);
    String mapping = START + "  principal: /u\n";
    String byHeader =
        read(options.withKeyField("x-my-key"), mapping, log).only().caller().credentialUid();
    assertThat(byHeader).startsWith("h-");
    assertThat(
            read(options.withKeyField("/request/headers/X-My-Key"), mapping, log).only().caller())
        .isEqualTo(
            read(options.withKeyField("request.headers.X-My-Key"), mapping, log).only().caller())
        .satisfies(caller -> assertThat(caller.credentialUid()).isEqualTo(byHeader));
    assertThat(
            read(options.withKeyField("x-my-key"), mapping, flat).only().caller().credentialUid())
        .isEqualTo(byHeader);
    assertThat(read(options.withKeyField("x-other"), mapping, log).only().caller().credentialUid())
        .isEqualTo("bob");
  }

  @Test
  void aFileWithoutKeysSaysSo() {
    String mapping = START + "  principal: /u\n  key_id: /k\n";
    String bob = "{\"t\":1717401600,\"p\":\"/a\",\"u\":\"bob\"}\n";
    assertThat(read(mapping, bob).report().files().getFirst().note())
        .isEqualTo(FileReport.PRINCIPALS_FOR_KEYS);
    assertThat(read(mapping, bob.replace("bob", "")).report().files().getFirst().note())
        .isEqualTo(FileReport.NOBODY);
    assertThat(read(mapping, bob.replace("\"u\"", "\"k\"")).report().files().getFirst().note())
        .isEmpty();
  }

  @Test
  void aMappingWithConditionsGoesBeforeWhatIsRecognisedAndOneWithoutComesLast() {
    String log =
        "{\"time_iso8601\":\"2024-06-03T10:00:00+02:00\",\"remote_addr\":\"192.0.2.1\",\"status\":\"200\","
            + "\"request_uri\":\"/a\",\"http_user_agent\":\"x/1\",\"mine\":\"/b\"}\n";
    String fields = "fields:\n  time: /time_iso8601\n  path: /mine\n";
    CollectOptions options = CollectOptions.defaults().withThreads(1);
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    assertThat(Collected.of(options.withMapping(mapping(fields)), bytes).only().call().path())
        .isEqualTo("/a");
    Mapping specific = mapping("when: {present: /mine}\n" + fields);
    assertThat(Collected.of(options.withMapping(specific), bytes).only().call().path())
        .isEqualTo("/b");
  }

  @Test
  void formatJsonAndAMappingBelongTogether() {
    assertThatThrownBy(() -> CollectOptions.defaults().withFormat("json"))
        .hasMessageContaining("needs a mapping");
    assertThatThrownBy(
            () -> CollectOptions.defaults().withMapping(mapping(START)).withFormat("ocsf"))
        .hasMessageContaining("goes with format json");
  }

  @Test
  void whatACallMadeCountsOnlyIfItSucceeded() {
    String mapping = START + "  status: /s\n  targets: /r\n  made: /r\n  minted: /k\n";
    String log =
        """
        {"t":1717401600,"p":"/a","s":201,"r":["x","y","x",null],"k":"key-7"}
        {"t":1717401601,"p":"/a","s":403,"r":"x","k":"key-7"}
        """;
    Collected collected = read(mapping, log);
    assertThat(collected.activities().getFirst().made()).containsExactly("x", "y");
    assertThat(collected.activities().getFirst().mintedCredential()).isEqualTo("key-7");
    assertThat(collected.activities().getLast().made()).isEmpty();
    assertThat(collected.activities().getLast().mintedCredential()).isEmpty();
    assertThat(collected.activities().getLast().targets()).containsExactly("x");
  }
}
