package dev.warder.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.spec.SpecOperation.Auth;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredRoutesTest {
  private final DeclaredRoutes routes =
      new DeclaredRoutes(
          List.of(
              new ApiSpec(
                  "s",
                  List.of("api.example.com"),
                  operations(
                      "/users/{id}",
                      "/users/me",
                      "/users/{id}/keys",
                      "/files/{name}.csv",
                      "/files/{name}",
                      "/a/{x}/c",
                      "/a/b/{y}"),
                  List.of())));

  @ParameterizedTest
  @CsvSource({
    "/users/me, /users/me",
    "/users/17, /users/{id}",
    "/users/me/keys, /users/{id}/keys",
    "/files/x.csv, /files/{name}.csv",
    "/files/x.txt, /files/{name}",
    "/files/.csv, /files/{name}",
    "/a/b/c, /a/b/{y}",
    "/a/x/c, /a/{x}/c",
    "/a/x/d, ",
    "/users, ",
    "/users/1/2/3, ",
  })
  void literalsGoBeforeParameters(String path, String template) {
    assertThat(routes.template("api.example.com", "GET", path)).isEqualTo(template);
  }

  @Test
  void portAndCaseOfAHostDoNotMatterAndAnotherHostDoes() {
    assertThat(routes.template("API.example.com:443", "GET", "/users/me")).isNotNull();
    assertThat(routes.template("http", "GET", "/users/me")).isNotNull();
    assertThat(routes.template("evil.example", "GET", "/users/me")).isNull();
    assertThat(routes.template("api.example.com", "POST", "/users/me")).isNull();
  }

  private static List<SpecOperation> operations(String... templates) {
    return Arrays.stream(templates)
        .map(t -> new SpecOperation("GET", List.of(t), false, Auth.UNKNOWN, false, List.of()))
        .toList();
  }
}
