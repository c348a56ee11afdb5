package dev.warder.engine.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTest {
  @ParameterizedTest
  @CsvSource({
    "api.example.com, /api/v2/users, v2",
    "api.example.com, /v1.1/users/v3, v1.1",
    "api.example.com, /apis/apps/v1beta1/x, v1beta1",
    "api.example.com, /2024-01-01/functions, 2024-01-01",
    "v3.api.example.com, /users, v3",
    "api-v2.example.com, /users, v2",
    "api.example.com, /vendors/value, ''",
    "api.example.com, /v/vv1/2024-1-1, ''",
    "iam.amazonaws.com, iam:CreateUser, ''",
  })
  void versionIsReadFromPathOrHost(String api, String template, String version) {
    assertThat(ApiVersion.of(new Operation(api, "GET", template))).isEqualTo(version);
  }
}
