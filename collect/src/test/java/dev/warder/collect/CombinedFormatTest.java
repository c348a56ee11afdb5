package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombinedFormatTest {
  private static final String FOLDER = "data/formats/malformed/";

  private static Activity read(String line) {
    return Collected.of(line + "\n").only();
  }

  @Test
  void noSecretOfAnyFieldIsInAnyActivity() {
    Collected collected = Collected.of(SharedFiles.at(FOLDER + "secrets-in-fields.log"));
    assertThat(collected.activities()).hasSize(4);
    assertThat(collected.toString())
        .doesNotContain(
            "wk_live_", "eyJhbGci", "EXAMPLEexampleEXAMPLE00", "user:pass", "EXAMPLEEXAMPLE");
    assertThat(collected.activities())
        .filteredOn(activity -> !activity.caller().isAnonymous())
        .hasSize(3)
        .allMatch(activity -> activity.caller().kind() == CredentialKind.API_KEY)
        .allMatch(activity -> activity.caller().credentialUid().matches("h-[0-9a-f]{16}"));
  }

  @Test
  void theSameKeyIsTheSameCredentialWhereverItStands() {
    Activity inQuery =
        read(
            "192.0.2.1 - - [03/Jun/2024:08:00:00 +0000] \"GET /a?token=wk_live_0123456789 HTTP/1.1\" 200 1");
    Activity asUser =
        read(
            "192.0.2.1 - wk_live_0123456789 [03/Jun/2024:08:00:00 +0000] \"GET /a HTTP/1.1\" 200 1");
    assertThat(inQuery.caller().credentialUid()).isEqualTo(asUser.caller().credentialUid());
  }

  @Test
  void otherHashKeysGiveOtherHashes() {
    byte[] line =
        "192.0.2.1 - - [03/Jun/2024:08:00:00 +0000] \"GET /a?key=abc HTTP/1.1\" 200 1\n"
            .getBytes(StandardCharsets.UTF_8);
    HashKey other = new HashKey(new byte[32]);
    assertThat(Collected.of(line).only().caller())
        .isNotEqualTo(
            Collected.of(CollectOptions.defaults().withHashKey(other), line).only().caller());
    assertThat(CollectOptions.defaults().toString()).doesNotContain("warder-analyze-default");
  }

  @Test
  void requestsWithoutARouteStayRequests() {
    List<Activity> activities =
        Collected.of(SharedFiles.at(FOLDER + "nginx-broken.log")).activities();
    assertThat(activities)
        .filteredOn(activity -> activity.call().path().isEmpty())
        .hasSize(2)
        .allMatch(activity -> activity.outcome().status() == 400);
    assertThat(activities)
        .anyMatch(activity -> activity.caller().credentialUid().equals("jane doe"));
    assertThat(activities).anyMatch(activity -> activity.call().path().equals("/good/10%20a%20b"));
  }

  @Test
  void escapesAreUndoneOnce() {
    List<Activity> activities =
        Collected.of(SharedFiles.at(FOLDER + "log-injection-nginx.log")).activities();
    assertThat(activities).anyMatch(activity -> activity.client().userAgent().equals("a\"b"));
    assertThat(activities)
        .anyMatch(activity -> activity.caller().credentialUid().equals("bob [03"));
    assertThat(activities)
        .anyMatch(activity -> activity.call().path().startsWith("/good/3%0A203.0.113.66"));
  }

  @Test
  void theVirtualHostIsTheApi() {
    Activity activity =
        read(
            "api.example:443 2001:db8::1 - - [03/Jun/2024:08:00:00 +0000] \"POST /a/ HTTP/2.0\" 201 5"
                + " \"-\" \"curl/8\" 0.003");
    assertThat(activity.call().api()).isEqualTo("api.example");
    assertThat(activity.source().address()).isEqualTo("2001:db8::1");
    assertThat(activity.call().path()).isEqualTo("/a");
    assertThat(activity.responseBytes()).isEqualTo(5);
  }

  @Test
  void aRealLogIsReadToTheLastLine() {
    CollectReport report =
        Collected.of(SharedFiles.at("data/formats/apache/apache_logs.gz")).report();
    assertThat(report.delivered() + report.duplicates()).isEqualTo(10_000 - report.skipped());
    assertThat(report.skipped()).isLessThanOrEqualTo(2);
  }

  @Test
  void equalLinesAreTwoCalls() {
    String line = "192.0.2.1 - - [03/Jun/2024:08:00:00 +0000] \"GET /a HTTP/1.1\" 200 1\n";
    assertThat(Collected.of(line + line).activities()).hasSize(2);
  }

  @Test
  void queryLeavesItsNamesAndNotItsValues() {
    Activity activity =
        Collected.of(
                "192.0.2.1 - - [03/Jun/2024:08:00:01 +0000]"
                    + " \"GET /a?page=2&mail=jo%40example.com&api_key=s3cr3tValue HTTP/1.1\" 200 5\n")
            .only();

    assertThat(activity.parameters())
        .extracting(Parameter::name)
        .containsExactly("page", "mail", "api_key");
    assertThat(activity.toString()).doesNotContain("jo@example.com", "jo%40", "s3cr3tValue");
  }
}
