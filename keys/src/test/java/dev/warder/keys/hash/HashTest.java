package dev.warder.keys.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashTest {
  private final SecureRandom random = new SecureRandom();

  /// RFC 4231, test case 6 has a longer key; this is its case 1 with the key filled up to 32 bytes,
  /// which HMAC does by itself (RFC 2104 §2 pads keys with zeros).
  @Test
  void hashIsHmacSha256() {
    byte[] pepper = new byte[Peppers.LENGTH];
    java.util.Arrays.fill(pepper, 0, 20, (byte) 0x0b);
    Hasher hasher = new Hasher(Peppers.of(Map.of(1, Secret.of(pepper))));
    byte[] text = "xxHi Therexx".getBytes(US_ASCII);

    KeyHash hash = hasher.hash(1, text, 2, 8);

    assertThat(hash.hex())
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assertThat(KeyHash.parse(1, hash.hex())).isEqualTo(hash);
    assertThat(hasher.matches(hash, text, 2, 8)).isTrue();
    assertThat(hasher.matches(hash, text, 1, 8)).isFalse();
    assertThat(hash.toString()).doesNotContain("b034");
  }

  @Test
  void eachBitOfTheHashCounts() {
    Hasher hasher = new Hasher(Peppers.of(Map.of(1, Secret.of(new byte[32]))));
    byte[] text = new byte[59];
    byte[] right = HexFormat.of().parseHex(hasher.hash(1, text, 0, 59).hex());
    for (int bit = 0; bit < 256; bit++) {
      byte[] wrong = right.clone();
      wrong[bit / 8] ^= (byte) (1 << bit % 8);
      KeyHash other = KeyHash.parse(1, HexFormat.of().formatHex(wrong));
      assertThat(hasher.matches(other, text, 0, 59)).isFalse();
    }
  }

  @Test
  void pepperFileIsMadeForItsOwnerAloneAndReadsBack(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("peppers");
    Peppers first = new PepperFile(path).open(random);

    Peppers again = new PepperFile(path).open(random);
    Peppers rotated = new PepperFile(path).rotate(random);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(first.newest()).isEqualTo(1);
    assertThat(again.pepper(1)).isEqualTo(first.pepper(1));
    assertThat(rotated.newest()).isEqualTo(2);
    assertThat(rotated.pepper(1)).isEqualTo(first.pepper(1));
    assertThat(rotated.pepper(2)).isNotEqualTo(first.pepper(1));
    assertThat(rotated.toString()).isEqualTo("Peppers[1, 2]");
  }

  @Test
  void pepperFileThatOthersMayReadIsRefused(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("peppers");
    new PepperFile(path).open(random);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> new PepperFile(path).open(random))
        .isInstanceOf(PepperException.class)
        .hasMessageContaining("rw-r-----")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void brokenPepperFileIsRefusedWithoutTellingWhatItHolds(@TempDir Path folder) throws Exception {
    String pepper = Base64.getEncoder().encodeToString(new byte[32]);
    for (String text :
        new String[] {
          "",
          "1\n",
          "1 c2hvcnQ=\n",
          "x " + pepper,
          "1 " + pepper + "\n1 " + pepper,
          "0 " + pepper,
          "1 " + pepper + "!",
          pepper
        }) {
      Path path = folder.resolve("p" + text.hashCode());
      Files.writeString(path, text);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(() -> new PepperFile(path).open(random))
          .as(text)
          .isInstanceOf(PepperException.class)
          .hasMessageNotContainingAny(pepper, "c2hvcnQ")
          .hasMessageContaining(path.toString());
    }
  }
}
