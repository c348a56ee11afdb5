package dev.warder.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPathTest {
  @ParameterizedTest
  @CsvSource({
    "/api/users/42,/api/users/42",
    "/api/users/42/,/api/users/42",
    "//api//users/42,/api/users/42",
    "/api/./users/x/../42,/api/users/42",
    "/api/%75sers/42,/api/users/42",
    "/api/users/a%2fb,/api/users/a%2Fb",
    "/api/users/a%252Fb,/api/users/a%252Fb",
    "/api/users;jsessionid=A/42,/api/users/42",
    "/api/users/%zz,/api/users/%zz",
    "/api/users/%,/api/users/%",
    "/API/Users/42,/API/Users/42",
    "/api/users/42?x=/a/b,/api/users/42",
    "http://api.acme.example/api/users/42,/api/users/42",
    "/,/",
    "/../..,/",
    "'',''",
    "*,''",
    "api.acme.example:443,''",
  })
  void equalRequestsHaveOnePath(String target, String path) {
    assertThat(RequestPath.of(target).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/%2e%2e/admin,/admin,traversal",
    "/api/..;/admin,/api/..;/admin,traversal",
    "/api/%c0%ae%c0%ae/etc,/api/%c0%ae%c0%ae/etc,invalid-encoding",
    "/api/users/%00,/api/users/%00,nul",
  })
  void tricksAreMarked(String target, String path, String marks) {
    assertThat(RequestPath.of(target)).isEqualTo(new RequestPath(path, marks));
  }

  @Test
  void rawAndEncodedTextIsOnePath() {
    assertThat(RequestPath.of("/users/josé").path()).isEqualTo("/users/jos%C3%A9");
    assertThat(RequestPath.of("/users/jos%c3%a9").path()).isEqualTo("/users/jos%C3%A9");
  }

  @Test
  void veryDeepPathsHaveNoRoute() {
    assertThat(RequestPath.of("/a".repeat(4_001))).isEqualTo(new RequestPath("", "too-deep"));
  }

  @Test
  void normalFormIsStable() {
    for (String target : new String[] {"/a/%2e%2E/b;x=1//c%41?q", "/é/%C3%A9/%ff", "/a b\"c"}) {
      String once = RequestPath.of(target).path();
      assertThat(RequestPath.of(once).path()).isEqualTo(once);
    }
  }
}
