package dev.warder.enrich.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.warder.enrich.SharedData;
import dev.warder.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PackedTableTest {

  private static final NetworkTable SMALL =
      NetworkTableTest.table(
          List.of(
              NetworkTableTest.range("1.0.0.0", "1.0.0.255", 13335, 0),
              NetworkTableTest.range("1.0.1.0", "1.0.1.7", 14, 1),
              NetworkTableTest.range("2001:db8::", "2001:db8::ffff", 14, 2)));

  /// The layout of [PackedTable], element by element.
  private static final String GOLDEN_BODY =
      String.join(
          "",
          "00" + "06612074657374" + "066e6f626f6479", // 1970-01-01, "a test", "nobody"
          "01" + "08696e76656e746564", // one fault, "invented"
          "03" + "000e8968" + "000100" + "00090c", // three systems: numbers, classes, name lengths
          "686f6c646572203134" + "686f6c646572203133333335", // "holder 14", "holder 13335"
          "01" + "00", // one country, which is none
          "03" + "1800" + "0800" + "0300" + "020100" + "000000", // 1.0.0.0, +256, +8
          "02" + "23dba18010" + "4000", // first halves: 2001:db8::, +0
          "4000" + "1000" + "0100" + "0000"); // second halves: 0, 1:0

  @Test
  void tableReadsBackAsItWasWritten() {
    byte[] packed = NetworkTableWriter.write(SMALL);
    assertThat(NetworkTableWriter.write(PackedTable.read(packed))).isEqualTo(packed);
  }

  @Test
  void truncationAtEachByteIsToldApart() {
    byte[] packed = NetworkTableWriter.write(SMALL);
    for (int length = 0; length < packed.length; length++) {
      assertDamaged(Arrays.copyOf(packed, length));
    }
    assertDamaged(Arrays.copyOf(packed, packed.length + 1));
  }

  @Test
  void anyChangedByteIsToldOrHarmless() {
    byte[] packed = NetworkTableWriter.write(SMALL);
    for (int i = 0; i < packed.length; i++) {
      byte[] damaged = packed.clone();
      damaged[i] ^= 0x10;
      assertSameTableOrDamaged(damaged);
    }
  }

  @Test
  void bodyThatMakesNoSenseIsToldEvenWithTheRightChecksum() {
    byte[] body = NetworkTableWriter.body(SMALL);
    for (int length = 0; length < body.length; length++) {
      assertDamaged(NetworkTableWriter.pack(Arrays.copyOf(body, length)));
    }
    for (int i = 0; i < body.length; i++) {
      byte[] damaged = body.clone();
      damaged[i] = (byte) 0xff;
      assertReadsOrDamaged(NetworkTableWriter.pack(damaged));
    }
    assertDamaged(NetworkTableWriter.pack(Arrays.copyOf(body, body.length + 1)));
  }

  @Test
  void goldenBytesDoNotChange() {
    assertThat(HexFormat.of().formatHex(NetworkTableWriter.body(SMALL))).isEqualTo(GOLDEN_BODY);
  }

  @Test
  void shippedTableIsWhatThePackerMakesOfItsSources() throws IOException {
    NetworkTable made = PackNetworkTable.table(SharedData.file("ip"));
    byte[] packed = NetworkTableWriter.write(made);
    assertThat(checksum(packed)).isEqualTo(checksum(shipped()));
    assertThat(NetworkTableWriter.body(NetworkTable.standard()))
        .isEqualTo(NetworkTableWriter.body(made));
  }

  private static int checksum(byte[] packed) {
    return ByteBuffer.wrap(packed, PackedTable.HEADER_BYTES - Integer.BYTES, Integer.BYTES)
        .getInt();
  }

  private static byte[] shipped() throws IOException {
    try (InputStream in = PackedTable.class.getResourceAsStream(PackedTable.RESOURCE)) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }

  private static void assertDamaged(byte[] packed) {
    assertThatExceptionOfType(NetworkTableException.class)
        .isThrownBy(() -> PackedTable.read(packed))
        .withMessageStartingWith("network table: ")
        .matches(e -> e.code() == ErrorCode.CONTENT_INVALID);
  }

  private static void assertSameTableOrDamaged(byte[] packed) {
    try {
      byte[] body = NetworkTableWriter.body(PackedTable.read(packed));
      assertThat(body).isEqualTo(NetworkTableWriter.body(SMALL));
    } catch (NetworkTableException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.CONTENT_INVALID);
    }
  }

  private static void assertReadsOrDamaged(byte[] packed) {
    assertThatNoException()
        .isThrownBy(() -> {
          try {
            PackedTable.read(packed);
          } catch (NetworkTableException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CONTENT_INVALID);
          }
        });
  }
}
