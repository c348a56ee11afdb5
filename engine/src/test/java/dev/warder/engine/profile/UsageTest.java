package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {

  @Test
  void keyWithoutPastFindsEverythingNew() {
    assertThat(new Usage().noveltyRate()).isEqualTo(1);
  }

  @Test
  void steadyKeyFindsNoveltySurprisingAndRestlessKeyDoesNot() {
    Usage steady = new Usage();
    Usage restless = new Usage();
    for (int i = 0; i < 200; i++) {
      steady.add("home");
      restless.add("place " + i % 40);
      restless.add("place " + i);
    }

    assertThat(steady.noveltyRate()).isLessThan(0.01);
    assertThat(restless.noveltyRate()).isGreaterThan(5 * steady.noveltyRate());
  }

  @Test
  void floodOfValuesIsBounded() {
    Usage usage = new Usage();
    for (int i = 0; i < 10_000; i++) {
      usage.add("place " + i);
    }

    assertThat(usage.distinct()).isLessThan(100);
    assertThat(usage.noveltyRate()).isBetween(0.0, 1.0);
  }
}
