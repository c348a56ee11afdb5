package dev.warder.policy.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.policy.text.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What patterns say of each other, held against all operations of a small world.
class PatternOrderTest {
  private static final List<String> METHODS = List.of("GET", "POST");
  private static final List<String> WORDS = List.of("", "a", "b", "a:go");

  private static OperationPattern pattern(String text) {
    return switch (OperationPattern.parse(text)) {
      case Parsed.Value<OperationPattern>(OperationPattern pattern) -> pattern;
      case Parsed.Problem<OperationPattern> problem ->
          throw new AssertionError(text + ": " + problem.message());
    };
  }

  /// Every path of up to three segments, an empty one at the end included.
  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String first : WORDS) {
      paths.add("/" + first);
      for (String second : WORDS) {
        paths.add("/" + first + "/" + second);
        for (String third : WORDS) {
          paths.add("/" + first + "/" + second + "/" + third);
        }
      }
    }
    paths.removeIf(path -> path.contains("//"));
    return paths;
  }

  private static OperationPattern drawn(SplittableRandom random) {
    StringBuilder text = new StringBuilder(List.of("GET", "POST", "*").get(random.nextInt(3)));
    text.append(' ');
    int segments = 1 + random.nextInt(2);
    for (int i = 0; i < segments; i++) {
      boolean last = i == segments - 1;
      text.append('/')
          .append(List.of("a", "b", "a:go", "{x}", last ? "**" : "a").get(random.nextInt(5)));
    }
    return pattern(
        random.nextInt(8) == 0 && !text.toString().endsWith("**") ? text + "/" : text.toString());
  }

  @Test
  void whatCoversOpensAllOfItAndWhatDoesNotOverlapNothing() {
    SplittableRandom random = new SplittableRandom(7);
    int covers = 0;
    int overlaps = 0;
    for (int n = 0; n < 5_000; n++) {
      OperationPattern one = drawn(random);
      OperationPattern other = drawn(random);
      boolean all = true;
      boolean some = false;
      for (String method : METHODS) {
        for (String path : paths()) {
          boolean theirs = other.matches(method, path);
          boolean ours = one.matches(method, path);
          all &= ours || !theirs;
          some |= ours && theirs;
        }
      }
      covers += one.covers(other) ? 1 : 0;
      overlaps += one.overlaps(other) ? 1 : 0;
      if (one.covers(other)) {
        assertThat(all).as("%s covers %s", one, other).isTrue();
      }
      assertThat(one.overlaps(other)).as("%s overlaps %s", one, other).isEqualTo(some);
      assertThat(other.overlaps(one)).isEqualTo(some);
      assertThat(one.covers(one)).isTrue();
    }
    assertThat(covers).isGreaterThan(100);
    assertThat(overlaps).isGreaterThan(100);
  }

  @Test
  void whatSpellsNothingOutOrIsAllOfAPlaceAndDoesMoreThanLookChangesAnything() {
    for (String text : List.of("* /**", "POST /**", "* /{a}/**", "DELETE /{a}", "* /a/**")) {
      assertThat(pattern(text).changesAnything()).as(text).isTrue();
    }
    for (String text : List.of("GET /**", "HEAD /{a}", "POST /a/**", "* /a/{b}", "POST /{a}/b")) {
      assertThat(pattern(text).changesAnything()).as(text).isFalse();
    }
  }
}
