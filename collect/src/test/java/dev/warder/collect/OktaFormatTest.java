package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OktaFormatTest {
  private static final String ACTOR =
      "\"actor\":{\"id\":\"00u1\",\"type\":\"User\",\"alternateId\":\"a@example.com\"}";

  private static Activity only(String event, String more) {
    return Collected.of(
            "{\"eventType\":\""
                + event
                + "\",\"published\":\"2024-06-03T08:00:00.500Z\","
                + ACTOR
                + (more.isEmpty() ? "" : "," + more)
                + "}")
        .only();
  }

  @Test
  void anEventOfFourFieldsIsDelivered() {
    Activity activity = only("user.session.start", "\"uuid\":\"u1\"");
    assertThat(activity.uid()).isEqualTo("u1");
    assertThat(activity.call().api()).isEqualTo("okta");
    assertThat(activity.call().action()).isEqualTo("okta:user.session.start");
    assertThat(activity.timeMicros()).isEqualTo(1_717_401_600_500_000L);
    assertThat(activity.caller().kind()).isEqualTo(CredentialKind.PRINCIPAL);
    assertThat(activity.caller().principalName()).isEqualTo("a@example.com");
    assertThat(activity.outcome()).isEqualTo(Outcome.SUCCESS);
  }

  @Test
  void anApiTokenIsItsPublicIdAndAPersonTheirSession() {
    String session = "\"authenticationContext\":{\"externalSessionId\":\"ses1\"}";
    Activity person = only("group.user_membership.add", session);
    assertThat(person.caller().credentialUid()).isEqualTo("ses1");
    assertThat(person.caller().kind()).isEqualTo(CredentialKind.CONSOLE);
    assertThat(person.caller().principalUid()).isEqualTo("00u1");
    Activity token =
        only(
            "group.user_membership.add",
            session + ",\"transaction\":{\"detail\":{\"requestApiTokenId\":\"00Tx\"}}");
    assertThat(token.caller().credentialUid()).isEqualTo("00Tx");
    assertThat(token.caller().kind()).isEqualTo(CredentialKind.API_KEY);
  }

  @Test
  void aNewApiTokenIsLinkedToWhatMadeIt() {
    String target = "\"target\":[{\"id\":\"00Tnew\",\"type\":\"Token\",\"displayName\":\"ci\"}]";
    Activity made = only("system.api_token.create", target);
    assertThat(made.mintedCredential()).isEqualTo("00Tnew");
    assertThat(made.made()).containsExactly("00Tnew");
    assertThat(made.attributes()).containsEntry("target[].type", "Token");
    Activity failed =
        only("system.api_token.create", target + ",\"outcome\":{\"result\":\"FAILURE\"}");
    assertThat(failed.mintedCredential()).isEmpty();
    assertThat(failed.made()).isEmpty();
    assertThat(failed.targets()).containsExactly("00Tnew");
  }

  @ParameterizedTest
  @CsvSource({
    "user.session.start, FAILURE, DENIED",
    "user.authentication.auth_via_mfa, FAILURE, DENIED",
    "group.privilege.grant, FAILURE, FAILED",
    "policy.evaluate_sign_on, DENY, DENIED",
    "policy.evaluate_sign_on, ALLOW, SUCCESS",
    "policy.evaluate_sign_on, CHALLENGE, UNKNOWN",
    "system.org.rate_limit.violation, RATE_LIMIT, THROTTLED",
  })
  void theResultIsRead(String event, String result, Outcome.Result expected) {
    Activity activity = only(event, "\"outcome\":{\"result\":\"" + result + "\"}");
    assertThat(activity.outcome().result()).isEqualTo(expected);
  }

  @Test
  void namesInLowerCaseAndTimesWithoutAZoneAreRead() {
    Activity activity =
        Collected.of(
                """
                {"eventtype":"user.mfa.factor.deactivate","published":"2022-12-11 02:57:48.693000000",
                "legacyeventtype":"core.user.factor.reset","actor":{"id":"1","alternateId":"h@x"},
                "debugcontext":{"debugData":{"requestUri":"/api/v1/x","url":"/x?stateToken=02.secret"}}}
                """)
            .only();
    assertThat(activity.timeMicros()).isEqualTo(1_670_727_468_693_000L);
    assertThat(activity.call().action()).isEqualTo("okta:user.mfa.factor.deactivate");
    assertThat(activity.attributes()).containsEntry("debugData.requestUri", "/api/v1/x");
    assertThat(activity.toString()).doesNotContain("02.secret");
  }

  @Test
  void anEventWithoutTimeIsExplained() {
    CollectReport report =
        Collected.of(
                "{\"eventType\":\"user.session.start\",\"version\":\"0\","
                    + ACTOR
                    + ",\"uuid\":\"u\"}")
            .report();
    assertThat(report.skips())
        .singleElement()
        .satisfies(skip -> {
          assertThat(skip.reason()).isEqualTo(SkipReason.FIELD_MISSING);
          assertThat(skip.detail()).isEqualTo("published");
        });
  }

  @Test
  void eventsOfOthersAreNotTaken() {
    CollectReport report =
        Collected.of("{\"eventType\":\"order.created\",\"published\":\"2024-06-03T08:00:00Z\"}")
            .report();
    assertThat(report.files().getFirst().status()).isEqualTo(FileReport.Status.UNKNOWN_FORMAT);
  }

  @Test
  void everyEventWithATimeIsRead() {
    Collected collected =
        Collected.of(SharedFiles.at("data/formats/panther/okta-system-log.ndjson"));
    assertThat(
            collected.report().delivered()
                + collected.report().duplicates()
                + collected.report().skipped())
        .isEqualTo(86);
    assertThat(collected.report().skips())
        .allMatch(
            skip -> skip.detail().equals("published") || skip.reason() == SkipReason.WRONG_SHAPE);
    assertThat(collected.activities())
        .extracting(activity -> activity.caller().kind())
        .contains(CredentialKind.API_KEY, CredentialKind.CONSOLE);
  }
}
