package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The platform's own small cloud account as CloudTrail shows it: an administrator in the console,
/// deployments from CI, infrastructure plans, a service acting for itself. All of it honest.
///
/// Source CloudTrail record contents, event version 1.11
final class CloudTrailLog {
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-central-1";
  private static final String CONSOLE_AGENT =
      "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
  private static final List<String> CONSOLE =
      List.of(
          "ec2:DescribeInstances",
          "cloudwatch:DescribeAlarms",
          "ecs:ListClusters",
          "rds:DescribeDBInstances",
          "logs:DescribeLogGroups",
          "s3:ListBuckets");
  private static final List<String> DEPLOYMENT =
      List.of(
          "ecr:GetAuthorizationToken",
          "ecs:DescribeTaskDefinition",
          "ecs:RegisterTaskDefinition",
          "ecs:UpdateService",
          "ecs:DescribeServices",
          "ecs:DescribeServices");
  private static final List<String> PLAN =
      List.of(
          "sts:GetCallerIdentity",
          "ec2:DescribeVpcs",
          "ec2:DescribeSubnets",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeRouteTables",
          "iam:GetRole",
          "iam:GetRole",
          "iam:ListRolePolicies",
          "iam:ListAttachedRolePolicies",
          "rds:DescribeDBInstances",
          "rds:DescribeDBSubnetGroups",
          "ecs:DescribeClusters",
          "kms:DescribeKey",
          "route53:ListHostedZones",
          "s3:GetBucketPolicy",
          "s3:GetBucketVersioning",
          "logs:DescribeLogGroups");

  private final Draw draw;
  private final List<Event> events = new ArrayList<>();
  private final Network.Address office;
  private final String planKey;

  CloudTrailLog(Draw draw) {
    this.draw = draw;
    office = Network.TELEKOM.address(draw);
    planKey = accessKey("AKIA");
  }

  String document() {
    for (int day = 0; day < Story.DAYS; day++) {
      long midnight = Story.FIRST_MIDNIGHT + day * Story.DAY_MILLIS;
      starts(1, 7, 9).forEach(start -> console(midnight + start));
      starts(6, 8, 18).forEach(start -> deployment(midnight + start));
      starts(3, 6, 19).forEach(start -> plan(midnight + start));
      new Rhythm.Every(120, 0, 24, 3).starts(draw).forEach(start -> service(midnight + start));
    }
    events.sort(Comparator.comparingLong(Event::timeMillis));
    StringBuilder document = new StringBuilder("{\"Records\":[\n");
    for (int i = 0; i < events.size(); i++) {
      document.append(i == 0 ? "" : ",\n").append(events.get(i).json());
    }
    return document.append("\n]}\n").toString();
  }

  private record Event(long timeMillis, String json) {}

  private List<Long> starts(int perDay, int fromHour, int toHour) {
    return new Rhythm.OfficeHours(Math.max(perDay, 2), fromHour, toHour).starts(draw);
  }

  private void console(long startMillis) {
    Identity admin = Identity.user("ines.marchetti", "");
    add(startMillis, admin, "signin:ConsoleLogin", office.text(), CONSOLE_AGENT);
    Identity session = Identity.user("ines.marchetti", accessKey("ASIA"));
    long now = startMillis;
    for (int i = draw.between(4, 10); i > 0; i--) {
      now += draw.between(3_000, 200_000);
      add(now, session, draw.pick(CONSOLE), office.text(), CONSOLE_AGENT);
    }
  }

  private void deployment(long startMillis) {
    String runner = Network.AZURE.address(draw).text();
    String agent = "aws-cli/2.31.7 md/awscrt#0.27.6 ua/2.1 os/linux#6.11 lang/python#3.13.7";
    add(
        startMillis,
        Identity.web("repo:directory/platform:ref:refs/heads/main"),
        "sts:AssumeRoleWithWebIdentity",
        runner,
        agent);
    Identity session =
        Identity.role("ci-deploy", "deploy-" + draw.between(4_100, 4_900), accessKey("ASIA"));
    long now = startMillis;
    for (String action : DEPLOYMENT) {
      now += draw.between(800, 30_000);
      add(now, session, action, runner, agent);
    }
  }

