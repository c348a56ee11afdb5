package dev.warder.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.terminal.ProgressPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every field that rules may ask for is one that a reader really keeps: a record that has it is
/// found by a rule that asks for its value.
class RulesAndReadersTest {
  private static final String CLOUDTRAIL =
      """
      {"eventVersion":"1.08","eventID":"e-1","eventTime":"2026-10-05T10:00:00Z",\
      "eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","eventType":"AwsApiCall",\
      "awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.9","userAgent":"aws-cli/2.1",\
      "readOnly":false,"vpcEndpointId":"vpce-1","recipientAccountId":"111122223333",\
      "errorCode":"AccessDenied","userIdentity":{"type":"IAMUser","userName":"alice",\
      "arn":"arn:aws:iam::111122223333:user/alice","accessKeyId":"AKIAEXAMPLE00000001",\
      "sessionContext":{"attributes":{"mfaAuthenticated":"true"}}},\
      "additionalEventData":{"MFAUsed":"Yes"},\
      "requestParameters":{"userName":"bob","items":[{"name":"first"},{"name":"second"}]}}
      """;

  private static final String ROLE =
      """
      {"eventVersion":"1.08","eventID":"e-2","eventTime":"2026-10-05T10:00:00Z",\
      "eventSource":"s3.amazonaws.com","eventName":"ListBuckets",\
      "sourceIPAddress":"ec2.amazonaws.com","userIdentity":{"type":"AssumedRole",\
      "arn":"arn:aws:sts::111122223333:assumed-role/admin/session",\
      "invokedBy":"ec2.amazonaws.com","sessionContext":{"sessionIssuer":{"type":"Role",\
      "arn":"arn:aws:iam::111122223333:role/admin"}}}}
      """;

  private static final String ACCESS =
      """
      www.example.com:443 203.0.113.9 - alice [05/Oct/2026:10:00:00 +0000] \
      "GET /app/setup.exe?x=1 HTTP/1.1" 403 512 "-" "curl/8.5"
      """;

  private static final String OKTA =
      """
      {"published":"2026-10-05T10:00:00.000Z","uuid":"e-3","eventType":"system.api_token.create",\
      "version":"0","severity":"INFO","legacyEventType":"api.token.create",\
      "actor":{"id":"00u1","alternateId":"ada@example.com","type":"User"},\
      "client":{"ipAddress":"203.0.113.9","zone":"OFF_NETWORK",\
      "userAgent":{"rawUserAgent":"curl/8.5"}},\
      "outcome":{"result":"SUCCESS","reason":"because"},"securityContext":{"isProxy":true},\
      "transaction":{"type":"WEB"},"target":[{"id":"00T1","type":"Token"}]}
      """;

  private static final String GITHUB =
      """
      {"@timestamp":1791194400000,"_document_id":"e-4","action":"repo.access","actor":"ada",\
      "actor_ip":"203.0.113.9","user_agent":"curl/8.5","org":"acme","repo":"acme/site",\
      "visibility":"public","operation_type":"modify"}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventName: ConsoleLogin",
        "eventSource: signin.amazonaws.com",
        "eventType: AwsApiCall",
        "eventID: e-1",
        "errorCode: AccessDenied",
        "userAgent|startswith: aws-cli",
        "sourceIPAddress: 203.0.113.9",
        "awsRegion: eu-west-1",
        "readOnly: 'false'",
        "vpcEndpointId: vpce-1",
        "recipientAccountId: '111122223333'",
        "userIdentity.type: IAMUser",
        "userIdentity.arn|endswith: user/alice",
        "userIdentity.userName: alice",
        "userIdentity.accessKeyId: AKIAEXAMPLE00000001",
        "userIdentity.sessionContext.attributes.mfaAuthenticated: 'true'",
        "responseElements.ConsoleLogin: Failure",
        "additionalEventData.MFAUsed: 'Yes'",
        "requestParameters.userName: bob",
        "requestParameters.items.name: second",
        "requestParameters|contains: second",
      })
  void cloudTrailFieldIsKept(String field) throws IOException {
    assertThat(matches("product: aws\n  service: cloudtrail", field, CLOUDTRAIL)).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userIdentity.invokedBy: ec2.amazonaws.com",
        "userIdentity.sessionContext.sessionIssuer.type: Role",
        "sourceIPAddress: ec2.amazonaws.com",
        "errorCode: null",
      })
  void fieldOfASessionIsKept(String field) throws IOException {
    assertThat(matches("product: aws\n  service: cloudtrail", field, ROLE)).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cs-method: GET",
        "c-uri: /app/setup.exe",
        "cs-uri-stem|endswith: .exe",
        "c-uri-extension: exe",
        "cs-host: www.example.com",
        "c-useragent: curl/8.5",
        "cs-user-agent|startswith: curl",
        "c-ip|cidr: 203.0.113.0/24",
        "src_ip: 203.0.113.9",
        "cs-username: alice",
        "sc-status: 403",
        "sc-bytes|gte: 512",
      })
  void accessLogFieldIsKept(String field) throws IOException {
    assertThat(matches("category: webserver", field, ACCESS)).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventType: system.api_token.create",
        "eventtype: system.api_token.create",
        "uuid: e-3",
        "actor.id: 00u1",
        "actor.alternateId: ada@example.com",
        "actor.type: User",
        "client.ipAddress: 203.0.113.9",
        "client.zone: OFF_NETWORK",
        "client.userAgent.rawUserAgent|startswith: curl",
        "legacyEventType: api.token.create",
        "outcome.reason: because",
        "securityContext.isProxy: 'true'",
        "transaction.type: WEB",
        "target.type: Token",
      })
  void oktaFieldIsKept(String field) throws IOException {
    assertThat(matches("product: okta\n  service: okta", field, OKTA)).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action: repo.access",
        "actor: ada",
        "actor_ip: 203.0.113.9",
        "user_agent|startswith: curl",
        "org: acme",
        "repo: acme/site",
        "visibility: public",
        "operation_type: modify",
        "_document_id: e-4",
      })
  void gitHubFieldIsKept(String field) throws IOException {
    assertThat(matches("product: github\n  service: audit", field, GITHUB)).isOne();
  }

  private int matches(String source, String field, String record) throws IOException {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(
        rules.resolve("rule.yml"),
        "title: T\nlogsource:\n  "
            + source
            + "\ndetection:\n  selection:\n    "
            + field
            + "\n  condition: selection\n");
    Path log = Files.writeString(folder.resolve("log"), record);
    AnalyzeResult result =
        new LogAnalysis().run(TestOptions.of(log).rules(rules).build(), ProgressPrinter.silent());
    assertThat(result.rules().rules().leftOut()).isEmpty();
    assertThat(result.collected().delivered()).isOne();
    return result.rules().matches().size();
  }
}
