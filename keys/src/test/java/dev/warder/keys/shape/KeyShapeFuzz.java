package dev.warder.keys.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class KeyShapeFuzz {
  private static final KeyShape SHAPE = KeyShape.of("wdr");

  @FuzzTest
  void anyTextIsReadOrNot(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    ReadKey read = new ReadKey();

    boolean fits = SHAPE.read(text, read);

    String made =
        text.length() == SHAPE.length() ? Texts.checksummed(text.substring(0, 68)) : "";
    assertThat(fits && !text.equals(made)).isFalse();
    assertThat(SHAPE.masked(text)).isNotNull();
    assertThat(KeyId.parse(text) == null || text.length() == 16).isTrue();
  }
}
