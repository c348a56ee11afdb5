package dev.warder.keys.foreign;

import static dev.warder.keys.foreign.ForeignSamples.PEPPER;
import static dev.warder.keys.foreign.ForeignSamples.format;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warder.keys.foreign.ForeignFormat.Hashed;
import dev.warder.keys.foreign.FormatReading.Declared;
import dev.warder.model.Secret;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignHasherTest {
  /// Hashes as `openssl dgst` makes them, of the value or of its secret.
  @ParameterizedTest
  @CsvSource({
    "SHA1, WHOLE_VALUE, d96e1fdd893d7f37e7bd139796f323527d57aab8",
    "SHA256, WHOLE_VALUE, c378e30dede54975645e01af13f9611254e2ed0793e965d1fb08a84c6786e639",
    "SHA512, WHOLE_VALUE, 7b1fffb55b79bda854b8875ed6af0a45c20865f8590ba542eb23091d36b62515651ba59387e3710c2af3006072607fd284676e66a791decb6b9f17ae1548c361",
    "SHA256, SECRET, e414874054a3d548c7f1328ae4628b60cf209e0b06572b2fb631db6b4403f923",
    "HMAC_SHA256, WHOLE_VALUE, d13b5aa4d13fd8ab6c7a5c35237ded2f3278e07103dc64636c0f92c1d56558ab",
    "HMAC_SHA512, WHOLE_VALUE, 110497f22263c7c34701b682c58a5ee089c2db253fceac8874c8369a3eee2c7dab973b6d6a723176652fbf7a4fcdc90745aa65efa17c17ce64cd329a045b478b",
    "SALTED_SHA256, WHOLE_VALUE, 8b15a768a852585daf6096d7844fe5fb10fe21d861e8df59994f40efc229aece",
  })
  void hashesAreThoseOfOtherSystems(Algorithm algorithm, Hashed hashed, String hex) {
    ForeignFormat format =
        new ForeignFormat(
            "acme", "acme_", Alphabet.BASE62, 24, 40, "_", algorithm, hashed, Encoding.HEX);
    Secret pepper = format.needsPepper() ? Secret.of("old pepper") : null;
    String salt = algorithm == Algorithm.SALTED_SHA256 ? "4e61436c" : "";
    byte[] hash = ForeignHasher.of(format, pepper).hash("acme_7Fq2_0123456789abcdEF", salt);
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(hex);
  }

  /// A value of a key is hashed with a salt drawn by nobody where none is known, so that it takes
  /// the same steps: where there are no salts that must change nothing.
  @Test
  void saltsAreOfNoEffectWhereThereAreNone() {
    ForeignHasher hasher = ForeignSamples.hasher(format(Algorithm.SHA256, ""));
    assertThat(hasher.hash("old_0123456789abcdef", "00"))
        .isEqualTo(hasher.hash("old_0123456789abcdef", ""));
  }

  @Test
  void pepperIsNeededExactlyWhereTheFormatHasOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForeignHasher.of(format(Algorithm.HMAC_SHA256, ""), null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForeignHasher.of(format(Algorithm.SHA256, ""), PEPPER));
  }

  @Test
  void aPepperIsKnownAgainAndAnotherIsNot() {
    ForeignFormat format = format(Algorithm.HMAC_SHA512, "");
    String fingerprint = ForeignHasher.of(format, PEPPER).fingerprint();
    assertThat(fingerprint).hasSize(32).isEqualTo(ForeignHasher.of(format, PEPPER).fingerprint());
    assertThat(ForeignHasher.of(format, Secret.of("another")).fingerprint())
        .isNotEqualTo(fingerprint);
    assertThat(ForeignSamples.hasher(format(Algorithm.SHA256, "")).fingerprint()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void settingsReadBackTheSame(Algorithm algorithm) {
    ForeignFormat format = format(algorithm, "_");
    assertThat(FormatReader.read(format.settings())).isEqualTo(new Declared(format));
  }

  @Test
  void nothingTellsAHash() {
    StoredHash stored = StoredHash.of(new byte[] {0x5a, 0x5b}, new byte[] {0x5c});
    assertThat(stored.toString()).isEqualTo("StoredHash[redacted]");
    assertThat(stored.is(new byte[] {0x5a, 0x5b})).isTrue();
    assertThat(stored.is(new byte[] {0x5a, 0x5c})).isFalse();
  }
}
