package dev.warder.policy.scope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NormalPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/systems",
        "/api/systems/",
        "/a.b/..c/...",
        "/a:b@c,d=e&f+g$h!i'(j)*~_-",
        "/%20/%C3%BC/%E2%82%AC/%F0%9F%94%91",
        "/%22%3C%3E%7B%7D",
      })
  void plainPathIsInNormalForm(String path) {
    assertThat(NormalPath.is(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api",
        "//",
        "/a//b",
        "/./a",
        "/a/.",
        "/a/..",
        "/../a",
        "/a;b=c",
        "/a/..;/b",
        "/a\\b",
        "/a?b",
        "/a#b",
        "/a b",
        "/a\tb",
        "/a\u0000b",
        "/ü",
        "/a%",
        "/a%2",
        "/%2f",
        "/%2F",
        "/a%5Cb",
        "/%2e%2e/a",
        "/%2E%2E/a",
        "/%61",
        "/%c3%bc",
        "/%C3%bc",
        "/a%3Bb",
        "/a%252Fb",
        "/a%00b",
        "/a%0Ab",
        "/a%7F",
        "/%C0%AF",
        "/%E0%80%AF",
        "/%ED%A0%80",
        "/%F4%90%80%80",
        "/%F8%80%80%80%80",
        "/%C3",
        "/%C3A",
        "/%C3%28",
        "/%E2%82",
        "/%BC",
        "/%C2%85",
        "/a{b}",
        "/a\"b",
        "/a|b",
      })
  void pathThatProgramsReadDifferentlyIsNotInNormalForm(String path) {
    assertThat(NormalPath.is(path)).isFalse();
  }

  @Test
  void tooLongPathIsNotInNormalForm() {
    assertThat(NormalPath.is("/" + "a".repeat(NormalPath.LONGEST - 1))).isTrue();
    assertThat(NormalPath.is("/" + "a".repeat(NormalPath.LONGEST))).isFalse();
  }
}
