package dev.warder.collect.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static final String ALPHABET = "{}[]\",:0123456789-.eE truefalsn\\u00e9\t";

  private final JsonReader json = new JsonReader(64, 1 << 20);

  private int parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return json.parse(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":01}", "{\"a\":1,}", "{,}", "{\"a\" 1}", "{\"a\":NaN}", "{\"a\":tru}", "{\"a\":'b'}",
        "{a:1}", "[1,]", "{\"a\":1", "{\"a\":\"\u0001\"}", "{\"a\":-}", "{\"a\":+1}", "{\"a\":.5}",
        "{\"a\":\"\\x\"}", "\"", "{\"a\":[1}}"
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThat(parse(text)).isNegative();
  }

  @Test
  void aNumberCostsItsOwnBytesOnly() {
    assertThat(parse("{\"a\":1E+1000000000}")).isPositive();
    assertThat(json.tape().number(1, -7)).isEqualTo(-7);
    assertThat(json.tape().text(1, 64)).isEqualTo("1E+1000000000");
  }

  @Test
  void nestingHasALimit() {
    assertThat(parse("[".repeat(64) + "]".repeat(64))).isEqualTo(128);
    assertThat(parse("[".repeat(65) + "]".repeat(65))).isNegative();
    assertThat(json.fault()).isEqualTo(JsonFault.TOO_DEEP);
  }

  @Test
  void halfASurrogatePairIsShownAsSuch() {
    assertThat(parse("{\"a\":\"\\ud800x\"}")).isPositive();
    assertThat(json.repaired()).isTrue();
    assertThat(json.tape().text(1, 64)).isEqualTo("\uFFFDx");
  }

  @Test
  void cutAnywhereAValueIsNoValue() {
    String text = "{\"a\":{\"b\":[1,true,\"x\\n\"],\"c\":null},\"d\":-2.5e3}";
    assertThat(parse(text)).isEqualTo(text.length());
    for (int end = 1; end < text.length(); end++) {
      assertThat(parse(text.substring(0, end))).as(text.substring(0, end)).isNegative();
    }
  }

  @Test
  void randomTextsAreReadAlikeByBothWays() {
    long seed = 42;
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("{\"a\":{\"b\":[1,\"x\"],\"c\":-20},\"d\":null}");
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        int at = 1 + random.nextInt(text.length() - 1);
        text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      JsonReaderFuzz.assertSame(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
