package dev.warder.collect.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  private static long scaled(String text, int power) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Decimals.scaled(bytes, 0, bytes.length, power);
  }

  @Test
  void decimalsAreReadExactly() {
    assertThat(scaled("0.053", 6)).isEqualTo(53_000);
    assertThat(scaled("1717401600.449", 6)).isEqualTo(1_717_401_600_449_000L);
    assertThat(scaled("1.717401600449E9", 6)).isEqualTo(1_717_401_600_449_000L);
    assertThat(scaled("1717401600449000000", -3)).isEqualTo(Decimals.NONE);
    assertThat(scaled("171740160044900000", -3)).isEqualTo(171_740_160_044_900L);
    assertThat(scaled("12", 0)).isEqualTo(12);
    assertThat(scaled("0", 6)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "-1",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "1 ",
        " 1",
        "0x10",
        "NaN",
        "1,5",
        "1.2.3",
        "1E+1000000000",
        "99999999999999999999",
        "1e29",
        "١٢"
      })
  void whatIsNoSuchNumberIsNone(String text) {
    assertThat(scaled(text, 6)).isEqualTo(Decimals.NONE);
  }

  @Test
  void randomDecimalsOfUpTo18DigitsAreReadAsBigDecimalReadsThem() {
    RandomGenerator random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text =
          new StringBuilder(Long.toString(random.nextLong(1L << random.nextInt(1, 37))));
      if (random.nextBoolean()) {
        text.append('.').append(random.nextInt(1_000_000));
      }
      if (random.nextInt(4) == 0) {
        text.append(random.nextBoolean() ? "E" : "e-").append(random.nextInt(5));
      }
      int power = random.nextInt(-6, 7);
      BigDecimal exact =
          new BigDecimal(text.toString()).scaleByPowerOfTen(power).setScale(0, RoundingMode.DOWN);
      boolean fits = exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
      long expected = fits ? exact.longValueExact() : Decimals.NONE;
      assertThat(scaled(text.toString(), power))
          .as("%s times 10^%s", text, power)
          .isEqualTo(expected);
    }
  }
}