  private void plan(long startMillis) {
    String agent = "APN/1.0 HashiCorp/1.0 Terraform/1.13.3 terraform-provider-aws/6.14.1";
    long now = startMillis;
    for (String action : PLAN) {
      add(now, Identity.user("terraform-plan", planKey), action, office.text(), agent);
      now += draw.between(60, 900);
    }
  }

  private void service(long startMillis) {
    add(
        startMillis,
        Identity.service("ecs-tasks.amazonaws.com"),
        "sts:AssumeRole",
        "ecs-tasks.amazonaws.com",
        "ecs-tasks.amazonaws.com");
  }

  private void add(long timeMillis, Identity who, String action, String address, String agent) {
    String service = action.substring(0, action.indexOf(':'));
    String name = action.substring(action.indexOf(':') + 1);
    boolean readOnly =
        !name.startsWith("Register") && !name.startsWith("Update") && !name.equals("ConsoleLogin");
    JsonText json = new JsonText().open().put("eventVersion", "1.11");
    who.write(json);
    json.put("eventTime", Instant.ofEpochSecond(timeMillis / 1_000).toString())
        .put("eventSource", service + ".amazonaws.com")
        .put("eventName", name)
        .put("awsRegion", REGION)
        .put("sourceIPAddress", address)
        .put("userAgent", agent)
        .putNull("requestParameters");
    if (name.equals("ConsoleLogin")) {
      json.open("responseElements").put("ConsoleLogin", "Success").close();
      json.open("additionalEventData").put("MFAUsed", "Yes").close();
    } else {
      json.putNull("responseElements");
    }
    json.put("requestID", uuid())
        .put("eventID", uuid())
        .put("readOnly", readOnly)
        .put("eventType", name.equals("ConsoleLogin") ? "AwsConsoleSignIn" : "AwsApiCall")
        .put("managementEvent", true)
        .put("recipientAccountId", ACCOUNT)
        .put("eventCategory", "Management")
        .close();
    events.add(new Event(timeMillis, json.toString()));
  }

  private String accessKey(String prefix) {
    return prefix + draw.hex(9).toUpperCase(Locale.ROOT) + "EXAMPLE";
  }

  private String uuid() {
    String hex = draw.hex(30);
    return hex.substring(0, 8)
        + '-'
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(12, 15)
        + "-a"
        + hex.substring(15, 18)
        + '-'
        + hex.substring(18, 30);
  }

  /// Who acted, as `userIdentity` tells it.
  private record Identity(String type, String name, String session, String accessKey) {
    static Identity user(String name, String accessKey) {
      return new Identity("IAMUser", name, "", accessKey);
    }

    static Identity role(String name, String session, String accessKey) {
      return new Identity("AssumedRole", name, session, accessKey);
    }

    static Identity web(String subject) {
      return new Identity("WebIdentityUser", subject, "", "");
    }

    static Identity service(String name) {
      return new Identity("AWSService", name, "", "");
    }

    void write(JsonText json) {
      json.open("userIdentity").put("type", type);
      switch (type) {
        case "AWSService" -> json.put("invokedBy", name);
        case "WebIdentityUser" ->
            json.put(
                    "principalId",
                    "arn:aws:iam::"
                        + ACCOUNT
                        + ":oidc-provider/token.ci.example:sts.amazonaws.com:"
                        + name)
                .put("userName", name)
                .put("identityProvider", "token.ci.example");
        case "AssumedRole" -> {
          json.put("principalId", "AROA7EXAMPLEROLE00001:" + session)
              .put("arn", "arn:aws:sts::" + ACCOUNT + ":assumed-role/" + name + '/' + session)
              .put("accountId", ACCOUNT)
              .put("accessKeyId", accessKey);
          json.open("sessionContext")
              .open("sessionIssuer")
              .put("type", "Role")
              .put("principalId", "AROA7EXAMPLEROLE00001")
              .put("arn", "arn:aws:iam::" + ACCOUNT + ":role/" + name)
              .put("accountId", ACCOUNT)
              .put("userName", name)
              .close()
              .close();
        }
        default -> {
          json.put(
                  "principalId",
                  "AIDA7EXAMPLEUSER" + String.format(Locale.ROOT, "%05d", name.length()))
              .put("arn", "arn:aws:iam::" + ACCOUNT + ":user/" + name)
              .put("accountId", ACCOUNT);
          if (!accessKey.isEmpty()) {
            json.put("accessKeyId", accessKey);
          }
          json.put("userName", name);
        }
      }
      json.close();
    }
  }
}
