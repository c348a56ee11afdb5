package dev.warder.keys.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.proof.KeyReading.Unusable;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofKeyTest {
  private static final String BASE64 =
      "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";

  @Test
  void pemBase64AndTheXOfAJwkAreOneKey() {
    String pem = "-----BEGIN PUBLIC KEY-----\n" + BASE64 + "\n-----END PUBLIC KEY-----\n";
    byte[] raw = ((ProofKey) ProofKey.read(pem)).raw();
    assertThat(raw).hasSize(32);
    assertThat(((ProofKey) ProofKey.read(pem.replace("\n", "\r\n"))).raw()).isEqualTo(raw);
    assertThat(((ProofKey) ProofKey.read(BASE64)).raw()).isEqualTo(raw);
    assertThat(((ProofKey) ProofKey.read("JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs")).raw())
        .isEqualTo(raw);
    assertThat(((ProofKey) ProofKey.read(raw)).raw()).isEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
      })
  void pointsUnderWhichAnybodyCanSignAreNoKeys(String hex) {
    assertThat(ProofKey.read(HexFormat.of().parseHex(hex)))
        .isInstanceOfSatisfying(
            Unusable.class, unusable -> assertThat(unusable.why()).contains("small order"));
  }

  /// Why points of small order must not be registered: the JDK takes them.
  @Test
  void underTheNeutralPointAMadeUpSignatureHoldsForTheJdk() throws Exception {
    Signature verifier = Signature.getInstance("Ed25519");
    EdECPoint neutral = new EdECPoint(false, java.math.BigInteger.ONE);
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, neutral)));
    verifier.update("anything".getBytes(StandardCharsets.UTF_8));
    byte[] madeUp = new byte[64];
    madeUp[0] = 1;
    assertThat(verifier.verify(madeUp)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // no canonical y: p, p + 1, 2^255 - 1
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        // y = 2: x² has no root
        "0200000000000000000000000000000000000000000000000000000000000000",
      })
  void whatIsNoPointIsNoKey(String hex) {
    assertThat(ProofKey.read(HexFormat.of().parseHex(hex)))
        .isInstanceOfSatisfying(
            Unusable.class, unusable -> assertThat(unusable.why()).contains("no point"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "====",
        "AAAA",
        "-----BEGIN PUBLIC KEY-----",
        "\u00e9",
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf0w==",
      })
  void whatIsNoPublicKeyIsRefusedWithWhatToDo(String text) {
    assertThat(ProofKey.read(text))
        .isInstanceOfSatisfying(
            Unusable.class, unusable -> assertThat(unusable.why()).contains("openssl genpkey"));
    assertThat(ProofKey.read("A".repeat(10_000))).isInstanceOf(Unusable.class);
  }

  @Test
  void privateKeyIsNotTakenAndNotRepeated() {
    String secret = Base64.getEncoder().encodeToString(Signing.fresh().privateKey().getEncoded());
    assertThat(
            ProofKey.read("-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----"))
        .isInstanceOfSatisfying(
            Unusable.class,
            unusable -> assertThat(unusable.why()).contains("keep that").doesNotContain(secret));
  }

  @Test
  void eachKeyOfTheJdkIsAKey() {
    for (int i = 0; i < 50; i++) {
      Signing owner = Signing.fresh();
      byte[] signed = {1, 2, 3};
      byte[] signature = Base64.getDecoder().decode(owner.signature(signed));
      assertThat(owner.key().verifies(signed, signature)).isTrue();
      assertThat(owner.key().verifies(new byte[] {1, 2}, signature)).isFalse();
    }
  }
}
