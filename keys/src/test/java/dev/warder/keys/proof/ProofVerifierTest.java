package dev.warder.keys.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warder.keys.proof.ProofRules.ContentRule;
import dev.warder.keys.proof.Proven.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProofVerifierTest {
  private static final String NONCE = "0123456789abcdef";
  private static final String PARAMETERS = Signing.parameters(NONCE);
  private static final String HELLO_DIGEST =
      "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:";

  private final Signing owner = Signing.fresh();

  @Test
  void rightSignatureProvesPossession() {
    SignedMessage message = owner.signed(Signing.get("/a?b"), Signing.COVERED, PARAMETERS);
    assertThat(owner.verify(message))
        .isEqualTo(new Proven(Signing.KEY_ID, Signing.NOW, Content.NONE));
  }

  @Test
  void signatureOfAnotherKeyProvesNothing() {
    SignedMessage message =
        Signing.fresh().signed(Signing.get("/a?b"), Signing.COVERED, PARAMETERS);
    assertRefused(message, Refusal.WRONG_SIGNATURE);
  }

  @Test
  void signatureIsTakenOnce() {
    ProofVerifier verifier = Signing.verifier();
    SignedMessage message = owner.signed(Signing.get("/a?b"), Signing.COVERED, PARAMETERS);
    assertThat(owner.verify(verifier, message, Signing.NOW_MICROS)).isInstanceOf(Proven.class);
    assertThat(owner.verify(verifier, message, Signing.NOW_MICROS))
        .isEqualTo(new Refused(Refusal.REPLAYED, ""));
    // Another request under the same nonce is no better.
    SignedMessage other = owner.signed(Signing.get("/other"), Signing.COVERED, PARAMETERS);
    assertThat(owner.verify(verifier, other, Signing.NOW_MICROS))
        .isEqualTo(new Refused(Refusal.REPLAYED, ""));
  }

  /// Two numbers that are too large, points that are none, and others.
  @Test
  void anyBytesAreNoSignature() {
    Random random = new Random(11);
    byte[] signature = new byte[64];
    for (int i = 0; i < 300; i++) {
      random.nextBytes(signature);
      if (i % 3 == 0) {
        Arrays.fill(signature, i % 2 * 32, 32 + i % 2 * 32, (byte) (i % 5 == 0 ? 0 : 0xff));
      }
      assertThat(owner.key().verifies(new byte[] {1}, signature)).isFalse();
    }
  }

  /// Else anybody could use up the nonces of a key's owner, or fill the window.
  @Test
  void wrongSignatureUsesUpNoNonce() {
    ProofVerifier verifier = Signing.verifier();
    SignedMessage forged = Signing.fresh().signed(Signing.get("/a?b"), Signing.COVERED, PARAMETERS);
    assertThat(owner.verify(verifier, forged, Signing.NOW_MICROS)).isInstanceOf(Refused.class);
    SignedMessage right = owner.signed(Signing.get("/a?b"), Signing.COVERED, PARAMETERS);
    assertThat(owner.verify(verifier, right, Signing.NOW_MICROS)).isInstanceOf(Proven.class);
  }

  @ParameterizedTest
  @CsvSource({
    "-61, TOO_OLD",
    "-60, ",
    "0, ",
    "5, ",
    "6, TOO_EARLY",
    "-4000000, TOO_OLD",
    "4000000, TOO_EARLY"
  })
  void signatureIsTakenWithinItsWindow(long createdAgainstNow, Refusal refusal) {
    long created = Signing.NOW + createdAgainstNow;
    String parameters = PARAMETERS.replace("" + Signing.NOW, "" + created);
    assertVerdict(owner.signed(Signing.get("/"), Signing.COVERED, parameters), refusal);
  }

  @ParameterizedTest
  @CsvSource({"0, ", "1, ", "-1, EXPIRED", "-31, MALFORMED_PARAMETER"})
  void signatureIsTakenUntilItExpires(long expiresAgainstNow, Refusal refusal) {
    String parameters =
        PARAMETERS.replace(
            "created=" + Signing.NOW,
            "created=%d;expires=%d".formatted(Signing.NOW - 30, Signing.NOW + expiresAgainstNow));
    assertVerdict(owner.signed(Signing.get("/"), Signing.COVERED, parameters), refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ";nonce=\"0123456789abcdef\";keyid=\"key-7f\"|MISSING_PARAMETER",
        ";created=1795000000;keyid=\"key-7f\"|MISSING_PARAMETER",
        ";created=1795000000;nonce=\"0123456789abcdef\"|MISSING_PARAMETER",
        ";created=1795000000;nonce=\"0123456789abcde\";keyid=\"key-7f\"|MALFORMED_PARAMETER",
        ";created=1795000000;nonce=0123456789abcdef;keyid=\"key-7f\"|MALFORMED_INPUT",
        ";created=1795000000;nonce=n123456789abcdef;keyid=\"key-7f\"|MALFORMED_PARAMETER",
        ";created=\"1795000000\";nonce=\"0123456789abcdef\";keyid=\"key-7f\"|MALFORMED_PARAMETER",
        ";created=1795000000.0;nonce=\"0123456789abcdef\";keyid=\"key-7f\"|MALFORMED_PARAMETER",
        ";created=-1;nonce=\"0123456789abcdef\";keyid=\"key-7f\"|MALFORMED_PARAMETER",
        ";created=999999999999999;nonce=\"0123456789abcdef\";keyid=\"key-7f\"|MALFORMED_PARAMETER",
        ";created=1795000000;nonce=\"0123456789abcdef\";keyid=\"\"|MALFORMED_PARAMETER",
        ";created=1795000000;nonce=\"0123456789abcdef\";keyid=\"other\"|WRONG_KEY_ID",
        ";created=1795000000;nonce=\"0123456789abcdef\";keyid=\"key-7f\";alg=\"hmac-sha256\"|WRONG_ALGORITHM",
        ";created=1795000000;nonce=\"0123456789abcdef\";keyid=\"key-7f\";alg=\"Ed25519\"|WRONG_ALGORITHM",
        ";created=1795000000;nonce=\"0123456789abcdef\";keyid=\"key-7f\";alg=\"ed25519\"|",
        ";created=1795000000;nonce=\"0123456789abcdef\";keyid=\"key-7f\";more=1|UNKNOWN_PARAMETER",
        ";created=1795000000;created=1795000001;nonce=\"0123456789abcdef\";keyid=\"key-7f\"|MALFORMED_INPUT",
      })
  void parametersAreStrict(String parameters, Refusal refusal) {
    assertVerdict(owner.signed(Signing.get("/"), Signing.COVERED, parameters), refusal);
  }

  @Test
  void nonceAndKeyIdHaveTheirLongest() {
    String longest = Signing.parameters("n".repeat(128));
    assertVerdict(owner.signed(Signing.get("/"), Signing.COVERED, longest), null);
    String tooLong = Signing.parameters("n".repeat(129));
    assertRefused(
        owner.signed(Signing.get("/"), Signing.COVERED, tooLong), Refusal.MALFORMED_PARAMETER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(\"@authority\" \"@path\" \"@query\")|@method",
        "(\"@method\" \"@path\" \"@query\")|@authority",
        "(\"@method\" \"@authority\" \"@query\")|@path",
        "(\"@method\" \"@authority\" \"@path\")|@query",
        "(\"@method\" \"@authority\" \"@path\" \"@query-param\";name=\"a\")|@query",
        "()|@method",
        "(\"@method\" \"@target-uri\")|",
        "(\"@method\" \"@authority\" \"@request-target\")|",
        "(\"@method\" \"@request-target\")|@authority",
      })
  void whatTheRulesRequireMustBeCovered(String list, String missing) {
    SignedMessage message = owner.signed(Signing.get("/x?a=b"), list, PARAMETERS);
    if (missing == null) {
      assertVerdict(message, null);
    } else {
      assertThat(owner.verify(message)).isEqualTo(new Refused(Refusal.NOT_COVERED, missing));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"@status\"|UNSUPPORTED_COMPONENT",
        "\"@signature-params\"|UNSUPPORTED_COMPONENT",
        "\"@query-param\"|UNSUPPORTED_COMPONENT",
        "\"@query-param\";name=a|UNSUPPORTED_COMPONENT",
        "\"@query-param\";name=\"a\";req|UNSUPPORTED_COMPONENT",
        "\"@path\";req|UNSUPPORTED_COMPONENT",
        "\"X-Once\"|UNSUPPORTED_COMPONENT",
        "\"x once\"|UNSUPPORTED_COMPONENT",
        "\"\"|UNSUPPORTED_COMPONENT",
        "\"signature\"|UNSUPPORTED_COMPONENT",
        "\"signature-input\"|UNSUPPORTED_COMPONENT",
        "\"x-once\";sf|UNSUPPORTED_COMPONENT",
        "\"x-once\";key=\"a\"|UNSUPPORTED_COMPONENT",
        "\"x-once\";bs|UNSUPPORTED_COMPONENT",
        "\"x-once\";tr|UNSUPPORTED_COMPONENT",
        "x-once|UNSUPPORTED_COMPONENT",
        "\"@path\"|DUPLICATE_COMPONENT",
        "\"x-once\" \"x-once\"|DUPLICATE_COMPONENT",
        "\"x-absent\"|MISSING_COMPONENT",
        "\"@query-param\";name=\"absent\"|MISSING_COMPONENT",
        "\"@query-param\";name=\"twice\"|MISSING_COMPONENT",
        "\"@query-param\";name=\"broken\"|MISSING_COMPONENT",
        "\"x-once\"|",
        "\"x-empty\"|",
        "\"x-folded\"|MALFORMED_COMPONENT",
        "\"x-accent\"|MALFORMED_COMPONENT",
        "\"x-control\"|MALFORMED_COMPONENT",
        "\"x-huge\"|MALFORMED_COMPONENT",
      })
  void componentsAreStrict(String component, Refusal refusal) {
    SignedMessage message = Signing.get("/x?once=1&twice=1&twice=2&broken=%f");
    message = Signing.with(message, "X-Once", "  1\t");
    message = Signing.with(message, "X-Empty", "");
    message = Signing.with(message, "X-Folded", "a\r\n b");
    message = Signing.with(message, "X-Accent", "caf\u00e9");
    message = Signing.with(message, "X-Control", "a\u0000b");
    message = Signing.with(message, "X-Huge", "a".repeat(SignedMessage.MAX_VALUE + 1));
    String list = Signing.COVERED.replace(")", " " + component + ")");
    assertVerdict(owner.signed(message, list, PARAMETERS), refusal);
  }

  @Test
  void contentMustBeWhatWasSigned() {
    String list = Signing.COVERED.replace(")", " \"content-digest\")");
    SignedMessage message = owner.signed(Signing.post("hello", HELLO_DIGEST), list, PARAMETERS);
    assertThat(owner.verify(message))
        .isEqualTo(new Proven(Signing.KEY_ID, Signing.NOW, Content.HOLDS));
    SignedMessage changed =
        new SignedMessage(
            message.method(),
            message.scheme(),
            message.authority(),
            message.target(),
            message.fields(),
            Body.Shown.of(new byte[] {'h', 'e', 'l', 'l', 'O'}));
    assertRefused(changed, Refusal.WRONG_DIGEST);
    assertRefused(
        new SignedMessage(
            message.method(),
            message.scheme(),
            message.authority(),
            message.target(),
            message.fields(),
            new Body.Absent()),
        Refusal.WRONG_DIGEST);
    assertThat(
            owner.verify(
                new SignedMessage(
                    message.method(),
                    message.scheme(),
                    message.authority(),
                    message.target(),
                    message.fields(),
                    new Body.Unseen())))
        .isEqualTo(new Proven(Signing.KEY_ID, Signing.NOW, Content.LEFT_TO_COMPARE));
  }

  @Test
  void contentMustBeCoveredUnlessTheRulesLeaveItOpen() {
    SignedMessage message =
        owner.signed(Signing.post("hello", HELLO_DIGEST), Signing.COVERED, PARAMETERS);
    assertThat(owner.verify(message)).isEqualTo(new Refused(Refusal.NOT_COVERED, "content-digest"));
    ProofRules open = new ProofRules("warder", List.of("@method"), ContentRule.OPEN, 60, 5);
    assertThat(owner.verify(new ProofVerifier(open, Signing.window()), message, Signing.NOW_MICROS))
        .isEqualTo(new Proven(Signing.KEY_ID, Signing.NOW, Content.OPEN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sha-256=1|MALFORMED_DIGEST",
        "sha-256|MALFORMED_DIGEST",
        "md5=:XUFAKrxLKna5cZ2REBfFkg==:|MALFORMED_DIGEST",
        "not a dictionary|MALFORMED_DIGEST",
        "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmA==:|WRONG_DIGEST",
        "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:, sha-512=:AAAA:|WRONG_DIGEST",
        "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:, md5=:AAAA:|",
      })
  void digestsAreStrict(String digest, Refusal refusal) {
    String list = Signing.COVERED.replace(")", " \"content-digest\")");
    assertVerdict(owner.signed(Signing.post("hello", digest), list, PARAMETERS), refusal);
  }

  @Test
  void signaturesOfOthersStandBesideItUndisturbed() {
    SignedMessage message =
        Signing.with(Signing.get("/"), "Signature-Input", "proxy=(\"@status\");x=1");
    message = Signing.with(message, "Signature", "proxy=:AAAA:");
    message = owner.signed(message, Signing.COVERED, PARAMETERS);
    assertVerdict(message, null);
  }

  @Test
  void theTagBeatsTheLabelAndTwoAreNone() {
    SignedMessage tagged =
        owner.signed(Signing.get("/"), "sig1", Signing.COVERED, PARAMETERS + ";tag=\"warder\"");
    assertVerdict(tagged, null);
    SignedMessage both =
        Signing.with(tagged, "Signature-Input", "warder=" + Signing.COVERED + ";created=1");
    assertVerdict(both, null);
    SignedMessage twice =
        Signing.with(tagged, "Signature-Input", "sig2=" + Signing.COVERED + ";tag=\"warder\"");
    assertRefused(twice, Refusal.AMBIGUOUS);
    SignedMessage othersTag =
        owner.signed(Signing.get("/"), Signing.COVERED, PARAMETERS + ";tag=\"other\"");
    assertRefused(othersTag, Refusal.UNSIGNED);
  }

  @Test
  void messageWithoutOurSignatureIsUnsigned() {
    assertRefused(Signing.get("/"), Refusal.UNSIGNED);
    assertRefused(Signing.with(Signing.get("/"), "Signature-Input", "other=()"), Refusal.UNSIGNED);
    assertRefused(
        Signing.with(Signing.get("/"), "Signature", "warder=:AAAA:"), Refusal.MALFORMED_INPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "warder=(), warder=()",
        "warder=1",
        "warder",
        "warder=(",
        "warder=()\r\n ;created=1",
        "warder=();\u00e9",
        "warder=(),",
      })
  void malformedInputIsRefused(String input) {
    assertRefused(
        Signing.with(Signing.get("/"), "Signature-Input", input), Refusal.MALFORMED_INPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "warder",
        "warder=1",
        "warder=()",
        "warder=:AAAA:",
        "other=:AAAA:",
        "warder=::",
        "warder=:\u00e9:",
      })
  void malformedSignatureIsRefused(String signature) {
    SignedMessage message =
        Signing.with(Signing.get("/"), "Signature-Input", "warder=" + Signing.COVERED);
    assertRefused(Signing.with(message, "Signature", signature), Refusal.MALFORMED_SIGNATURE);
  }

  @Test
  void signatureWithParametersOrToldTwiceIsRefused() {
    SignedMessage message = owner.signed(Signing.get("/"), Signing.COVERED, PARAMETERS);
    List<Field> fields = new ArrayList<>(message.fields());
    Field last = fields.removeLast();
    fields.add(new Field("Signature", last.value() + ";x"));
    assertRefused(Signing.with(message, fields), Refusal.MALFORMED_SIGNATURE);
    assertRefused(Signing.with(message, last.name(), last.value()), Refusal.MALFORMED_SIGNATURE);
  }

  @Test
  void hugeMessagesAreRefused() {
    List<Field> fields = Collections.nCopies(257, new Field("x", "y"));
    assertRefused(Signing.with(Signing.get("/"), fields), Refusal.TOO_LARGE);
    assertRefused(
        Signing.with(Signing.get("/"), "Signature-Input", "a".repeat(1 << 20)),
        Refusal.MALFORMED_INPUT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|api.example.com|/",
        "GE T|api.example.com|/",
        "GET|''|/",
        "GET|a@b|/",
        "GET|a b|/",
        "GET|a:0443|/",
        "GET|a:|/",
        "GET|a:123456|/",
        "GET|a:b|/",
        "GET|a:1:2|/",
        "GET|[::1|/",
        "GET|caf\u00e9|/",
        "GET|api.example.com|''",
        "GET|api.example.com|*",
        "GET|api.example.com|a",
        "GET|api.example.com|http://api.example.com/",
        "GET|api.example.com|/a b",
        "GET|api.example.com|/a#b",
        "GET|api.example.com|/caf\u00e9",
      })
  void malformedMessageIsRefused(String method, String authority, String target) {
    SignedMessage right = owner.signed(Signing.get("/"), Signing.COVERED, PARAMETERS);
    assertRefused(
        new SignedMessage(
            method, Scheme.HTTPS, authority, target, right.fields(), new Body.Absent()),
        Refusal.MALFORMED_MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({"HTTPS, api.example.com:443", "HTTPS, API.example.COM", "HTTP, api.example.com:80"})
  void oneHostHasOneSpelling(Scheme scheme, String authority) {
    SignedMessage right = owner.signed(Signing.get("/"), Signing.COVERED, PARAMETERS);
    assertVerdict(
        new SignedMessage("GET", scheme, authority, "/", right.fields(), new Body.Absent()), null);
    assertRefused(
        new SignedMessage(
            "GET", Scheme.HTTPS, "api.example.com:80", "/", right.fields(), new Body.Absent()),
        Refusal.WRONG_SIGNATURE);
  }

  @Test
  void adviceHoldsNothingOfWhatWasSentAndNoTextTellsValues() {
    SignedMessage message =
        Signing.with(Signing.get("/secret-path"), "Authorization", "Bearer secret-value");
    assertThat(message.toString() + message.fields()).doesNotContain("secret-path", "secret-value");
    for (Refusal refusal : Refusal.values()) {
      assertThat(refusal.advice()).isNotBlank().doesNotEndWith(".");
    }
  }

  @Test
  void windowMustRememberForAsLongAsTheRulesTake() {
    ProofRules wide = new ProofRules("warder", List.of("@method"), ContentRule.COVERED, 61, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProofVerifier(wide, Signing.window()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ProofRules("warder", List.of("@query-param"), ContentRule.OPEN, 60, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProofRules("Warder", List.of(), ContentRule.OPEN, 60, 5));
  }

  @Test
  void anyTimeIsTaken() {
    SignedMessage message = owner.signed(Signing.get("/"), Signing.COVERED, PARAMETERS);
    for (long now : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      assertThat(owner.verify(Signing.verifier(), message, now)).isInstanceOf(Refused.class);
    }
    assertThat(TimeUnit.MICROSECONDS.toSeconds(Signing.NOW_MICROS)).isEqualTo(Signing.NOW);
  }

  private void assertRefused(SignedMessage message, Refusal refusal) {
    assertThat(owner.verify(message)).isEqualTo(new Refused(refusal, ""));
  }

  private void assertVerdict(
      SignedMessage message, @org.jspecify.annotations.Nullable Refusal refusal) {
    if (refusal == null) {
      assertThat(owner.verify(message)).isInstanceOf(Proven.class);
    } else {
      assertRefused(message, refusal);
    }
  }
}
