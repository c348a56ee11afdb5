package dev.warder.keys.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.policy.Environment;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KeyShapeTest {
  private final KeyShape shape = KeyShape.of("wdr");
  private final SecureRandom random = new SecureRandom();
  private final ReadKey read = new ReadKey();

  private String draw(Environment environment) {
    return new String(
        shape.draw(environment, random).secret().expose(), StandardCharsets.US_ASCII);
  }

  @Test
  void drawnKeyReadsBackAndIsFoundByTheOneExpression() {
    for (Environment environment : Environment.values()) {
      DrawnKey drawn = shape.draw(environment, random);
      String text = new String(drawn.secret().expose(), StandardCharsets.US_ASCII);

      assertThat(shape.read(text, read)).isTrue();
      assertThat(new KeyId(read.idHigh(), read.idLow())).hasToString(drawn.id());
      assertThat(KeyId.parse(drawn.id())).isEqualTo(new KeyId(read.idHigh(), read.idLow()));
      assertThat(read.environment()).isEqualTo(environment);
      assertThat(text).hasSize(shape.length());
      assertThat(Pattern.compile(shape.pattern()).matcher("x=\"" + text + "\",").find()).isTrue();
    }
  }

  @Test
  void everyChangedCharacterAndEverySwappedNeighbourIsATypo() {
    String text = draw(Environment.LIVE);
    for (int i = 0; i < text.length(); i++) {
      for (char c : "0aZ_é\u0000\uD800".toCharArray()) {
        String changed = text.substring(0, i) + c + text.substring(i + 1);
        assertThat(shape.read(changed, read)).isEqualTo(changed.equals(text));
      }
      if (i > 0 && text.charAt(i) != text.charAt(i - 1)) {
        String swapped =
            text.substring(0, i - 1) + text.charAt(i) + text.charAt(i - 1) + text.substring(i + 1);
        assertThat(shape.read(swapped, read)).as(swapped).isFalse();
      }
      assertThat(shape.read(text.substring(0, i), read)).isFalse();
    }
    assertThat(shape.read(text + "0", read)).isFalse();
    assertThat(shape.read(" " + text, read)).isFalse();
  }

  @Test
  void whatDoesNotFitLeavesNothingOfWhatFitted() {
    assertThat(shape.read(draw(Environment.LIVE), read)).isTrue();

    assertThat(shape.read(draw(Environment.LIVE).substring(1), read)).isFalse();

    assertThat(read.exposeText()).containsOnly(0);
    assertThat(read.toString()).isEqualTo("ReadKey[redacted]");
  }

  @Test
  void digitsAreDrawnEvenly() {
    int[] counts = new int[128];
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      String text = draw(Environment.TEST);
      ids.add(text.substring(9, 25));
      text.substring(25, 68).chars().forEach(c -> counts[c]++);
    }
    assertThat(ids).hasSize(2_000);
    for (char c : Base62.DIGITS.toCharArray()) {
      // 1,387 expected, deviation 37
      assertThat(counts[c]).as("digit %s", c).isBetween(1_150, 1_630);
    }
  }

  @Test
  void maskedTextHoldsNoSecretWhereverItStands() {
    String text = draw(Environment.LIVE);
    String masked = shape.masked("/bot/" + text + "/x/" + text.substring(0, 50) + "?" + text);

    assertThat(masked).doesNotContain(text.substring(25, 45)).contains("/x/").contains("wdr_live_");
    assertThat(shape.masked("/api/wdr_live")).isEqualTo("/api/wdr_live");
    assertThat(shape.masked("wdr_live_")).isEqualTo("wdr_live_...");
  }

  @Test
  void strangePrefixesAreRefused() {
    for (String prefix : new String[] {"", "w", "Wdr", "1wd", "w_r", "abcdefghijklm", "wdr "}) {
      assertThatThrownBy(() -> KeyShape.of(prefix)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(KeyShape.of("acme9").length()).isEqualTo(76);
  }
}
