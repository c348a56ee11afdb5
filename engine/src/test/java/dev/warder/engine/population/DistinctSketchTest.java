package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.warder.model.StableHash;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistinctSketchTest {

  @Test
  void fewThingsAreCountedExactly() {
    DistinctSketch sketch = new DistinctSketch();
    for (int thing = 1; thing <= 8; thing++) {
      assertThat(sketch.add(hash(thing))).isTrue();
      assertThat(sketch.add(hash(thing))).isFalse();
      assertThat(sketch.estimate()).isEqualTo(thing);
    }
  }

  @Test
  void manyThingsAreCountedToSomePercent() {
    DistinctSketch sketch = new DistinctSketch();
    for (int thing = 1; thing <= 4_000; thing++) {
      sketch.add(hash(thing));
      assertThat(sketch.estimate()).isCloseTo(thing, within(4 + thing / 10));
    }
  }

  @Test
  void orderAndRepetitionDoNotMatter() {
    Random random = new Random(3);
    DistinctSketch once = new DistinctSketch();
    DistinctSketch often = new DistinctSketch();
    for (int thing = 0; thing < 50; thing++) {
      once.add(hash(thing));
    }
    random.ints(5_000, 0, 50).forEach(thing -> often.add(hash(thing)));

    assertThat(often.estimate()).isEqualTo(once.estimate());
  }

  @Test
  void countEndsWhereTheSketchIsFull() {
    DistinctSketch sketch = new DistinctSketch();
    for (int thing = 0; thing < 200_000; thing++) {
      sketch.add(hash(thing));
    }

    assertThat(sketch.estimate()).isEqualTo(5_000);
  }

  private static long hash(int thing) {
    return StableHash.of("/things/" + thing);
  }
}
