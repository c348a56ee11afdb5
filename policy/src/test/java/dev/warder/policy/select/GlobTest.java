package dev.warder.policy.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GlobTest {

  @Test
  void textsAreComparedAsByTrying() {
    SplittableRandom random = new SplittableRandom(61);
    int matched = 0;
    for (int i = 0; i < 100_000; i++) {
      String pattern = text(random, "ab" + Glob.ANY_TEXT + Glob.ANY_CHARACTER, 8);
      String text = text(random, "ab", 10);
      boolean expected = matches(pattern, text);
      matched += expected ? 1 : 0;
      assertThat(new Glob(pattern).matches(text)).as("%s %s", pattern, text).isEqualTo(expected);
    }
    assertThat(matched).isBetween(5_000, 90_000);
  }

  @Test
  void patternOfManyStarsIsComparedInTime() {
    String stars = (Glob.ANY_TEXT + "a").repeat(128);
    assertThat(new Glob(stars).matches("a".repeat(20_000) + "b")).isFalse();
    assertThat(new Glob(stars).matches("a".repeat(20_000))).isTrue();
  }

  private static boolean matches(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    char first = pattern.charAt(0);
    String rest = pattern.substring(1);
    if (first == Glob.ANY_TEXT) {
      return matches(rest, text) || (!text.isEmpty() && matches(pattern, text.substring(1)));
    }
    boolean same = !text.isEmpty() && (first == Glob.ANY_CHARACTER || first == text.charAt(0));
    return same && matches(rest, text.substring(1));
  }

  private static String text(SplittableRandom random, String characters, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
