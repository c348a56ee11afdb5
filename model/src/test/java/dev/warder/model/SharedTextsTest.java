package dev.warder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SharedTextsTest {

  @Test
  void equalTextsBecomeOneObject() {
    SharedTexts shared = new SharedTexts(8);
    String first = shared.share(text("AS14618 US"));

    assertThat(shared.share(text("AS14618 US"))).isSameAs(first);
  }

  @Test
  void textStaysWhatItIsWhoeverTookItsSlot() {
    SharedTexts shared = new SharedTexts(1);
    for (int i = 0; i < 100; i++) {
      assertThat(shared.share(text("network " + i % 7))).isEqualTo("network " + i % 7);
    }
  }

  @Test
  void longTextIsHandedBackAndNotKept() {
    SharedTexts shared = new SharedTexts(8);
    String longText = "x".repeat(257);

    assertThat(shared.share(longText)).isSameAs(longText);
    assertThat(shared.share(text(longText))).isNotSameAs(longText);
  }

  @Test
  void sizeOutOfBoundsIsRefused() {
    assertThatThrownBy(() -> new SharedTexts(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SharedTexts(25)).isInstanceOf(IllegalArgumentException.class);
  }

  /// A text that is no object seen before.
  private static String text(String text) {
    return new String(text.toCharArray());
  }
}
