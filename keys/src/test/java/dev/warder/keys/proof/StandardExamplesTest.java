package dev.warder.keys.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.proof.Member.InnerList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of RFC 9421 and RFC 9530 that are about requests: bases as they are printed there,
/// and the signatures of appendices B.2.6 and B.4, which are by an Ed25519 key.
class StandardExamplesTest {
  /// Appendix B.1.4.
  private static final String KEY =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
      -----END PUBLIC KEY-----
      """;

  private static final String DIGEST =
      "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJ"
          + "wew==:";

  /// `test-request` of appendix B.2.
  private static final SignedMessage REQUEST =
      new SignedMessage(
          "POST",
          Scheme.HTTPS,
          "example.com",
          "/foo?param=Value&Pet=dog",
          List.of(
              new Field("Host", "example.com"),
              new Field("Date", "Tue, 20 Apr 2021 02:07:55 GMT"),
              new Field("Content-Type", "application/json"),
              new Field("Content-Digest", DIGEST),
              new Field("Content-Length", "18")),
          Body.Shown.of("{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8)));

  @Test
  void signatureOfAppendixB26Holds() {
    String list =
        "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
            + ";created=1618884473;keyid=\"test-key-ed25519\"";
    String base = base(REQUEST, list);
    assertThat(base)
        .isEqualTo(
            """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@method": POST
            "@path": /foo
            "@authority": example.com
            "content-type": application/json
            "content-length": 18
            "@signature-params": %s\
            """
                .formatted(list));
    byte[] signature =
        new BareItem.BytesItem(
                "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1"
                    + "u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==")
            .bytes();
    assertThat(holds(base, signature)).isTrue();
    assertThat(holds(base.replace("POST", "PUT"), signature)).isFalse();
    signature[3] ^= 1;
    assertThat(holds(base, signature)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|example.org|/demo?name1=Value1&Name2=value2|application/json|*/*|true",
        "GET|example.org|/demo?name1=Value1&Name2=value2&param=added|application/json|*/*|true",
        "GET|example.org|/demo?name1=Value1&Name2=value2|application/json, */*||true",
        "POST|example.com|/demo?name1=Value1&Name2=value2|application/json|*/*|false",
        "GET|example.org|/demo?name1=Value1&Name2=value2|*/*|application/json|false",
      })
  void signatureOfAppendixB4HoldsExactlyWhileNothingCoveredChanges(
      String method, String authority, String target, String accept, String also, boolean right) {
    List<Field> fields =
        also == null
            ? List.of(new Field("Accept", accept))
            : List.of(new Field("accept", accept), new Field("Accept", also));
    SignedMessage message =
        new SignedMessage(method, Scheme.HTTPS, authority, target, fields, new Body.Absent());
    String base =
        base(
            message,
            "(\"@method\" \"@path\" \"@authority\" \"accept\")"
                + ";created=1618884473;keyid=\"test-key-ed25519\"");
    byte[] signature =
        new BareItem.BytesItem(
                "ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5J"
                    + "Z1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==")
            .bytes();
    assertThat(holds(base, signature)).isEqualTo(right);
  }

  @Test
  void basesOfAppendixB2AreThePrintedOnes() {
    assertThat(base(REQUEST, "();created=1618884473;nonce=\"b3k2pp5k7z-50gnwp.yemd\""))
        .isEqualTo("\"@signature-params\": ();created=1618884473;nonce=\"b3k2pp5k7z-50gnwp.yemd\"");
    String selective =
        "(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\")"
            + ";created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\"";
    assertThat(base(REQUEST, selective))
        .isEqualTo(
            """
            "@authority": example.com
            "content-digest": %s
            "@query-param";name="Pet": dog
            "@signature-params": %s\
            """
                .formatted(DIGEST, selective));
    String full =
        "(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\""
            + " \"content-digest\" \"content-length\");created=1618884473"
            + ";keyid=\"test-key-rsa-pss\"";
    assertThat(base(REQUEST, full))
        .isEqualTo(
            """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@method": POST
            "@path": /foo
            "@query": ?param=Value&Pet=dog
            "@authority": example.com
            "content-type": application/json
            "content-digest": %s
            "content-length": 18
            "@signature-params": %s\
            """
                .formatted(DIGEST, full));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"@target-uri\"|/path?param=value|https://www.example.com/path?param=value",
        "\"@authority\"|/path?param=value|www.example.com",
        "\"@scheme\"|/path|https",
        "\"@request-target\"|/path?param=value|/path?param=value",
        "\"@path\"|/path?param=value|/path",
        "\"@query\"|/path?param=value&foo=bar&baz=bat%2Dman|?param=value&foo=bar&baz=bat%2Dman",
        "\"@query\"|/path?queryString|?queryString",
        "\"@query\"|/path?|?",
        "\"@query\"|/path|?",
        "\"@query-param\";name=\"baz\"|/path?param=value&baz=batman&qux=|batman",
        "\"@query-param\";name=\"qux\"|/path?param=value&baz=batman&qux=|''",
        "\"@query-param\";name=\"var\"|/p?var=this%20is%20a%20big%0Amultiline%20value|this%20is%20a%20big%0Amultiline%20value",
        "\"@query-param\";name=\"bar\"|/p?bar=with+plus+whitespace|with%20plus%20whitespace",
        "\"@query-param\";name=\"fa%C3%A7ade%22%3A%20\"|/p?fa%C3%A7ade%22%3A%20=something|something",
      })
  void componentsAreDerivedAsInSection22(String component, String target, String value) {
    SignedMessage message =
        new SignedMessage(
            "GET", Scheme.HTTPS, "WWW.Example.com:443", target, List.of(), new Body.Absent());
    assertThat(base(message, "(" + component + ");created=1"))
        .isEqualTo(
            component + ": " + value + "\n\"@signature-params\": (" + component + ");created=1");
  }

  @Test
  void digestsOfTheStandardsHold() {
    assertThat(ContentDigest.wrong(REQUEST)).isNull();
    String resource =
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:,"
            + "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCs"
            + "yRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:";
    assertThat(ContentDigest.wrong(Signing.post("{\"hello\": \"world\"}\n", resource))).isNull();
    assertThat(ContentDigest.wrong(Signing.post("{\"hello\": \"world\"}", resource)))
        .isEqualTo(Refusal.WRONG_DIGEST);
  }

  private static String base(SignedMessage message, String list) {
    Map<String, Member> members = FieldParser.dictionary("x=" + list);
    if (members == null || !(members.get("x") instanceof InnerList inner)) {
      throw new AssertionError(list);
    }
    List<Component> components = inner.items().stream().map(Component::of).toList();
    assertThat(components).doesNotContainNull();
    SignatureInput input = new SignatureInput(inner, components, 0, 0, "", "", "");
    return switch (SignatureBase.of(message, input)) {
      case SignatureBase.Built.Text(String text) -> text;
      case SignatureBase.Built.Impossible(Refusal why) -> "refused: " + why;
    };
  }

  private static boolean holds(String base, byte[] signature) {
    return ((ProofKey) ProofKey.read(KEY))
        .verifies(base.getBytes(StandardCharsets.US_ASCII), signature);
  }
}
