package dev.warder.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
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

  /// What may stay in bytes is a short cut: it must never let through what the long way changes.
  @Test
  void whatIsPlainIsNormalAndHoldsNoSecret() {
    Secrets secrets = new Secrets("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    String[] pieces = {
      "/",
      "//",
      ".",
      "..",
      "-",
      "_",
      "%41",
      "%",
      ";x",
      "?q",
      "é",
      "a",
      "users",
      "Users",
      "42",
      "service-accounts",
      "ghp_0123456789abcdefABCDEF",
      "npm_",
      "SG.",
      "eyJ",
      "\0",
      " ",
      ":",
      "@"
    };
    Random random = new Random(5);
    int plain = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder target = new StringBuilder(random.nextInt(8) == 0 ? "" : "/");
      for (int n = random.nextInt(9); n > 0; n--) {
        boolean ordinary = random.nextInt(3) > 0;
        target.append(ordinary ? "/users/42/ab".substring(random.nextInt(11)) : "");
        target.append(ordinary ? "" : pieces[random.nextInt(pieces.length)]);
      }
      byte[] padded = ("xx" + target + "yy").getBytes(StandardCharsets.UTF_8);
      if (RequestPath.isPlain(padded, 2, padded.length - 2)) {
        plain++;
        String text = target.toString();
        assertThat(RequestPath.of(text)).isEqualTo(new RequestPath(text, ""));
        assertThat(secrets.scrubPath(text)).isEqualTo(text);
      }
    }
    assertThat(plain).isGreaterThan(1_000);
  }
}
