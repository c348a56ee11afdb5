package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeycloakFormatTest {
  private static final String FOLDER = "data/formats/keycloak/";
  private static final String THIEF = "192.0.2.77";

  private static List<Activity> read(String file) {
    Collected collected = Collected.of(SharedFiles.at(FOLDER + file));
    assertThat(collected.report().skipped()).isZero();
    assertThat(collected.report().duplicates()).isZero();
    return collected.activities();
  }

  @Test
  void everyAdministrationEventIsAnActionByItsUser() {
    List<Activity> activities = read("admin-events.json");
    assertThat(activities).hasSize(124);
    assertThat(activities)
        .allMatch(activity -> activity.call().api().equals("keycloak"))
        .allMatch(activity -> activity.call().action().startsWith("keycloak:admin."))
        .allMatch(activity -> activity.caller().kind() == CredentialKind.PRINCIPAL)
        .allMatch(activity -> !activity.tenant().isEmpty())
        .allMatch(activity -> !activity.targets().isEmpty());
    assertThat(activities)
        .extracting(activity -> activity.call().action())
        .contains(
            "keycloak:admin.user.reset-password",
            "keycloak:admin.client_role_mapping.create",
            "keycloak:admin.realm.update");
  }

  @Test
  void whatTheThiefChangedIsNamed() {
    List<Activity> stolen =
        read("admin-events.json").stream()
            .filter(activity -> activity.source().address().equals(THIEF))
            .toList();
    assertThat(stolen)
        .extracting(activity -> activity.call().action())
        .containsExactly(
            "keycloak:admin.user.create",
            "keycloak:admin.client.create",
            "keycloak:admin.client_role_mapping.create",
            "keycloak:admin.user.reset-password");
    assertThat(stolen.get(1).mintedCredential()).isEqualTo("metrics-agent");
    assertThat(stolen.get(2).attributes()).containsEntry("representation[].name", "manage-users");
  }

  @Test
  void aServiceAccountIsItsClientAndAPersonTheirSession() {
    List<Activity> activities = read("events.json");
    assertThat(activities).hasSize(45);
    assertThat(activities)
        .filteredOn(activity -> activity.call().action().equals("keycloak:client_login"))
        .hasSize(22)
        .allMatch(activity -> activity.caller().kind() == CredentialKind.API_KEY)
        .extracting(activity -> activity.caller().credentialUid())
        .contains("svc-provisioning", "svc-audit");
    assertThat(activities)
        .filteredOn(activity -> activity.call().action().equals("keycloak:login"))
        .filteredOn(activity -> activity.outcome().succeeded())
        .hasSize(17)
        .allMatch(activity -> activity.caller().kind() == CredentialKind.CONSOLE)
        .allMatch(activity -> !activity.caller().principalName().isEmpty());
    assertThat(activities)
        .filteredOn(activity -> activity.outcome().result() == Outcome.Result.DENIED)
        .hasSize(8);
  }

  @Test
  void theTextLogTellsTheSameFailuresAsTheEvents() {
    List<Activity> text = read("server-events.log");
    List<Activity> failures =
        read("events.json").stream().filter(activity -> !activity.outcome().succeeded()).toList();
    assertThat(text).hasSameSizeAs(failures).hasSize(8);
    for (int i = 0; i < text.size(); i++) {
      Activity written = text.get(i);
      Activity told = failures.get(i);
      assertThat(written.call()).isEqualTo(told.call());
      assertThat(written.caller()).isEqualTo(told.caller());
      assertThat(written.source()).isEqualTo(told.source());
      assertThat(written.outcome()).isEqualTo(told.outcome());
      assertThat(written.tenant()).isEqualTo(told.tenant());
      assertThat(Math.abs(written.timeMicros() - told.timeMicros())).isLessThan(100_000);
    }
  }

  @Test
  void aNameThatForgesFieldsChangesNothing() {
    Activity activity =
        Collected.of(
                "2026-11-21 18:19:02,597 WARN  [org.keycloak.events] (executor-thread-4)"
                    + " type=\"LOGIN_ERROR\", realmId=\"r\", clientId=\"web\", userId=\"null\","
                    + " ipAddress=\"192.0.2.1\", error=\"user_not_found\","
                    + " username=\"x\", userId=\"admin\", ipAddress=\"203.0.113.9\"\n")
            .only();
    assertThat(activity.source().address()).isEqualTo("192.0.2.1");
    assertThat(activity.caller().principalUid()).isEqualTo("x");
  }

  @Test
  void aLineOfTheServersJsonLogIsReadLikeItsText() {
    Activity activity =
        Collected.of(
                "{\"timestamp\":\"2026-11-21T18:19:02.597Z\",\"loggerName\":\"org.keycloak.events\","
                    + "\"level\":\"WARN\",\"message\":\"type=\\\"CLIENT_LOGIN_ERROR\\\","
                    + " realmId=\\\"r\\\", clientId=\\\"svc\\\", userId=\\\"null\\\","
                    + " ipAddress=\\\"192.0.2.1\\\", error=\\\"invalid_client_credentials\\\"\"}")
            .only();
    assertThat(activity.call().action()).isEqualTo("keycloak:client_login");
    assertThat(activity.caller().credentialUid()).isEqualTo("svc");
    assertThat(activity.outcome().result()).isEqualTo(Outcome.Result.DENIED);
  }

  @Test
  void otherLinesOfTheServersLogAreNoCalls() {
    CollectReport report =
        Collected.of(
                "2026-11-21 18:19:01,000 INFO  [org.keycloak.services] (main) started\n"
                    + "2026-11-21 18:19:02,597 WARN  [org.keycloak.events] (t) type=\"LOGIN_ERROR\","
                    + " realmId=\"r\", clientId=\"w\", userId=\"u\", ipAddress=\"192.0.2.1\"\n")
            .report();
    assertThat(report.delivered()).isEqualTo(1);
    assertThat(report.files().getFirst().skippedByReason()).containsOnlyKeys(SkipReason.NOT_A_CALL);
  }

  @Test
  void noSecretOfARepresentationIsKept() {
    Activity activity =
        Collected.of(
                """
                [{"time":1795285148569,"realmId":"r","operationType":"CREATE","resourceType":"CLIENT",
                "resourcePath":"clients/39169c30-7e31-45f3-9119-a6634d52a049",
                "authDetails":{"userId":"u","ipAddress":"192.0.2.1"},
                "representation":"{\\"clientId\\":\\"m\\",\\"secret\\":\\"s3cr3t\\",\\"x\\":\\"s3cr3t\\"}"}]
                """)
            .only();
    assertThat(activity.mintedCredential()).isEqualTo("m");
    assertThat(activity.toString()).doesNotContain("s3cr3t");
  }
}
