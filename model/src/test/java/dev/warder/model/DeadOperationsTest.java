package dev.warder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadOperationsTest {

  @ParameterizedTest
  @CsvSource({
    "/api/internal/backup.sql, GET, /api/internal/backup.sql, true",
    "/api/internal/backup.sql, POST, /api/internal/backup.sql/, true",
    "/api/internal/backup.sql, GET, /api/internal/backup.sql.gz, false",
    "/api/internal/backup.sql, GET, /api/internal, false",
    "GET /old, POST, /old, false",
    "get /old, GET, /old, true",
    "DELETE /users/{id}, DELETE, /users/7, true",
    "DELETE /users/{id}, DELETE, /users/7/keys, false",
    "DELETE /users/{id}, DELETE, /users, false",
    "DELETE /users/*/keys, DELETE, /users/7/keys, true",
    "DELETE /users/*/keys, DELETE, /users/7/key, false",
    "DELETE /users/*/key, DELETE, /users/7/keys, false",
    "/old-admin/**, GET, /old-admin/a/b, true",
    "/old-admin/**, GET, /old-admin, true",
    "/old-admin/**, GET, /old-administration, false",
    "/**, GET, /anything, true",
  })
  void aPathIsCoveredSegmentBySegment(String declared, String method, String path, boolean dead) {
    Call call = new Call("api.example.com", method, path, "", "");

    assertThat(new DeadOperations(List.of(declared)).covering(call))
        .isEqualTo(dead ? declared : "");
  }

  @Test
  void anActionIsCoveredByItsName() {
    Call call = new Call("iam.amazonaws.com", "", "", "", "iam:DeleteAccountAlias");

    assertThat(new DeadOperations(List.of("IAM:deleteAccountAlias")).covering(call)).isNotEmpty();
    assertThat(new DeadOperations(List.of("iam:Delete")).covering(call)).isEmpty();
    assertThat(DeadOperations.NONE.covering(call)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "G3T /x", "GET /a b", "/a/**/b"})
  void whatCannotBeUnderstoodIsRefused(String text) {
    List<String> declared = List.of(text);

    assertThatThrownBy(() -> new DeadOperations(declared))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dead operation");
  }
}
