package dev.warder.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ja4Test {
  private static final List<Integer> CIPHERS =
      List.of(
          0x3a3a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013,
          0xc014, 0x009c, 0x009d, 0x002f, 0x0035);
  private static final List<Integer> OTHERS =
      List.of(0x0017, 0xff01, 0x000a, 0x000b, 0x0023, 0x0005, 0x0012, 0x0033, 0x002d, 0x001b);
  private static final List<Integer> SIGNATURES =
      List.of(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601);

  /// A browser's first words, in the order and with the fillers of a real one; its fingerprint as
  /// published with the method.
  private static ByteBuf browser(String server, byte[] protocol) {
    ByteBuf extensions = Unpooled.buffer();
    extension(extensions, 0xfafa, Unpooled.EMPTY_BUFFER);
    if (!server.isEmpty()) {
      extension(extensions, 0x0000, text(server));
    }
    for (int type : OTHERS) {
      extension(extensions, type, Unpooled.EMPTY_BUFFER);
    }
    ByteBuf name = Unpooled.buffer().writeByte(protocol.length).writeBytes(protocol);
    extension(extensions, 0x0010, counted(name));
    extension(extensions, 0x000d, counted(numbers(SIGNATURES)));
    ByteBuf versions = numbers(List.of(0xdada, 0x0304, 0x0303));
    extension(
        extensions,
        0x002b,
        Unpooled.buffer().writeByte(versions.readableBytes()).writeBytes(versions));
    extension(extensions, 0x4469, Unpooled.EMPTY_BUFFER);
    extension(extensions, 0x0015, Unpooled.EMPTY_BUFFER);
    return hello(0x0303, CIPHERS).writeBytes(counted(extensions));
  }

  private static ByteBuf hello(int version, List<Integer> ciphers) {
    return Unpooled.buffer()
        .writeShort(version)
        .writeZero(32)
        .writeByte(1)
        .writeByte(7)
        .writeBytes(counted(numbers(ciphers)))
        .writeByte(1)
        .writeByte(0);
  }

  private static void extension(ByteBuf to, int type, ByteBuf data) {
    to.writeShort(type).writeBytes(counted(data));
  }

  private static ByteBuf counted(ByteBuf data) {
    return Unpooled.buffer().writeShort(data.readableBytes()).writeBytes(data);
  }

  private static ByteBuf numbers(List<Integer> numbers) {
    ByteBuf out = Unpooled.buffer();
    numbers.forEach(out::writeShort);
    return out;
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void theFingerprintIsThePublishedOne() {
    assertThat(Ja4.of(browser("example.org", ascii("h2"))))
        .isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
  }

  @Test
  void whoNamesNoServerAndWhoSpeaksAnotherProtocolIsToldApart() {
    assertThat(Ja4.of(browser("", ascii("http/1.1"))))
        .isEqualTo("t13i1515h1_8daaf6152771_e5627efa2ab1");
    assertThat(Ja4.of(browser("", new byte[] {(byte) 0xab, 'x', (byte) 0xcd})))
        .startsWith("t13i1515ad_");
  }

  @Test
  void oldAndEmptyWordsHaveAFingerprintToo() {
    assertThat(Ja4.of(hello(0x0301, List.of(0x0035))))
        .isEqualTo("t10i010000_0f2cb44170f4_000000000000".replace("0f2cb44170f4", digest("0035")));
    assertThat(Ja4.of(hello(0x0303, List.of(0x2a2a))))
        .isEqualTo("t12i000000_000000000000_000000000000");
  }

  private static String digest(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(ascii(text)), 0, 6);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void wordsThatEndEarlyHaveNone() {
    ByteBuf whole = browser("example.org", ascii("h2"));
    for (int length = 0; length < whole.readableBytes(); length++) {
      ByteBuf cut = whole.slice(0, length);
      boolean endsBeforeExtensions = length == hello(0x0303, CIPHERS).readableBytes();
      assertThat(Ja4.of(cut).isEmpty()).as("%d octets", length).isEqualTo(!endsBeforeExtensions);
      assertThat(cut.readerIndex()).isZero();
    }
    assertThat(Ja4.of(whole.copy().writeByte(0))).isEmpty();
  }
}
