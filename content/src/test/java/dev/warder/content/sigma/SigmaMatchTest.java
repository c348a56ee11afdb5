package dev.warder.content.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What rules mean, construct by construct.
class SigmaMatchTest {

  private static boolean matches(String detection, Calls call) {
    return call.match(RuleText.cloudTrail(detection));
  }

  private static final Calls CREATE = Calls.cloudTrail("iam", "CreateUser");

  @Test
  void fieldsOfASelectionAllHoldAndValuesOfAFieldAreChoices() {
    String rule =
        """
        selection:
          eventSource: iam.amazonaws.com
          eventName: [DeleteUser, createuser]
        condition: selection
        """;
    assertThat(matches(rule, CREATE)).isTrue();
    assertThat(matches(rule, Calls.cloudTrail("iam", "GetUser"))).isFalse();
    assertThat(matches(rule, Calls.cloudTrail("sts", "CreateUser"))).isFalse();
  }

  @Test
  void versionOnAnEventsNameIsNoDifference() {
    String rule =
        """
        selection:
          eventName: UpdateFunctionCode20150331v2
        condition: selection
        """;
    assertThat(matches(rule, Calls.cloudTrail("lambda", "UpdateFunctionCode"))).isTrue();
  }

  @Test
  void wildcardsStandForRunsAndSingleCharactersUnlessEscaped() {
    String rule =
        """
        selection:
          userAgent: 'a*c?e\\*'
        condition: selection
        """;
    assertThat(matches(rule, CREATE.agent("A--CxE*"))).isTrue();
    assertThat(matches(rule, CREATE.agent("acxe*"))).isTrue();
    assertThat(matches(rule, CREATE.agent("ace*"))).isFalse();
    assertThat(matches(rule, CREATE.agent("acxef"))).isFalse();
  }

  @Test
  void doubledBackslashIsOneAndASingleOneStandsForItself() {
    assertThat(TextPattern.of("a\\\\b\\c", TextPattern.Anchor.WHOLE, TextPattern.Letters.ANY_CASE))
        .accepts("a\\b\\c")
        .rejects("a\\\\b\\c");
  }

  @Test
  void nullAndEmptyAskForAbsence() {
    String rule =
        """
        selection:
          eventName: CreateUser
          errorCode: null
        empty:
          eventName: CreateUser
          userAgent: ''
        condition: selection and empty
        """;
    assertThat(matches(rule, CREATE)).isTrue();
    assertThat(matches(rule, CREATE.error("AccessDenied"))).isFalse();
    assertThat(matches(rule, CREATE.agent("curl"))).isFalse();
  }

  @Test
  void existsAsksWhetherThereIsAny() {
    String rule =
        """
        selection:
          requestParameters.policy|exists: true
          errorCode|exists: false
        condition: selection
        """;
    assertThat(matches(rule, CREATE.with(Map.of("requestParameters.policy", "x")))).isTrue();
    assertThat(matches(rule, CREATE)).isFalse();
  }

  @Test
  void allOfTheValuesMayStandInDifferentEntriesOfAList() {
    String rule =
        """
        selection:
          requestParameters.items.name|contains|all: [foo, bar]
        condition: selection
        """;
    Map<String, String> both = Map.of("requestParameters.items[].name", "a-foo\nbar-b");
    assertThat(matches(rule, CREATE.with(both))).isTrue();
    Map<String, String> one = Map.of("requestParameters.items[].name", "a-foo\nfoo-b");
    assertThat(matches(rule, CREATE.with(one))).isFalse();
  }

  @Test
  void numbersCompareAsNumbers() {
    String rule =
        """
        selection:
          requestParameters.count|gte: 10
          requestParameters.count|lt: 100.5
        condition: selection
        """;
    assertThat(matches(rule, CREATE.with(Map.of("requestParameters.count", "9")))).isFalse();
    assertThat(matches(rule, CREATE.with(Map.of("requestParameters.count", "100")))).isTrue();
    assertThat(matches(rule, CREATE.with(Map.of("requestParameters.count", "1e1")))).isFalse();
    assertThat(matches(rule, CREATE.with(Map.of("requestParameters.count", "9".repeat(400)))))
        .isFalse();
  }

  @Test
  void addressesCompareByBlock() {
    String rule =
        """
        selection:
          sourceIPAddress|cidr: [10.0.0.0/9, '2001:db8::/33']
        condition: selection
        """;
    assertThat(matches(rule, CREATE.from("10.127.0.1"))).isTrue();
    assertThat(matches(rule, CREATE.from("::ffff:10.1.2.3"))).isTrue();
    assertThat(matches(rule, CREATE.from("10.128.0.1"))).isFalse();
    assertThat(matches(rule, CREATE.from("2001:db8:7fff::1"))).isTrue();
    assertThat(matches(rule, CREATE.from("2001:db8:8000::1"))).isFalse();
    assertThat(matches(rule, CREATE.from("iam.amazonaws.com"))).isFalse();
    assertThat(matches(rule, CREATE.from("10.1.2"))).isFalse();
  }

