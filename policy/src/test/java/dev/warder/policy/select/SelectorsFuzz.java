package dev.warder.policy.select;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.warder.policy.text.Parsed;

final class SelectorsFuzz {

  @FuzzTest
  void anyTextIsASelectorThatPrintsBackOrAProblemInTheText(@NotNull String text) {
    switch (Selectors.parse(text)) {
      case Parsed.Value<Selector>(Selector selector) -> {
        assertThat(Selectors.parse(selector.toString()).orThrow()).isEqualTo(selector);
        Selector frozen = selector.frozen(0);
        assertThat(frozen.frozen(Long.MAX_VALUE)).isEqualTo(frozen);
      }
      case Parsed.Problem<Selector>(int column, String message) -> {
        assertThat(column).isBetween(1, text.length() + 1);
        assertThat(message).isNotBlank().hasSizeLessThan(300);
      }
    }
  }
}
