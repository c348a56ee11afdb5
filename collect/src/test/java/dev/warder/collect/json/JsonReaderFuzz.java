package dev.warder.collect.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.collect.text.Utf8;

/// What the fast scanner accepts, the strict parser accepts too and reads alike.
class JsonReaderFuzz {
  @FuzzTest
  void bothWaysReadTheSame(byte[] input) {
    assertSame(input);
  }

  static void assertSame(byte[] input) {
    if (input.length == 0 || input[0] != '{' || Utf8.firstInvalid(input, 0, input.length) >= 0) {
      return;
    }
    Tape fast = new Tape();
    int end = new FastScanner().scan(fast, input, 0, input.length);
    if (end == FastScanner.ODD) {
      return;
    }
    Tape strict = new Tape();
    assertThat(new StrictParser(64, 1 << 20).parse(strict, input, 0, end)).isNull();
    assertThat(describe(fast)).isEqualTo(describe(strict));
  }

  private static String describe(Tape tape) {
    StringBuilder out = new StringBuilder();
    for (int n = 0; n < tape.next(0); n++) {
      out.append(n).append(' ').append(tape.kind(n)).append(' ').append(tape.next(n));
      out.append(' ').append(tape.name(n)).append('=').append(tape.text(n, 4_096)).append('\n');
    }
    return out.toString();
  }
}
