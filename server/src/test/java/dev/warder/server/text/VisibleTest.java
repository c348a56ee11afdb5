package dev.warder.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.sample.Hostile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GET /api/systems/{id}", "Żółć, 日本語, ελληνικά", "👩 e\u0301", "a\\u202eb"})
  void honestTextIsLeftAlone(String text) {
    assertThat(Visible.text(text)).isSameAs(text);
  }

  @Test
  void whatATerminalWouldObeyIsShown() {
    assertThat(Visible.text("a\u001b[31mb\u009bc\u0007")).isEqualTo("a\\u001b[31mb\\u009bc\\u0007");
    assertThat(Visible.text("a\n\r\tb\u2028\u2029\u0085"))
        .isEqualTo("a\\n\\r\\tb\\u2028\\u2029\\u0085");
  }

  @Test
  void whatAnEyeWouldMissIsShown() {
    assertThat(Visible.text("\u202e\u2066\u200b\u00ad\ufeff\u3164\ufe0f"))
        .isEqualTo("\\u202e\\u2066\\u200b\\u00ad\\ufeff\\u3164\\ufe0f");
    assertThat(Visible.text(new String(Character.toChars(0xE0041)))).isEqualTo("\\u{e0041}");
    assertThat(Visible.text("a\ud800b")).isEqualTo("a\\ud800b");
  }

  @Test
  void namesAreCutButNeverInsideACharacter() {
    assertThat(Visible.brief("jca_1")).isEqualTo("jca_1");
    assertThat(Visible.brief("x".repeat(Visible.BRIEF))).hasSize(Visible.BRIEF);
    assertThat(Visible.brief("x".repeat(Visible.BRIEF - 1) + "👩👩"))
        .isEqualTo("x".repeat(Visible.BRIEF - 1) + "…");
  }

  @Test
  void everyCutFitsItsColumns() {
    String text = Visible.text(Hostile.TEXT) + "日本語".repeat(20) + "e\u0301".repeat(40);
    for (int columns = 1; columns < 120; columns++) {
      assertThat(DisplayWidth.of(DisplayWidth.fit(text, columns))).isLessThanOrEqualTo(columns);
      assertThat(DisplayWidth.of(DisplayWidth.fitMiddle(text, columns)))
          .isLessThanOrEqualTo(columns);
      assertThat(DisplayWidth.of(DisplayWidth.pad(text, columns))).isEqualTo(columns);
    }
  }

  @Test
  void foldedLinesFitAndLoseNoWord() {
    String text = "No consumer of any key gathered enough evidence for theft.";
    assertThat(DisplayWidth.fold(text, 20)).allMatch(line -> line.length() <= 20);
    assertThat(String.join(" ", DisplayWidth.fold(text, 20))).isEqualTo(text);
  }
}
