package dev.warder.keys.leak;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.keys.foreign.Algorithm;
import dev.warder.keys.foreign.Alphabet;
import dev.warder.keys.foreign.Encoding;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.foreign.ForeignFormat.Hashed;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Whatever is told stands in the text, at the place that is told.
class LeakFuzz {
  private static final ForeignFormat FORMAT =
      new ForeignFormat(
          "f", "f_", Alphabet.VISIBLE, 14, 30, "_", Algorithm.SHA256, Hashed.SECRET, Encoding.HEX);

  @FuzzTest
  void whatIsToldStandsWhereItIsTold(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    String[] lines = text.split("\n", -1);
    for (Sighting sighting : new LeakScan(List.of(new ForeignShape(FORMAT))).scan(text).found()) {
      String value = new String(sighting.value().expose(), StandardCharsets.UTF_8);
      assertThat(lines[sighting.line() - 1].startsWith(value, sighting.column() - 1)).isTrue();
      assertThat(FORMAT.fits(value)).isTrue();
      assertThat(sighting.toString()).doesNotContain(value);
    }
  }
}
