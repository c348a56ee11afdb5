package dev.warder.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private final Secrets secrets =
      new Secrets("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  @Test
  void wordsThatLookLikeSecretsAreHashedWhereTheyStand() {
    String key = "ghp_0123456789abcdefABCDEF";
    String hash = secrets.hash(key);
    assertThat(secrets.scrubText("tool/1 (" + key + ")")).isEqualTo("tool/1 (" + hash + ")");
    assertThat(secrets.scrubText("Bearer " + key)).isEqualTo("Bearer " + hash);
    assertThat(secrets.scrubText("authorization: basic dXNlcjpw")).doesNotContain("dXNlcjpw");
    assertThat(secrets.scrubPath("/a/" + key + "/b")).isEqualTo("/a/" + hash + "/b");
    assertThat(secrets.scrubId(key)).isEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws-cli/2.15.0 Python/3.11.6 Linux/5.10.0-generic exe/x86_64.ubuntu.22 prompt/off",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0",
        "APN/1.0 HashiCorp/1.0 Terraform/1.3.5 (+https://www.terraform.io)",
        "Orgdir-ADImport/3.0.1 (Windows Server 2019)",
      })
  void ordinaryAgentsStayAsTheyAre(String agent) {
    assertThat(secrets.scrubText(agent)).isEqualTo(agent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v2/activedirectories/58a594ce9c0ef5cd76425438/agents",
        "/api/users/6f1c3a52-9d6e-4f0b-8a53-0f4f0c2b7c11",
        "/API/Windows-Server-2019-Datacenter-Edition",
      })
  void ordinaryPathsStayAsTheyAre(String path) {
    assertThat(secrets.scrubPath(path)).isEqualTo(path);
  }

  @Test
  void aKeyInAQueryIsFoundEncodedOrNot() {
    assertThat(secrets.keyInQuery("a=1&API_KEY=x%2By&b=2", "")).isEqualTo("x+y");
    assertThat(secrets.keyInQuery("a=1&my=z", "my")).isEqualTo("z");
    assertThat(secrets.keyInQuery("keys=1&monkey=2", "")).isEmpty();
  }
}
