package dev.warder.tokens.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.warder.tokens.identity.IdentityTokens.Settings;
import dev.warder.tokens.identity.IdentityTokens.Who;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the API behind the gate is told in tokens, and how long that can be verified.
class IdentityTokensTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration ROTATION = Duration.ofDays(30);
  private static final Who WHO =
      new Who("k1", "acme", "svc-hr", List.of("GET /a", "GET /b/{id}"), Long.MAX_VALUE);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final MemoryVault vault = new MemoryVault();

  private static final class MemoryVault implements Vault {
    private byte @Nullable [] kept;
    private boolean isFull;

    @Override
    public byte @Nullable [] read() {
      return kept;
    }

    @Override
    public void write(byte[] secret) throws IOException {
      if (isFull) {
        throw new IOException("no room");
      }
      kept = secret.clone();
    }
  }

  private IdentityKeys keys() throws Exception {
    return IdentityKeys.open(vault, ROTATION, now::get);
  }

  private static IdentityTokens tokens(IdentityKeys keys) {
    return new IdentityTokens(
        keys, new Settings("warder", "http://api:3000", Duration.ofSeconds(60)));
  }

  private long micros() {
    return now.get().getEpochSecond() * 1_000_000;
  }

  private void pass(Duration time) {
    now.set(now.get().plus(time));
  }

  private static boolean holds(String token, byte[] published) throws Exception {
    SignedJWT read = SignedJWT.parse(token);
    ECKey key =
        (ECKey)
            JWKSet.parse(new String(published, UTF_8)).getKeyByKeyId(read.getHeader().getKeyID());
    return key != null && read.verify(new ECDSAVerifier(key));
  }

  @Test
  void itSaysWhoCallsForWhomAndIsVerifiedByWhatIsPublished() throws Exception {
    IdentityKeys keys = keys();
    String token = tokens(keys).of(WHO, micros());
    assertThat(holds(token, keys.published())).isTrue();
    var claims = SignedJWT.parse(token).getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("warder");
    assertThat(claims.getAudience()).containsExactly("http://api:3000");
    assertThat(claims.getSubject()).isEqualTo("k1");
    assertThat(claims.getClaim("tenant")).isEqualTo("acme");
    assertThat(claims.getClaim("principal")).isEqualTo("svc-hr");
    assertThat(claims.getStringListClaim("scopes")).containsExactly("GET /a", "GET /b/{id}");
    assertThat(claims.getIssueTime()).isEqualTo(START);
    assertThat(claims.getExpirationTime()).isEqualTo(START.plusSeconds(90));
    assertThat(claims.getJWTID()).isNotBlank();
  }

  @Test
  void whatIsPublishedAndShownHoldsNoSecret() throws Exception {
    IdentityKeys keys = keys();
    String secret =
        ((ECKey) JWKSet.parse(new String(vault.kept, UTF_8)).getKeys().getFirst())
            .getD()
            .toString();
    assertThat(new String(keys.published(), UTF_8))
        .contains("\"use\":\"sig\"", "\"alg\":\"ES256\"")
        .doesNotContain("\"d\"", secret);
    assertThat(keys.signing(0).toString()).doesNotContain(secret);
  }

  @Test
  void twoCredentialsOfOneCallerShareATokenUnlessOneEndsBeforeIt() throws Exception {
    IdentityTokens tokens = tokens(keys());
    Who hour = new Who("k1", "acme", "", List.of(), micros() + 3_600_000_000L);
    Who day = new Who("k1", "acme", "", List.of(), micros() + 86_400_000_000L);
    for (int call = 0; call < 10; call++) {
      assertThat(tokens.of(hour, micros())).isEqualTo(tokens.of(day, micros()));
    }
    assertThat(tokens.signatures()).isEqualTo(1);

    Who soon = new Who("k1", "acme", "", List.of(), micros() + 20_000_000);
    for (int call = 0; call < 10; call++) {
      String last = tokens.of(soon, micros());
      assertThat(SignedJWT.parse(last).getJWTClaimsSet().getExpirationTime())
          .isEqualTo(START.plusSeconds(20));
      assertThat(tokens.of(day, micros())).isNotEqualTo(last);
    }
    assertThat(tokens.signatures()).isEqualTo(2);
  }

  @Test
  void oneSignatureDoesForAllCallsOfACredentialInALife() throws Exception {
    IdentityTokens tokens = tokens(keys());
    String first = tokens.of(WHO, micros());
    for (int second = 1; second < 60; second++) {
      pass(Duration.ofSeconds(1));
      assertThat(tokens.of(WHO, micros())).isEqualTo(first);
    }
    assertThat(tokens.signatures()).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(tokens.of(WHO, micros())).isNotEqualTo(first);
    assertThat(tokens.signatures()).isEqualTo(2);
  }

  @Test
  void whatChangesIsSaidAtOnceAndOfNobodyElse() throws Exception {
    IdentityTokens tokens = tokens(keys());
    String before = tokens.of(WHO, micros());
    Who narrowed = new Who("k1", "acme", "svc-hr", List.of("GET /a"), Long.MAX_VALUE);
    assertThat(
            SignedJWT.parse(tokens.of(narrowed, micros()))
                .getJWTClaimsSet()
                .getStringListClaim("scopes"))
        .containsExactly("GET /a");
    Who other = new Who("k2", "acme", "svc-hr", WHO.scopes(), Long.MAX_VALUE);
    assertThat(tokens.of(other, micros())).isNotEqualTo(before);
  }

  @Test
  void aTokenNeverOutlivesItsCredential() throws Exception {
    IdentityTokens tokens = tokens(keys());
    Who ending = new Who("k1", "acme", "", List.of(), micros() + 20_000_000);
    String token = tokens.of(ending, micros());
    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime())
        .isEqualTo(START.plusSeconds(20));
  }

  @Test
  void scopesThatAreTooManyAreLeftOutAndThatIsSaid() throws Exception {
    Who many =
        new Who("k1", "acme", "", Collections.nCopies(200, "GET /api/v1/things"), Long.MAX_VALUE);
    String token = tokens(keys()).of(many, micros());
    var claims = SignedJWT.parse(token).getJWTClaimsSet();
    assertThat(claims.getClaim("scopes")).isNull();
    assertThat(claims.getClaim("scopes_left_out")).isEqualTo(true);
    assertThat(token.length()).isLessThan(1_024);
  }

  @Test
  void keysLastOverAStartAndRotateSoThatEveryTokenCanBeVerifiedWhileItHolds() throws Exception {
    IdentityKeys keys = keys();
    IdentityTokens tokens = tokens(keys);
    String old = tokens.of(WHO, micros());
    assertThat(holds(old, keys().published())).as("after a start").isTrue();

    pass(ROTATION.minus(IdentityKeys.OVERLAP).minusSeconds(60));
    keys.renew();
    byte[] before = keys.published();
    pass(Duration.ofMinutes(2));
    keys.renew();
    assertThat(keys.published()).as("published ahead").isNotEqualTo(before);
    assertThat(holds(tokens.of(WHO, micros()), before)).as("the old one still signs").isTrue();

    byte[] ahead = keys.published();
    pass(IdentityKeys.OVERLAP.minusSeconds(1));
    keys.renew();
    String last = tokens.of(WHO, micros());
    assertThat(holds(last, before)).isTrue();
    pass(Duration.ofSeconds(2));
    keys.renew();
    String young = tokens.of(WHO, micros());
    assertThat(holds(young, before)).as("the successor signs").isFalse();
    assertThat(holds(young, ahead)).as("by what was fetched an hour ago").isTrue();
    assertThat(holds(last, keys.published())).as("the last of the old one").isTrue();

    pass(IdentityKeys.OVERLAP);
    keys.renew();
    assertThat(holds(last, keys.published())).as("an hour later").isFalse();
    assertThat(holds(young, keys.published())).isTrue();
  }

  @Test
  void nothingIsSignedWithAKeyThatCouldNotBeKept() throws Exception {
    IdentityKeys keys = keys();
    byte[] before = keys.published();
    pass(ROTATION.plusDays(1));
    vault.isFull = true;
    assertThatThrownBy(keys::renew).isInstanceOf(IOException.class);
    assertThat(keys.published()).isEqualTo(before);
    assertThat(holds(tokens(keys).of(WHO, micros()), before)).isTrue();
    vault.isFull = false;
    keys.renew();
    assertThat(keys.published()).isNotEqualTo(before);
    assertThat(holds(tokens(keys).of(WHO, micros()), before)).as("published first").isTrue();
  }

  @Test
  void whatIsNoSetOfOwnKeysIsRefused() throws Exception {
    for (String bad :
        new String[] {"", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"}) {
      vault.kept = bad.getBytes(UTF_8);
      assertThatThrownBy(this::keys).as(bad).isInstanceOf(ParseException.class);
    }
    vault.kept = new byte[0];
    vault.kept = null;
    byte[] published = keys().published();
    vault.kept = published;
    assertThatThrownBy(this::keys).as("public halves alone").isInstanceOf(ParseException.class);
  }
}
