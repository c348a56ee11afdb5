package dev.warder.testkit.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DrawTest {
  @Test
  void firstDrawsOfASeedAreThoseOfThePublishedAlgorithm() {
    Draw draw = new Draw(1_234_567);

    assertThat(Long.toUnsignedString(draw.next())).isEqualTo("6457827717110365317");
    assertThat(Long.toUnsignedString(draw.next())).isEqualTo("3203168211198807973");
  }

  @Test
  void forkLeavesItsParentWhereItWas() {
    Draw forked = new Draw(5);
    forked.fork("a").next();

    assertThat(forked.next()).isEqualTo(new Draw(5).next());
  }

  @Test
  void forksOfDifferentNamesDiffer() {
    assertThat(new Draw(5).fork("a").next()).isNotEqualTo(new Draw(5).fork("b").next());
  }

  @Test
  void drawsStayWithinTheirBounds() {
    Draw draw = new Draw(5);
    for (int i = 0; i < 10_000; i++) {
      assertThat(draw.between(3, 7)).isBetween(3, 7);
      assertThat(draw.crowded(10, 3)).isBetween(0, 9);
    }
  }

  @Test
  void emptyRangeIsRefused() {
    assertThatThrownBy(() -> new Draw(5).below(0)).hasMessageContaining("bound is 0");
  }
}
