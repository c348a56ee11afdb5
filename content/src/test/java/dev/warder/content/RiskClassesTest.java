package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.detection.RiskRules;
import dev.warder.model.Operation;
import dev.warder.model.RiskClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskClassesTest {
  private static final RiskRules RULES = Content.standard().riskRules();

  @ParameterizedTest
  @CsvSource({
    "GET, /api/systemusers, LIST",
    "GET, /api/systemusers/{id}, READ",
    "POST, /api/systemusers, WRITE",
    "PUT, /api/systemusers/{id}, WRITE",
    "DELETE, /api/systemusers/{id}, DELETE",
    "POST, /api/search/systemusers, LIST",
    "POST, /api/runCommand, EXECUTE",
    "POST, /api/commands, EXECUTE",
    "GET, /api/commands, LIST",
    "DELETE, /api/commands/{id}, DELETE",
    "POST, /api/command/trigger/{triggername}, EXECUTE",
    "POST, /api/systems/{system_id}/command/builtin/erase, EXECUTE",
    "GET, /api/v2/systems/{id}/fdekey, CREDENTIAL",
    "POST, /api/v2/users/{id}/apikeys, CREDENTIAL",
    "GET, /api/keyboards, LIST",
    "POST, /api/keyboards, WRITE",
    "GET, /api/monkeys/{id}, READ",
    "PUT, /api/v2/policies/{id}, ADMIN",
    "GET, /api/v2/policies, LIST",
    "POST, /api/v2/webhooks, ADMIN",
    "PATCH, /api/organizations/{id}, ADMIN",
    "POST, /insights/directory/v1/events, EXPORT",
    "POST, /insights/directory/v1/events/count, LIST",
    "GET, /api/users/export, EXPORT",
    "GET, /api/invoices/{id}/download, EXPORT",
    "GET, /health, READ",
    "POST, /api/orders, WRITE",
    "POST, /api/orders/{id}/delete, DELETE",
    "GET, /, READ",
    "POST, /shop.v1.Users/GetUser, READ",
    "POST, /shop.v1.Users/ListUsers, LIST",
    "POST, /shop.v1.Users/DeleteUser, DELETE",
    "POST, /shop.v1.Users/CreateApiKey, CREDENTIAL",
    "POST, /shop.v1.Users/Frobnicate, WRITE",
  })
  void httpOperationIsClassedByMethodAndWords(String method, String path, RiskClass expected) {
    Operation operation = new Operation("api.example.com", method, path);
    assertThat(RULES.classify(operation, "").riskClass()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "iam:CreateAccessKey, CREDENTIAL",
    "iam:AttachUserPolicy, ADMIN",
    "iam:ListUsers, LIST",
    "iam:GetUser, READ",
    "sts:AssumeRole, WRITE",
    "sts:GetCallerIdentity, READ",
    "ssm:SendCommand, EXECUTE",
    "ssm:DescribeInstanceInformation, LIST",
    "secretsmanager:GetSecretValue, CREDENTIAL",
    "secretsmanager:ListSecrets, LIST",
    "ec2:DescribeKeyPairs, LIST",
    "ec2:RunInstances, WRITE",
    "ec2:TerminateInstances, DELETE",
    "ec2:ModifySnapshotAttribute, EXPORT",
    "cloudtrail:StopLogging, ADMIN",
    "lambda:UpdateFunctionCode20150331v2, EXECUTE",
    "ecr:GetAuthorizationToken, READ",
    "s3:GetObject, READ",
    "directory:command_run, EXECUTE",
    "directory:commandresult_delete, DELETE",
    "directory:admin_create, ADMIN",
    "directory:user_login_attempt, READ",
    "directory:user_update, WRITE",
    "directory:user_delete, DELETE",
    "reports:report_export, EXPORT",
    "commands_create, EXECUTE",
    "systemusers_list, LIST",
    "Application_Get, READ",
    "user.session.start, WRITE",
    "repo.destroy, DELETE",
    "google.iam.admin.v1.CreateServiceAccountKey, CREDENTIAL",
    "okta:system.api_token.create, CREDENTIAL",
    "okta:user.account.privilege.grant, ADMIN",
    "okta:policy.rule.deactivate, ADMIN",
    "okta:user.session.start, READ",
    "okta:user.lifecycle.delete.initiated, DELETE",
    "github:repo.access, EXPORT",
    "github:hook.create, ADMIN",
    "github:org.update_actions_secret, CREDENTIAL",
    "github:org.register_self_hosted_runner, EXECUTE",
    "github:git.clone, READ",
    "github:secret_scanning_alert.create, READ",
    "github:repo.destroy, DELETE",
    "keycloak:admin.user.reset-password, CREDENTIAL",
    "keycloak:admin.client_role_mapping.create, ADMIN",
    "keycloak:admin.user.update, WRITE",
    "keycloak:login, READ",
    "xyzzy, UNKNOWN",
  })
  void actionIsClassedByItsName(String action, RiskClass expected) {
    Operation operation = new Operation("cloud", Operation.ACTION, action);
    assertThat(RULES.classify(operation, action).riskClass()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "query user, READ",
    "query users, LIST",
    "query searchUser, LIST",
    "query deleteUser, READ",
    "mutation deleteUser, DELETE",
    "mutation getUser, WRITE",
    "mutation createApiKey, CREDENTIAL",
    "graphql deleteUser, DELETE",
  })
  void aGraphQlOperationIsClassedByKindAndName(String action, RiskClass expected) {
    Operation operation =
        new Operation("a", "POST", "/graphql#" + action.substring(action.indexOf(' ') + 1));
    assertThat(RULES.classify(operation, action).riskClass()).isEqualTo(expected);
  }

  @Test
  void everyVerdictSaysWhy() {
    assertThat(RULES.classify(new Operation("a", "BREW", "/coffee"), "").reason()).isNotBlank();
  }

  @Test
  void noRouteOfARealDirectoryIsUnknown() throws IOException {
    Map<RiskClass, List<String>> byClass = new EnumMap<>(RiskClass.class);
    for (String line :
        Files.readAllLines(SharedData.path("jumpcloud/routes.tsv")).stream().skip(1).toList()) {
      String[] cells = line.split("\t", -1);
      Operation operation = new Operation("console.jumpcloud.com", cells[0], cells[1]);
      RiskClass riskClass = RULES.classify(operation, cells[2]).riskClass();
      byClass.computeIfAbsent(riskClass, _class -> new ArrayList<>()).add(operation.name());
    }
    byClass.forEach((riskClass, names) -> System.out.println(riskClass + " " + names.size()));
    assertThat(byClass).doesNotContainKey(RiskClass.UNKNOWN);
    assertThat(byClass.get(RiskClass.EXECUTE)).allMatch(name -> !name.startsWith("GET"));
    assertThat(byClass.get(RiskClass.DELETE)).allMatch(name -> name.startsWith("DELETE"));
  }

  @Test
  void fewEventsOfARealDirectoryAreUnknown() throws IOException {
    List<String> unknown = new ArrayList<>();
    List<String> lines =
        Files.readAllLines(SharedData.path("jumpcloud/directory-insights/event-types.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String action = "directory:" + line.split("\t", -1)[1];
      Operation operation = new Operation("directory", Operation.ACTION, action);
      if (RULES.classify(operation, action).riskClass() == RiskClass.UNKNOWN) {
        unknown.add(action);
      }
    }
    assertThat(unknown).hasSizeLessThanOrEqualTo(lines.size() / 100);
  }
}
