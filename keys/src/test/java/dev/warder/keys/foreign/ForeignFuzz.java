package dev.warder.keys.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.keys.foreign.ImportRow.BadLine;
import dev.warder.keys.foreign.ImportRow.ImportedKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// No bytes make what reads them throw; what is taken is within its bounds.
class ForeignFuzz {
  private static final String VALUE = "acme_7Fq2_0123456789abcdEF";

  @FuzzTest
  void linesAreTakenOrTold(byte[] input) throws IOException {
    ForeignFormat format =
        ForeignFormatTest.declared(ForeignFormatTest.with("hash", "salted-sha256"));
    for (Layout layout : Layout.values()) {
      ImportReader reader = new ImportReader(new ByteArrayInputStream(input), layout, format);
      ForeignHasher hasher = ForeignHasher.of(format, null);
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
          String salt = key.hash().saltHex();
          assertThat(hasher.hash(VALUE, salt)).hasSameSizeAs(key.hash().expose());
        }
      }
      assertThat(reader.faults().values().stream().mapToLong(n -> n).sum()).isEqualTo(bad);
    }
  }

  @FuzzTest
  void valuesAreHashedOrDoNotFit(byte[] input) {
    String value = new String(input, StandardCharsets.UTF_8);
    for (String idEnd : new String[] {"", "_"}) {
      ForeignFormat format = ForeignSamples.format(Algorithm.SHA256, idEnd);
      assertThat(format.idOf(value).isEmpty()).isEqualTo(idEnd.isEmpty() || !format.fits(value));
      if (format.fits(value)) {
        assertThat(format.fitsId(format.idOf(value)) || idEnd.isEmpty()).isTrue();
        assertThat(ForeignSamples.hasher(format).hash(value, "")).hasSize(32);
        assertThat(format.fits(value + "\n")).isFalse();
      }
    }
  }
}
