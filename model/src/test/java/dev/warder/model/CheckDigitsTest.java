package dev.warder.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quick validators against slow ones written from the definition, on many random texts.
class CheckDigitsTest {
  private static final int ROUNDS = 20_000;

  private final Random random = new Random(11);

  @Test
  void luhnAgreesWithItsDefinition() {
    int right = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String digits = digits(1 + random.nextInt(22));
      assertThat(CheckDigits.isLuhn(digits)).as(digits).isEqualTo(slowLuhn(digits));
      right += CheckDigits.isLuhn(digits) ? 1 : 0;
    }
    assertThat(right).isBetween(ROUNDS / 12, ROUNDS / 8);
  }

  @Test
  void luhnFindsEverySingleWrongDigit() {
    for (int i = 0; i < 1_000; i++) {
      StringBuilder number = new StringBuilder(luhn(digits(15)));
      int at = random.nextInt(number.length());
      char other = (char) ('0' + (number.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
      number.setCharAt(at, other);

      assertThat(CheckDigits.isLuhn(number.toString())).as(number.toString()).isFalse();
    }
  }

  @Test
  void ibanAgreesWithItsDefinition() {
    int right = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text =
          "" + letter() + letter() + digits(2) + letter() + digits(9 + random.nextInt(24));
      assertThat(CheckDigits.isIban(text)).as(text).isEqualTo(slowIban(text));
      right += CheckDigits.isIban(text) ? 1 : 0;
    }
    assertThat(right).isBetween(ROUNDS / 140, ROUNDS / 70);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"DE89370400440532013000", "GB82WEST12345698765432", "fr1420041010050500013m02606"})
  void publishedIbansPass(String iban) {
    assertThat(CheckDigits.isIban(iban)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "5500005555555559",
        "2221000000000009",
        "371449635398431",
        "6011000990139424",
        "3530111333300000",
        "30569309025904"
      })
  void numbersThatCardNetworksPublishForTestsPass(String number) {
    assertThat(CheckDigits.isCardNumber(number) && CheckDigits.isLuhn(number)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1740960000673", "123456789012", "9007199254740993", "350000000000006"})
  void numbersThatNoCardNetworkIssuesDoNot(String number) {
    assertThat(CheckDigits.isCardNumber(number)).isFalse();
  }

  @Test
  void cpfIsRightForOneInAHundred() {
    int right = 0;
    for (int i = 0; i < ROUNDS; i++) {
      right += CheckDigits.isCpf(digits(11)) ? 1 : 0;
    }
    assertThat(right).isBetween(ROUNDS / 140, ROUNDS / 70);
    assertThat(CheckDigits.isCpf("52998224725")).isTrue();
    assertThat(CheckDigits.isCpf("11111111111")).isFalse();
  }

  @Test
  void spanishIdsCarryTheirLetter() {
    assertThat(CheckDigits.isSpanishId("12345678Z")).isTrue();
    assertThat(CheckDigits.isSpanishId("12345678A")).isFalse();
    assertThat(CheckDigits.isSpanishId("X1234567L")).isTrue();
  }

  private static boolean slowLuhn(String digits) {
    int sum = 0;
    boolean doubled = digits.length() % 2 == 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      String product = Integer.toString(doubled ? digit * 2 : digit);
      sum += product.chars().map(p -> p - '0').sum();
      doubled = !doubled;
    }
    return sum % 10 == 0;
  }

  private static boolean slowIban(String text) {
    if (text.length() < 15 || text.length() > 34) {
      return false;
    }
    StringBuilder number = new StringBuilder();
    String turned = text.substring(4) + text.substring(0, 4);
    turned.chars().forEach(c -> number.append(Character.digit(c, 36)));
    return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  private static String luhn(String digits) {
    for (char c = '0'; c <= '9'; c++) {
      if (slowLuhn(digits + c)) {
        return digits + c;
      }
    }
    throw new AssertionError("one of ten digits is right");
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private char letter() {
    return (char) ('A' + random.nextInt(26));
  }
}
