package dev.warder.keys.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.foreign.FormatReading.Declared;
import dev.warder.keys.foreign.FormatReading.Unusable;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFormatTest {
  private static final Map<String, String> ACME =
      Map.of(
          "name", "acme",
          "prefix", "acme_",
          "alphabet", "base62",
          "min-length", "24",
          "max-length", "40",
          "id-end", "_",
          "hash", "sha256",
          "encoding", "hex");

  @Test
  void valuesAreToldByTheirLook() {
    ForeignFormat format = declared(ACME);
    String value = "acme_7Fq2_0123456789abcdEF";
    assertThat(format.fits(value)).isTrue();
    assertThat(format.id(value)).isEqualTo("7Fq2");
    assertThat(format.hashedPart(value)).isEqualTo(value);
    assertThat(declared(with("hashed", "secret")).hashedPart(value)).isEqualTo("0123456789abcdEF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme_",
        "acme_7Fq2_0123456789abc",
        "acme_7Fq2_0123456789abcdEF0123456789abcdE",
        "Acme_7Fq2_0123456789abcdEF",
        "acme-7Fq2_0123456789abcdEF",
        "acme_7Fq20123456789abcdEF1",
        "acme__0123456789abcdEF01234",
        "acme_7Fq2_0123456789abc_EF",
        "acme_7Fq2_0123456789abc\u00e9EF",
        "acme_7F-2_0123456789abcdEF",
        "acme_0123456789abcdEF0123_",
      })
  void whatLooksOtherwiseIsNone(String value) {
    assertThat(declared(ACME).fits(value)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hash|bcrypt|made to be slow",
        "hash|Argon2id|made to be slow",
        "hash|pbkdf2-sha256|made to be slow",
        "hash|md5|hash must be one of sha256, sha512",
        "hash|SHA256|hash must be one of",
        "hash|sha1|legacy: yes",
        "encoding|base32|encoding must be one of hex, base64, base64url",
        "alphabet|ascii|alphabet must be one of hex, base62",
        "hashed|all|hashed must be one of whole-value, secret",
        "name|Acme!|lower-case letters",
        "prefix|a b|printable ASCII",
        "id-end|__|one character",
        "min-length|12|fewer than 64 bits",
        "min-length|x|whole number",
        "min-length|99999|whole number",
        "min-length|41|max-length must be from min-length",
        "max-length|513|max-length must be",
        "pepper|secret-pepper|there is no setting pepper",
      })
  void whatMakesNoSenseIsRefusedWithWhatToDo(String setting, String value, String reason) {
    assertThat(FormatReader.read(with(setting, value)))
        .isInstanceOfSatisfying(
            Unusable.class,
            unusable ->
                assertThat(String.join("\n", unusable.reasons()))
                    .contains(reason)
                    .doesNotContain("secret-pepper"));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThat(FormatReader.read(Map.of()))
        .isInstanceOfSatisfying(
            Unusable.class, unusable -> assertThat(unusable.reasons()).hasSizeGreaterThan(5));
  }

  @Test
  void sha1IsTakenAsLegacy() {
    Map<String, String> legacy = with("hash", "sha1");
    legacy.put("legacy", "yes");
    assertThat(declared(legacy).algorithm()).isEqualTo(Algorithm.SHA1);
  }

  @Test
  void saltedKeysNeedAnIdToBeFoundBy() {
    Map<String, String> salted = with("hash", "salted-sha256");
    assertThat(declared(salted).algorithm()).isEqualTo(Algorithm.SALTED_SHA256);
    salted.remove("id-end");
    assertThat(FormatReader.read(salted)).isInstanceOf(Unusable.class);
  }

  static Map<String, String> with(String setting, String value) {
    Map<String, String> settings = new HashMap<>(ACME);
    settings.put(setting, value);
    return settings;
  }

  static ForeignFormat declared(Map<String, String> settings) {
    return switch (FormatReader.read(settings)) {
      case Declared(ForeignFormat format) -> format;
      case Unusable unusable -> throw new AssertionError(unusable.reasons());
    };
  }
}
