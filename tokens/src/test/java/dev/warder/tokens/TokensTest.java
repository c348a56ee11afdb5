package dev.warder.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.tokens.TokenReading.Foreign;
import dev.warder.tokens.TokenReading.Refused;
import dev.warder.tokens.TokenReading.Speaker;
import dev.warder.tokens.TokenReading.Why;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which tokens speak for somebody, and for whom.
class TokensTest {
  private static final String ISSUER = "https://login.example.org/";
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final byte[] SECRET = new byte[32];

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicReference<String> published = new AtomicReference<>("");
  private final AtomicInteger fetched = new AtomicInteger();
  private final Deque<Runnable> background = new ArrayDeque<>();

  private Tokens tokens(Set<Algorithm> algorithms, Signer... signers) throws IOException {
    publish(signers);
    IssuerKeys keys = new IssuerKeys(ISSUER, this::fetch, background::add, now::get);
    keys.load();
    return new Tokens(
        List.of(new Issuer(ISSUER, Set.of("api", "other"), algorithms, keys, "sub", "org", "")),
        SECRET);
  }

  private void publish(Signer... signers) {
    published.set(
        "{\"keys\":["
            + String.join(",", Arrays.stream(signers).map(s -> s.jwk("\"use\":\"sig\",")).toList())
            + "]}");
  }

  private byte[] fetch() throws IOException {
    fetched.incrementAndGet();
    if (published.get().isEmpty()) {
      throw new IOException("nobody is there");
    }
    return published.get().getBytes(UTF_8);
  }

  private void runBackground() {
    while (!background.isEmpty()) {
      background.remove().run();
    }
  }

  private long seconds() {
    return now.get().getEpochSecond();
  }

  private String claims(String more) {
    return "{\"iss\":\""
        + ISSUER
        + "\",\"sub\":\"svc-7\",\"org\":\"acme\",\"aud\":\"api\",\"exp\":"
        + (seconds() + 600)
        + more
        + "}";
  }

  private TokenReading read(Tokens tokens, String text) {
    return tokens.read(text, now.get().toEpochMilli() * 1_000);
  }