  @Test
  void patternsFindAnywhereAndMindCase() {
    String rule =
        """
        selection:
          userAgent|re: 'cli/[0-9]+'
        folded:
          userAgent|re|i: '^AWS'
        condition: all of them
        """;
    assertThat(matches(rule, CREATE.agent("aws-cli/2"))).isTrue();
    assertThat(matches(rule, CREATE.agent("aws-CLI/2"))).isFalse();
  }

  @Test
  void patternIsOnlyAskedWhereWhatItNeedsStands() {
    assertThat(PatternTest.required(".+:assumed-role/aws:.+")).isEqualTo(":assumed-role/aws:");
    assertThat(PatternTest.required("^abc?d+e$")).isEqualTo("ab");
    assertThat(PatternTest.required("ab{2,3}cd")).isEqualTo("cd");
    assertThat(PatternTest.required("ab{cd")).isEqualTo("cd");
    assertThat(PatternTest.required("abc|de")).isEmpty();
    assertThat(PatternTest.required("(abc)?de")).isEmpty();
    assertThat(PatternTest.required("(?i)abc")).isEmpty();
  }

  @Test
  void casedMindsCase() {
    String rule =
        """
        selection:
          userAgent|startswith|cased: Curl
        condition: selection
        """;
    assertThat(matches(rule, CREATE.agent("Curl/8"))).isTrue();
    assertThat(matches(rule, CREATE.agent("curl/8"))).isFalse();
  }

  @Test
  void fieldMayBeHeldAgainstAnother() {
    String rule =
        """
        selection:
          eventName: CreateUser
        filter:
          userIdentity.userName|fieldref: requestParameters.userName
        condition: selection and not filter
        """;
    Map<String, String> own =
        Map.of("userIdentity.type", "IAMUser", "requestParameters.userName", "Alice");
    Map<String, String> other =
        Map.of("userIdentity.type", "IAMUser", "requestParameters.userName", "bob");
    assertThat(matches(rule, CREATE.with(own))).isFalse();
    assertThat(matches(rule, CREATE.with(other))).isTrue();
  }

  @Test
  void conditionsBindNotBeforeAndBeforeOr() {
    String rule =
        """
        a:
          eventName: CreateUser
        b:
          userAgent: curl
        _hidden:
          eventName: Nothing
        condition: not b and a or b and (a or not a) and 1 of _* or not all of them
        """;
    assertThat(matches(rule, CREATE)).isTrue();
    assertThat(matches(rule, CREATE.agent("curl"))).isFalse();
  }

  @Test
  void ruleOfOneLogNeverMatchesACallOfAnother() {
    String rule =
        """
        selection:
          eventName: CreateUser
        condition: not selection
        """;
    assertThat(matches(rule, Calls.cloudTrail("iam", "GetUser"))).isTrue();
    assertThat(matches(rule, Calls.request("GET", "/users", 200))).isFalse();
  }

  @Test
  void webRulesSeePathStatusAndClient() {
    SigmaRule rule =
        RuleText.web(
            """
            path:
              cs-method: GET
              c-uri|contains: /.env
              sc-status: 200
            agent:
              c-useragent|startswith: sqlmap
            keywords:
              - .git/config
            condition: 1 of them
            """);
    assertThat(Calls.request("GET", "/app/.env", 200).match(rule)).isTrue();
    assertThat(Calls.request("GET", "/app/.env", 404).match(rule)).isFalse();
    assertThat(Calls.request("POST", "/app/.env", 200).match(rule)).isFalse();
    assertThat(Calls.request("POST", "/", 500).agent("sqlmap/1.7").match(rule)).isTrue();
    assertThat(Calls.request("HEAD", "/.git/config", 404).match(rule)).isTrue();
  }

  @Test
  void whatOnlyAQueryHoldsIsRefusedBecauseQueriesAreNotKept() {
    assertThatThrownBy(() ->
            RuleText.web(
                """
                keywords:
                  - 'cmd=whoami'
                condition: keywords
                """))
        .isInstanceOf(Refusal.class)
        .hasMessage("keywords with '='");
  }

  @Test
  void fieldsThatMayHoldASecretAreRefusedBecauseReadersDropThem() {
    assertThatThrownBy(() ->
            RuleText.cloudTrail(
                """
                selection:
                  requestParameters.login.masterUserPassword|exists: true
                condition: selection
                """))
        .isInstanceOf(Refusal.class)
        .hasMessage("requestParameters.login.masterUserPassword");
  }

  @Test
  void conditionThatIsNoneIsRefused() {
    for (String condition :
        new String[] {
          "''", "selection and", "(selection", "selection)", "2 of selection*", "and"
        }) {
      String rule = "selection:\n  eventName: A\ncondition: " + condition + "\n";
      assertThatThrownBy(() -> RuleText.cloudTrail(rule)).as(condition).isInstanceOf(Refusal.class);
    }
    String deep = "selection:\n  eventName: A\ncondition: " + "(".repeat(5_000) + "selection\n";
    assertThatThrownBy(() -> RuleText.cloudTrail(deep)).isInstanceOf(Refusal.class);
  }
}
