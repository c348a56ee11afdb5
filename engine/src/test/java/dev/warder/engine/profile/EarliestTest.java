package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarliestTest {
  private static final int MOST = 10;

  private static Earliest<Integer> none() {
    return new Earliest<>(Comparator.naturalOrder(), MOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 11, 19, 20, 21, 1_000})
  void theFirstFewAreTheSameHoweverTheyWereSpread(int size) {
    Random random = new Random(size);
    List<Integer> all = random.ints(size, 0, 500).boxed().toList();
    List<Earliest<Integer>> parts = List.of(none(), none(), none());
    all.forEach(value -> parts.get(random.nextInt(parts.size())).add(value));

    Earliest<Integer> together = none();
    parts.forEach(together::copy);
    Earliest<Integer> poured = none();
    parts.forEach(poured::pour);

    List<Integer> expected = all.stream().sorted().limit(MOST).toList();
    assertThat(together.sorted()).isEqualTo(expected);
    assertThat(poured.sorted()).isEqualTo(expected);
    assertThat(parts).allMatch(part -> part.sorted().isEmpty());
  }

  @Test
  void whatTheOrderDoesNotTellApartStaysAsItCame() {
    Earliest<String> words = new Earliest<>(Comparator.comparingInt(String::length), 100);
    List<String> came = List.of("bb", "a", "dd", "c", "ee", "b");
    came.forEach(words::add);
    assertThat(words.sorted()).containsExactly("a", "c", "b", "bb", "dd", "ee");

    words.add("d");
    assertThat(new ArrayList<>(words.sorted())).startsWith("a", "c", "b", "d");
  }
}
