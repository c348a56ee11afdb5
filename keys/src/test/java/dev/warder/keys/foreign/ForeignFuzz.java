package dev.warder.keys.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.keys.foreign.ImportRow.BadLine;
import dev.warder.keys.foreign.ImportRow.ImportedKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// No bytes make what reads them throw; what is taken is within its bounds and can be found again.
class ForeignFuzz {
  @FuzzTest
  void linesAreTakenOrTold(byte[] input) throws IOException {
    ForeignFormat format =
        ForeignFormatTest.declared(ForeignFormatTest.with("hash", "salted-sha256"));
    for (Layout layout : Layout.values()) {
      ImportReader reader = new ImportReader(new ByteArrayInputStream(input), layout, format);
      ForeignIndex index = ForeignIndex.open(format);
      Map<String, Integer> model = new HashMap<>();
      long bad = 0;
      long last = 0;
      for (ImportRow row = reader.next(); row != null; row = reader.next()) {
        assertThat(row.line()).isGreaterThan(last);
        last = row.line();
        if (row instanceof BadLine) {
          bad++;
        } else if (row instanceof ImportedKey key) {
          assertThat(key.id().length()).isBetween(1, ForeignFormat.MAX_ID);
          assertThat(key.expiresMicros()).isGreaterThan(key.createdMicros());
          Added expected = model.putIfAbsent(key.id(), 1) == null ? Added.ADDED : Added.KNOWN;
          assertThat(index.add(key.id(), key.hash(), 1)).isEqualTo(expected);
        }
      }
      assertThat(reader.faults().values().stream().mapToLong(n -> n).sum()).isEqualTo(bad);
      assertThat(index.size()).isEqualTo(model.size());
    }
  }

  @FuzzTest
  void valuesAreFoundOrNot(byte[] input) {
    String value = new String(input, StandardCharsets.UTF_8);
    for (String idEnd : new String[] {"", "_"}) {
      ForeignFormat format = ForeignIndexTest.format(Algorithm.SHA256, idEnd);
      ForeignIndex index = ForeignIndex.open(format);
      assertThat(index.find(value)).isEqualTo(ForeignIndex.NONE);
      if (format.fits(value)) {
        assertThat(format.fitsId(format.id(value)) || idEnd.isEmpty()).isTrue();
        index.add(format.id(value), ForeignIndexTest.stored(format, value), 7);
        assertThat(index.find(value)).isEqualTo(7);
        assertThat(index.find(value + "0")).isEqualTo(ForeignIndex.NONE);
      }
    }
  }
}
