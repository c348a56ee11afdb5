package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmallSetTest {

  @Test
  void holdsWhatWasAddedAndNothingElse() {
    SmallSet set = new SmallSet(5);
    for (String value : new String[] {"a", "b", "a", "c"}) {
      set.add(value);
    }

    assertThat(set.contains("a")).isTrue();
    assertThat(set.contains("c")).isTrue();
    assertThat(set.contains("d")).isFalse();
  }

  @Test
  void newcomersFindNoRoomInAFullSet() {
    SmallSet set = new SmallSet(3);
    for (int i = 0; i < 10; i++) {
      set.add("value " + i);
      set.add("value 0");
    }

    assertThat(set.contains("value 2")).isTrue();
    assertThat(set.contains("value 3")).isFalse();
  }
}
