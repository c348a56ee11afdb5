package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FewTextsTest {

  @Test
  void textsKeepTheNumberTheyGot() {
    FewTexts texts = new FewTexts(5);

    assertThat(texts.add("a")).isZero();
    assertThat(texts.add("b")).isEqualTo(1);
    assertThat(texts.add("a")).isZero();
    assertThat(texts.add("c")).isEqualTo(2);
    assertThat(texts.size()).isEqualTo(3);
    assertThat(texts.get(1)).isEqualTo("b");
    assertThat(texts.contains("c")).isTrue();
    assertThat(texts.contains("d")).isFalse();
    assertThat(texts.indexOf("d")).isEqualTo(-1);
  }

  @Test
  void newcomersFindNoRoomAmongAsManyAsThereMayBe() {
    FewTexts texts = new FewTexts(3);
    for (int i = 0; i < 10; i++) {
      assertThat(texts.add("value " + i)).isEqualTo(i < 3 ? i : -1);
      assertThat(texts.add("value 0")).isZero();
    }

    assertThat(texts.size()).isEqualTo(3);
    assertThat(texts.contains("value 3")).isFalse();
  }
}