  private void assertRefused(Tokens tokens, String text, Why why) {
    assertThat(read(tokens, text))
        .as(text)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.why()).as(text).isEqualTo(why));
  }

  private static void assertSpeaks(TokenReading reading) {
    assertThat(reading)
        .isInstanceOfSatisfying(
            Speaker.class,
            speaker -> {
              assertThat(speaker.subject()).isEqualTo("svc-7");
              assertThat(speaker.tenant()).isEqualTo("acme");
              assertThat(speaker.issuer()).isEqualTo(ISSUER);
              assertThat(speaker.uid()).startsWith("jwt:").doesNotContain("svc-7");
            });
  }

  @ParameterizedTest
  @EnumSource
  void aTokenOfATrustedIssuerSpeaksForItsSubjectAndOneOctetChangedForNobody(Algorithm algorithm)
      throws Exception {
    Signer signer = Signer.of("k1", algorithm);
    Tokens tokens = tokens(EnumSet.allOf(Algorithm.class), Signer.of("k0", algorithm), signer);
    String token = signer.token(claims(""));
    assertSpeaks(read(tokens, token));
    int dot = token.lastIndexOf('.');
    for (int at : new int[] {dot + 1, dot + 20, token.length() - 12}) {
      String other =
          token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
      assertRefused(tokens, other, Why.SIGNATURE);
    }
    String claims = Signer.text(claims(",\"admin\":true"));
    String[] parts = token.split("\\.", -1);
    assertRefused(tokens, parts[0] + "." + claims + "." + parts[2], Why.SIGNATURE);
    assertRefused(
        tokens(EnumSet.complementOf(EnumSet.of(algorithm)), signer), token, Why.ALGORITHM);
  }

  @Test
  void noneAndSharedSecretsAreNoAlgorithmsWhateverIsSignedWithAPublicKey() throws Exception {
    Signer signer = Signer.of("k1", Algorithm.RS256);
    Tokens tokens = tokens(EnumSet.allOf(Algorithm.class), signer);
    for (String alg : List.of("none", "None", "HS256", "HS512", "", "rs256", "ES256K")) {
      String signed =
          Signer.text("{\"alg\":\"" + alg + "\",\"kid\":\"k1\"}") + "." + Signer.text(claims(""));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(signer.publicBytes(), "HmacSHA256"));
      assertRefused(
          tokens, signed + "." + Signer.text(mac.doFinal(signed.getBytes(UTF_8))), Why.ALGORITHM);
    }
    assertRefused(
        tokens,
        Signer.text("{\"alg\":\"none\"}") + "." + Signer.text(claims("")) + ".",
        Why.MALFORMED);
  }

  @Test
  void aKeyIsUsedWithItsOwnKindAndAlgorithmAlone() throws Exception {
    Signer rsa = Signer.of("k1", Algorithm.RS256);
    Signer curve = Signer.of("k1", Algorithm.ES256);
    Tokens tokens = tokens(EnumSet.allOf(Algorithm.class), curve);
    assertRefused(tokens, rsa.token(claims("")), Why.NO_KEY);
    published.set("{\"keys\":[" + rsa.jwk("\"alg\":\"PS256\",") + "]}");
    IssuerKeys keys = new IssuerKeys(ISSUER, this::fetch, background::add, now::get);
    keys.load();
    assertThat(keys.find("k1", Algorithm.RS256)).isNull();
    assertThat(keys.find("k1", Algorithm.PS256)).isNotNull();
  }

  @Test
  void sharedSecretsWeakKeysAndKeysForEncryptionAreNoKeys() throws Exception {
    Signer good = Signer.of("good", Algorithm.RS256);
    published.set(
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"c2VjcmV0\"},"
            + Signer.weak("weak").jwk("")
            + ","
            + Signer.of("enc", Algorithm.RS256).jwk("\"use\":\"enc\",")
            + ","
            + good.jwk("")
            + "]}");
    PublicKeys keys = PublicKeys.read(fetch());
    assertThat(keys.size()).isEqualTo(1);
    assertThat(keys.find("good", Algorithm.RS256)).isNotNull();
  }

  @Test
  void aTokenWithoutAKeysNameIsHeldAgainstTheOnlyOneOfItsKind() throws Exception {
    Signer first = Signer.of("k1", Algorithm.ES256);
    Signer second = Signer.of("k2", Algorithm.ES256);
    String token = first.signed("{\"alg\":\"ES256\"}", claims(""));
    assertSpeaks(read(tokens(Set.of(Algorithm.ES256), first), token));
    assertRefused(tokens(Set.of(Algorithm.ES256), first, second), token, Why.NO_KEY);
  }

  @Test
  void whatATokenBringsAlongOrAsksForIsRefusedOrNotLookedAt() throws Exception {
    Signer signer = Signer.of("k1", Algorithm.ES256);
    Signer thief = Signer.of("k1", Algorithm.ES256);
    Tokens tokens = tokens(Set.of(Algorithm.ES256), signer);
    for (String more :
        List.of(
            ",\"crit\":[\"exp\"]",
            ",\"crit\":[]",
            ",\"b64\":false",
            ",\"cty\":\"JWT\"",
            ",\"typ\":\"logout+jwt\"",
            ",\"typ\":\"dpop+jwt\"",
            ",\"typ\":7",
            ",\"kid\":7")) {
      assertRefused(
          tokens, signer.signed("{\"alg\":\"ES256\"" + more + "}", claims("")), Why.MALFORMED);
    }
    assertRefused(
        tokens,
        thief.signed(
            "{\"alg\":\"ES256\",\"kid\":\"k1\",\"jwk\":" + thief.jwk("") + "}", claims("")),
        Why.SIGNATURE);
    assertSpeaks(
        read(
            tokens,
            signer.signed("{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"at+JWT\"}", claims(""))));
  }

  @Test
  void timesAudienceSubjectAndTenantMustFit() throws Exception {
    Signer signer = Signer.of("k1", Algorithm.EDDSA);
    Tokens tokens = tokens(Set.of(Algorithm.EDDSA), signer);
    String base = "\"iss\":\"" + ISSUER + "\",\"sub\":\"svc-7\",\"org\":\"acme\",\"aud\":\"api\"";
    long at = seconds();
    List<Object[]> cases = new ArrayList<>();
    cases.add(new Object[] {base, Why.MALFORMED});
    cases.add(new Object[] {base + ",\"exp\":\"" + (at + 9) + "\"", Why.MALFORMED});
    cases.add(new Object[] {base + ",\"exp\":-1", Why.MALFORMED});
    cases.add(new Object[] {base + ",\"exp\":1e300", Why.MALFORMED});
    cases.add(new Object[] {base + ",\"exp\":" + (at - 60), Why.EXPIRED});
    String lasting = ",\"exp\":" + (at + 600);
    cases.add(new Object[] {base + lasting + ",\"nbf\":" + (at + 61), Why.NOT_YET});
    cases.add(new Object[] {base + lasting + ",\"iat\":" + (at + 61), Why.NOT_YET});
    cases.add(new Object[] {base + lasting + ",\"nbf\":null", Why.MALFORMED});
    for (String aud :
        List.of("\"else\"", "[]", "[\"else\"]", "[\"api\",7]", "{\"a\":\"api\"}", "7")) {
      cases.add(
          new Object[] {base.replace("\"aud\":\"api\"", "\"aud\":" + aud) + lasting, Why.AUDIENCE});
    }
    for (String sub : List.of("\"\"", "7", "null", "\"a\\nb\"", "\"" + "a".repeat(257) + "\"")) {
      cases.add(new Object[] {base.replace("\"svc-7\"", sub) + lasting, Why.NOBODY});
      cases.add(new Object[] {base.replace("\"acme\"", sub) + lasting, Why.NOBODY});
    }
    for (Object[] one : cases) {
      assertRefused(tokens, signer.token("{" + one[0] + "}"), (Why) one[1]);
    }
    assertSpeaks(
        read(
            tokens,
            signer.token("{" + base + ",\"exp\":" + (at - 59) + ",\"nbf\":" + (at + 60) + "}")));
    assertSpeaks(
        read(
            tokens,
            signer.token(
                "{"
                    + base.replace("\"aud\":\"api\"", "\"aud\":[\"x\",\"other\"]")
                    + lasting
                    + "}")));
  }

  @Test
  void nobodyIsBelievedForATokenOfNobodyTrusted() throws Exception {
    Signer signer = Signer.of("k1", Algorithm.ES256);
    Tokens tokens = tokens(Set.of(Algorithm.ES256), signer);
    for (String iss : List.of("\"https://evil.example/\"", "\"\"", "7", "[\"" + ISSUER + "\"]")) {
      String token = signer.token(claims("").replace("\"" + ISSUER + "\"", iss));
      assertThat(read(tokens, token))
          .isInstanceOfSatisfying(
              Foreign.class,
              foreign -> {
                assertThat(foreign.uid()).startsWith("unverified:").doesNotContain("svc-7");
                assertThat(foreign.uid()).isEqualTo(tokens.fingerprint(token));
              });
    }
    assertThat(
            new Tokens(
                    List.of(),
                    new byte[] {
                      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                      1, 1, 1, 1, 1, 1
                    })
                .fingerprint("x"))
        .as("keyed")
        .isNotEqualTo(tokens.fingerprint("x"));
  }

  @Test
  void aCallerIsKnownAgainWhateverTokenItShows() throws Exception {
    Signer signer = Signer.of("k1", Algorithm.ES256);
    Tokens tokens = tokens(Set.of(Algorithm.ES256), signer);
    Speaker first = (Speaker) read(tokens, signer.token(claims("")));
    Speaker second = (Speaker) read(tokens, signer.token(claims(",\"jti\":\"2\"")));
    Speaker other = (Speaker) read(tokens, signer.token(claims("").replace("svc-7", "svc-8")));
    assertThat(second.uid()).isEqualTo(first.uid()).isNotEqualTo(other.uid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"iss\":\"https://login.example.org/\",\"iss\":\"https://login.example.org/\"}",
        "{\"iss\":\"https://login.example.org/\"} x",
        "[\"https://login.example.org/\"]",
        "{\"iss\":\"https://login.example.org/\",}",
        "{'iss':'https://login.example.org/'}",
        "{\"iss\":\"https://login.example.org/\",\"a\":[[[[[[[[[[1]]]]]]]]]]}"
      })
  void whatTwoReadersMightReadDifferentlyIsNoToken(String claims) throws Exception {
    Signer signer = Signer.of("k1", Algorithm.ES256);
    Tokens tokens = tokens(Set.of(Algorithm.ES256), signer);
    assertRefused(tokens, signer.token(claims), Why.MALFORMED);
  }

  @Test
  void textsThatAreNoTokensAreToldFromThem() {
    for (String text :
        List.of(
            "",
            "a.b.c",
            "ey",
            "eyJ.eyJ",
            "eyJ..x",
            "eyJ.a.b.c",
            "eyJ.a=.b",
            "eyJ.a.",
            "eyJ.ü.b",
            "eyJ.a.b" + "c".repeat(8_192))) {
      assertThat(Tokens.fits(text)).as(text).isFalse();
    }
    assertThat(Tokens.fits("eyJ.a.b")).isTrue();
  }

  @Test
  void anUnknownKeyIsFetchedInTheBackgroundAtMostOnceAMinute() throws Exception {
    Signer first = Signer.of("k1", Algorithm.ES256);
    Signer second = Signer.of("k2", Algorithm.ES256);
    Tokens tokens = tokens(Set.of(Algorithm.ES256), first);
    publish(first, second);
    String token = second.token(claims(""));
    now.updateAndGet(t -> t.plusSeconds(61));
    for (int i = 0; i < 100; i++) {
      assertRefused(tokens, token, Why.NO_KEY);
    }
    assertThat(background).hasSize(1);
    runBackground();
    assertSpeaks(read(tokens, token));
    for (int i = 0; i < 100; i++) {
      assertRefused(
          tokens,
          first.signed("{\"alg\":\"ES256\",\"kid\":\"made-up-" + i + "\"}", claims("")),
          Why.NO_KEY);
    }
    assertThat(background).as("within the minute").isEmpty();
    assertThat(fetched).hasValue(2);
  }

  @Test
  void keysAreKeptWhileTheyCannotBeHadAndAreGoneWhenTheyAreWithdrawn() throws Exception {
    Signer first = Signer.of("k1", Algorithm.ES256);
    Signer second = Signer.of("k2", Algorithm.ES256);
    Tokens tokens = tokens(Set.of(Algorithm.ES256), first);
    String token = first.token(claims(""));
    assertSpeaks(read(tokens, token));
    for (String broken : List.of("", "{", "{}", "{\"keys\":[{\"kty\":\"RSA\"}]}", "[]")) {
      published.set(broken);
      now.updateAndGet(t -> t.plusSeconds(61));
      assertRefused(
          tokens, first.signed("{\"alg\":\"ES256\",\"kid\":\"new\"}", claims("")), Why.NO_KEY);
      runBackground();
      assertSpeaks(read(tokens, token));
    }
    publish(second);
    now.updateAndGet(t -> t.plusSeconds(61));
    assertRefused(
        tokens, first.signed("{\"alg\":\"ES256\",\"kid\":\"new\"}", claims("")), Why.NO_KEY);
    runBackground();
    assertRefused(tokens, token, Why.NO_KEY);
    String other = second.token(claims(""));
    assertSpeaks(read(tokens, other));
    published.set("{\"keys\":[]}");
    now.updateAndGet(t -> t.plusSeconds(61));
    assertRefused(
        tokens, first.signed("{\"alg\":\"ES256\",\"kid\":\"new\"}", claims("")), Why.NO_KEY);
    runBackground();
    assertRefused(tokens, other, Why.NO_KEY);
  }

  @Test
  void aSignatureIsLookedAtOnlyWhereItCountsAndOnlyIfThatMayBe() throws Exception {
    Signer signer = Signer.of("k1", Algorithm.ES256);
    Signer thief = Signer.of("k1", Algorithm.ES256);
    Tokens tokens = tokens(Set.of(Algorithm.ES256), signer);
    AtomicInteger looks = new AtomicInteger();
    long micros = seconds() * 1_000_000;
    String token = signer.token(claims(""));
    assertThat(tokens.read(token, micros, () -> looks.incrementAndGet() < 0))
        .isInstanceOf(TokenReading.Unseen.class);
    assertThat(looks).hasValue(1);
    assertSpeaks(tokens.read(token, micros, () -> true));
    assertSpeaks(tokens.read(token, micros, () -> looks.incrementAndGet() < 0));
    assertThat(looks).as("what held a moment ago is not asked about").hasValue(1);
    for (Signer by : List.of(signer, thief)) {
      String ended = by.token(claims("").replace("\"exp\":", "\"exp\":1,\"was\":"));
      assertThat(tokens.read(ended, micros, () -> looks.incrementAndGet() < 0))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.why()).isEqualTo(Why.EXPIRED));
    }
    assertThat(looks).as("nor what has ended, whoever signed it").hasValue(1);
    String misdirected = claims("").replace("\"aud\":\"api\"", "\"aud\":\"elsewhere\"");
    assertRefused(tokens, signer.token(misdirected), Why.AUDIENCE);
    assertRefused(tokens, thief.token(misdirected), Why.SIGNATURE);
    assertThat(Why.AUDIENCE.costSignature()).isTrue();
    assertThat(Why.EXPIRED.costSignature()).isFalse();
  }

  @Test
  void aTokenThatWasVerifiedEndsAtItsEndAndIsVerifiedAnewAfterFiveMinutes() throws Exception {
    Signer signer = Signer.of("k1", Algorithm.ES256);
    Tokens tokens = tokens(Set.of(Algorithm.ES256), signer);
    String token = signer.token(claims(""));
    assertSpeaks(read(tokens, token));
    now.updateAndGet(t -> t.plusSeconds(659));
    assertSpeaks(read(tokens, token));
    now.updateAndGet(t -> t.plusSeconds(1));
    assertRefused(tokens, token, Why.EXPIRED);
    Verified verified = new Verified();
    Speaker speaker = new Speaker("jwt:1", ISSUER, "s", "t", Long.MAX_VALUE);
    verified.put("d", speaker, 0, 1);
    assertThat(verified.find("d", Verified.MOST_MICROS - 1, 1)).isEqualTo(speaker);
    assertThat(verified.find("d", Verified.MOST_MICROS, 1)).isNull();
    assertThat(verified.find("d", 1, 2)).as("other keys").isNull();
    assertThat(verified.find("d", -1, 1)).as("a clock that stepped back").isNull();
    for (int i = 0; i < 20_000; i++) {
      verified.put("d" + i, speaker, 0, 1);
    }
    assertThat(verified.size()).isLessThanOrEqualTo(8_192);
  }

  @Test
  void nothingThatIsShownIsInWhatIsTold() throws GeneralSecurityException, IOException {
    Signer signer = Signer.of("k1", Algorithm.ES256);
    Tokens tokens = tokens(Set.of(Algorithm.ES256), signer);
    String token = signer.token(claims(",\"jti\":\"secret-jti\""));
    String signature = token.substring(token.lastIndexOf('.') + 1);
    assertThat(read(tokens, token).toString()).doesNotContain(signature, "secret-jti");
    assertThat(read(tokens, token + "x").toString()).doesNotContain(signature);
  }
}
