package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloudTrailFormatTest {
  private static List<Activity> simulation() {
    return Collected.of(SharedFiles.at("data/cloudtrail/invictus/AWSLogs")).activities();
  }

  private static Activity first(List<Activity> activities, String action) {
    return activities.stream()
        .filter(activity -> activity.call().action().equals(action))
        .filter(activity -> activity.outcome().succeeded())
        .findFirst()
        .orElseThrow(() -> new AssertionError(action));
  }

  private static String event(String name, String fields) {
    return "{\"eventVersion\":\"1.08\",\"eventTime\":\"2024-06-03T08:00:00Z\",\"eventName\":\""
        + name
        + "\",\"eventID\":\"e\","
        + fields
        + "}";
  }

  @Test
  void everyEventOfTheSimulationIsRead() {
    CollectReport report =
        Collected.of(SharedFiles.at("data/cloudtrail/invictus/AWSLogs")).report();
    assertThat(report.delivered()).isEqualTo(2_900);
    assertThat(report.skipped()).isZero();
    assertThat(report.files()).hasSize(55);
  }

  @Test
  void everyTechniqueIsRead() {
    CollectReport report = Collected.of(SharedFiles.at("data/cloudtrail/techniques")).report();
    assertThat(report.delivered()).isEqualTo(310);
    assertThat(report.skipped()).isZero();
  }

  @Test
  void aMintedKeyIsLinkedToTheCallThatMintedIt() {
    List<Activity> activities = simulation();
    assertThat(first(activities, "iam:CreateAccessKey").mintedCredential()).startsWith("AKIA");
    String session = first(activities, "sts:AssumeRole").mintedCredential();
    assertThat(session).contains(":assumed-role/");
    assertThat(activities).anyMatch(activity -> activity.caller().credentialUid().equals(session));
  }

  @Test
  void whatACallMadeIsToldFromWhatItUsed() {
    List<Activity> activities = simulation();
    assertThat(first(activities, "iam:CreateUser").made())
        .singleElement()
        .asString()
        .startsWith("acme-");
    assertThat(first(activities, "ec2:RunInstances").made())
        .isNotEmpty()
        .allMatch(name -> name.startsWith("i-"));
    assertThat(first(activities, "secretsmanager:CreateSecret").made())
        .singleElement()
        .asString()
        .startsWith("acme-config-");
    assertThat(first(activities, "iam:CreateRole").made())
        .hasSize(2)
        .anyMatch(name -> name.startsWith("acme-"))
        .anyMatch(name -> name.startsWith("AROA"));
  }

  @Test
  void aSecretIsCalledTheSameByNameAndByArn() {
    assertThat(AwsNames.resource("arn:aws:secretsmanager:us-east-1:1:secret:foo-AbC123"))
        .isEqualTo(AwsNames.resource("foo"));
    assertThat(AwsNames.resource("arn:aws:iam::1:role/path/deployer")).isEqualTo("deployer");
    assertThat(AwsNames.resource("arn:aws:s3:::bucket/key")).isEqualTo("bucket");
    assertThat(AwsNames.resource("arn:aws:lambda:us-east-1:1:function:f:1")).isEqualTo("f");
    assertThat(AwsNames.resource("arn:aws:ssm:us-east-1:1:parameter/a/b")).isEqualTo("/a/b");
  }

  @Test
  void versionsAreNoPartOfAnAction() {
    assertThat(AwsNames.action("lambda.amazonaws.com", "UpdateFunctionCode20150331v2"))
        .isEqualTo("lambda:UpdateFunctionCode");
    assertThat(AwsNames.action("lambda.amazonaws.com", "CreateFunction20150331"))
        .isEqualTo("lambda:CreateFunction");
    assertThat(AwsNames.action("cloudfront.amazonaws.com", "CreateDistribution2020_05_31"))
        .isEqualTo("cloudfront:CreateDistribution");
    assertThat(AwsNames.action("s3.amazonaws.com", "ListObjectsV2")).isEqualTo("s3:ListObjectsV2");
  }

  @Test
  void callersAreTheSessionTheKeyTheServiceOrThePrincipal() {
    List<Activity> activities = simulation();
    assertThat(activities)
        .extracting(activity -> activity.caller().kind())
        .contains(
            CredentialKind.API_KEY,
            CredentialKind.SESSION,
            CredentialKind.WORKLOAD_SESSION,
            CredentialKind.CONSOLE,
            CredentialKind.PRINCIPAL,
            CredentialKind.SERVICE);
    assertThat(activities)
        .filteredOn(activity -> activity.caller().kind() == CredentialKind.WORKLOAD_SESSION)
        .allSatisfy(activity -> {
          assertThat(activity.caller().credentialUid()).contains(":assumed-role/");
          assertThat(activity.caller().parentUid()).contains(":role/");
        });
  }

  @Test
  void conditionsOfDetectionsAreSimple() {
    List<Activity> activities = simulation();
    assertThat(
            first(activities, "ec2:AuthorizeSecurityGroupIngress")
                .attributes()
                .get("requestParameters.ipPermissions.items[].ipRanges.items[].cidrIp"))
        .isEqualTo("0.0.0.0/0");
    assertThat(first(activities, "ec2:ModifyImageAttribute").attributes())
        .containsKey("requestParameters.launchPermission.add.items[].userId");
    assertThat(
            first(activities, "iam:PutRolePolicy")
                .attributes()
                .get("requestParameters.policyDocument"))
        .contains("\"Action\"");
  }

  @Test
  void noSessionTokenLeavesTheReader() {
    assertThat(simulation())
        .allSatisfy(activity ->
            assertThat(activity.toString()).doesNotContain("sessionToken", "IQoJb3JpZ2lu"));
  }

  @Test
  void errorsAreSortedByWhatTheyMean() {
    assertThat(AwsNames.failure("Client.UnauthorizedOperation").result())
        .isEqualTo(Outcome.Result.DENIED);
    assertThat(AwsNames.failure("NoSuchEntityException").result())
        .isEqualTo(Outcome.Result.NOT_FOUND);
    assertThat(AwsNames.failure("ThrottlingException").result())
        .isEqualTo(Outcome.Result.THROTTLED);
    assertThat(AwsNames.failure("ValidationException").result()).isEqualTo(Outcome.Result.FAILED);
  }

  @Test
  void aFailedConsoleLoginIsADenial() {
    Activity activity =
        Collected.of(
                event(
                    "ConsoleLogin",
                    "\"eventSource\":\"signin.amazonaws.com\",\"responseElements\":"
                        + "{\"ConsoleLogin\":\"Failure\"}"))
            .only();
    assertThat(activity.outcome().result()).isEqualTo(Outcome.Result.DENIED);
    assertThat(activity.call().action()).isEqualTo("signin:ConsoleLogin");
  }

  @Test
  void passwordsInParametersAreLeftOut() {
    Activity activity =
        Collected.of(
                event(
                    "CreateDBInstance",
                    "\"eventSource\":\"rds.amazonaws.com\",\"requestParameters\":"
                        + "{\"dBInstanceIdentifier\":\"db\",\"masterUserPassword\":\"hunter2\"}"))
            .only();
    assertThat(activity.toString()).doesNotContain("hunter2");
    assertThat(activity.made()).containsExactly("db");
    assertThat(activity.targets()).containsExactly("db");
  }

  @Test
  void bothSpellingsOfTheRecordListInOneObjectAreRefusedAndTheNextRecordIsRead() {
    StringBuilder hostile = new StringBuilder("{");
    for (int i = 0; i < 130; i++) {
      hostile.append("\"f").append(i).append("\":1,");
    }
    hostile.append("\"Records\":1,\"records\":1}\n");
    String good = event("GetUser", "\"eventSource\":\"iam.amazonaws.com\"");

    CollectReport report =
        Collected.of(good + "\n" + hostile + good.replace("\"e\"", "\"e2\"") + "\n").report();

    assertThat(report.delivered()).isEqualTo(2);
    assertThat(report.skipped()).isEqualTo(1);
  }

  @Test
  void shippersTimeStandsForTheEventsOwn() {
    String shipped =
        event("GetUser", "\"eventSource\":\"iam.amazonaws.com\"")
            .replace("eventTime", "@timestamp");

    assertThat(Collected.of(shipped + "\n").activities()).hasSize(1);
  }
}
