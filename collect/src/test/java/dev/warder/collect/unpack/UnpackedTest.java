package dev.warder.collect.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ArrayRecordComponent") // compared by content only
class UnpackedTest {
  private static final byte[] PLAIN =
      "{\"a\":1}\n{\"b\":2}\n".repeat(400).getBytes(StandardCharsets.UTF_8);

  private record Result(byte[] bytes, String compression, @Nullable Damage damage) {}

  private static Result unpack(byte[] packed, long ratio) {
    StreamSource below = new StreamSource(new ByteArrayInputStream(packed), new AtomicLong());
    try (Unpacked unpacked = new Unpacked(below, 2, ratio, 100)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[100];
      for (int size = unpacked.read(buffer, 0, 100); size > 0; ) {
        out.write(buffer, 0, size);
        size = unpacked.read(buffer, 0, 100);
      }
      return new Result(out.toByteArray(), unpacked.compression(), unpacked.damage());
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static void assertWhole(byte[] packed, String compression) {
    Result result = unpack(packed, 1_000_000);
    assertThat(result.bytes()).isEqualTo(PLAIN);
    assertThat(result.compression()).isEqualTo(compression);
    assertThat(result.damage()).isNull();
  }

  @Test
  void layersAreToldByTheirFirstBytes() throws IOException {
    assertWhole(PLAIN, "plain");
    assertWhole(gzip(PLAIN), "gzip");
    assertWhole(Zstd.compress(PLAIN), "zstd");
    assertWhole(gzip(gzip(PLAIN)), "gzip+gzip");
    assertWhole(gzip(Zstd.compress(PLAIN)), "gzip+zstd");
  }

  @Test
  void cutAtAnyByteItGivesTheStartAndSaysSo() throws IOException {
    byte[] packed = gzip(PLAIN);
    for (int end = 2; end < packed.length; end++) {
      Result result = unpack(Arrays.copyOf(packed, end), 1_000_000);
      assertThat(result.damage()).as("cut at %d", end).isEqualTo(Damage.ENDS_EARLY);
      assertThat(result.bytes()).isEqualTo(Arrays.copyOf(PLAIN, result.bytes().length));
    }
  }

  @Test
  void cutZstdIsDamagedToo() {
    byte[] packed = Zstd.compress(PLAIN);
    for (int end = 4; end < packed.length; end++) {
      Result result = unpack(Arrays.copyOf(packed, end), 1_000_000);
      assertThat(result.damage()).as("cut at %d", end).isEqualTo(Damage.ENDS_EARLY);
    }
  }

  @Test
  void expansionHasALimit() throws IOException {
    Result result = unpack(gzip(new byte[1 << 20]), 10);
    assertThat(result.damage()).isEqualTo(Damage.EXPANDS_TOO_FAR);
    assertThat(result.bytes()).hasSizeLessThan(1 << 20);
  }

  @Test
  void aDeclaredDictionaryOrReservedBlockIsDamageNotAnException() throws IOException {
    byte[] packed = gzip(PLAIN);
    for (int at = 10; at < packed.length; at++) {
      byte[] bent = packed.clone();
      bent[at] ^= 0x55;
      assertThat(unpack(bent, 1_000_000).damage()).as("bent at %d", at).isNotNull();
    }
  }
}
