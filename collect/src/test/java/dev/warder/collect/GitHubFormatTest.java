package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitHubFormatTest {
  private static Activity only(String action, String more) {
    return Collected.of(
            "{\"action\":\""
                + action
                + "\",\"actor\":\"cat\",\"created_at\":1621305118553,\"org\":\"my-org\""
                + more
                + "}")
        .only();
  }

  @Test
  void anEventOfFourFieldsIsDelivered() {
    Activity activity = only("org.disable_two_factor_requirement", "");
    assertThat(activity.call().api()).isEqualTo("github");
    assertThat(activity.call().action()).isEqualTo("github:org.disable_two_factor_requirement");
    assertThat(activity.tenant()).isEqualTo("my-org");
    assertThat(activity.timeMicros()).isEqualTo(1_621_305_118_553_000L);
    assertThat(activity.caller().credentialUid()).isEqualTo("cat");
    assertThat(activity.caller().kind()).isEqualTo(CredentialKind.PRINCIPAL);
  }

  @Test
  void everyApiRequestHasKeyRouteAndOutcome() {
    Collected collected =
        Collected.of(SharedFiles.at("data/formats/github-api-request/api-request.ndjson"));
    assertThat(collected.report().skipped()).isZero();
    List<Activity> activities = collected.activities();
    assertThat(activities).hasSize(80);
    assertThat(activities)
        .allMatch(activity -> activity.call().route().startsWith("/"))
        .allMatch(activity -> activity.call().path().startsWith("/"))
        .allMatch(activity -> activity.outcome().status() >= 200)
        .allMatch(activity -> activity.source().country().length() == 2)
        .allMatch(activity -> activity.tenant().equals("acme"));
    assertThat(activities.stream().map(activity -> activity.caller().credentialUid()).distinct())
        .containsExactlyInAnyOrder("67450590", "3782203765", "294245943", "1417594161");
    assertThat(activities)
        .filteredOn(activity -> activity.caller().credentialUid().equals("1417594161"))
        .allMatch(activity -> activity.caller().kind() == CredentialKind.SESSION)
        .allMatch(activity -> activity.caller().parentUid().equals("deploy-bot[bot]"));
  }

  @Test
  void aTokenMadeInTheBrowserIsLinkedToItsMaker() {
    Activity made = only("personal_access_token.create", ",\"token_id\":9001");
    assertThat(made.mintedCredential()).isEqualTo("9001");
    assertThat(made.caller().credentialUid()).isEqualTo("cat");
    Activity used =
        only(
            "deploy_key.create",
            ",\"token_id\":9001,\"programmatic_access_type\":\"OAuth access token\"");
    assertThat(used.caller().credentialUid()).isEqualTo("9001");
    assertThat(used.mintedCredential()).isEmpty();
  }

  @Test
  void aTokenKnownByItsHashAloneIsThatHash() {
    Activity activity = only("git.clone", ",\"hashed_token\":\"BAU23q+J/yKHSDIRp1KDdOta=\"");
    assertThat(activity.caller().credentialUid()).isEqualTo("BAU23q+J/yKHSDIRp1KDdOta=");
    assertThat(activity.caller().kind()).isEqualTo(CredentialKind.API_KEY);
  }

  @Test
  void whatADetectionAsksForIsThere() {
    Activity hook =
        only(
            "hook.create",
            ",\"repo\":\"my-org/r\",\"hook_id\":7,"
                + "\"config\":{\"url\":\"https://x.example/\",\"secret\":\"hunter2hunter2\"}");
    assertThat(hook.targets()).containsExactly("my-org/r", "7");
    assertThat(hook.made()).containsExactly("7");
    assertThat(hook.attributes()).containsEntry("config.url", "https://x.example/");
    assertThat(hook.toString()).doesNotContain("hunter2");
    assertThat(only("repo.access", ",\"visibility\":\"public\"").attributes())
        .containsEntry("visibility", "public");
  }

  @Test
  void actionsOfOthersAreNotTaken() {
    for (String text :
        List.of(
            "{\"action\":\"user_login\",\"actor\":{\"type\":\"user\"},\"org\":\"o\","
                + "\"created_at\":1621305118553}",
            "{\"action\":\"ALLOW\",\"org\":\"o\",\"created_at\":1621305118553}",
            "{\"action\":\"update\",\"username\":\"u\",\"timestamp\":1621305118}")) {
      assertThat(Collected.of(text).report().files().getFirst().status())
          .isEqualTo(FileReport.Status.UNKNOWN_FORMAT);
    }
  }

  @Test
  void everyEventWithATimeIsRead() {
    CollectReport report =
        Collected.of(SharedFiles.at("data/formats/panther/github-audit.ndjson")).report();
    assertThat(report.delivered() + report.duplicates() + report.skipped()).isEqualTo(107);
    assertThat(report.delivered()).isGreaterThanOrEqualTo(60);
    assertThat(report.skips())
        .allMatch(
            skip -> skip.detail().equals("@timestamp") || skip.reason() == SkipReason.WRONG_SHAPE);
  }
}
