package dev.warder.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {

  @ParameterizedTest
  @CsvSource({"tenent,tenant", "TENANT,tenant", "mitned,minted", "integratoin,integration"})
  void nearWordIsToldAsTheOneMeant(String typed, String meant) {
    assertThat(Words.didYouMean(typed, List.of("minted", "tenant", "integration")))
        .isEqualTo(" (did you mean " + meant + "?)");
  }

  @ParameterizedTest
  @CsvSource({"zebra", "x", "''", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void noWordIsToldWhereNoneIsNear(String typed) {
    assertThat(Words.didYouMean(typed, List.of("minted", "tenant"))).isEmpty();
  }

  @Test
  void neighboursThatChangedPlacesCountOnce() {
    assertThat(Words.distance("mitned", "minted")).isEqualTo(1);
    assertThat(Words.distance("minted", "minted")).isZero();
    assertThat(Words.distance("", "abc")).isEqualTo(3);
    assertThat(Words.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void quotedTextIsShortAndPrintable() {
    assertThat(Words.quoted("a`b\u001b[31mü")).isEqualTo("`a?b?[31m?`");
    assertThat(Words.quoted("x".repeat(100))).isEqualTo("`" + "x".repeat(40) + "...`");
  }
}
