package dev.warder.keys.shape;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// Texts that fit a shape without ever having been drawn.
public final class Texts {
  private Texts() {}

  /// A text with the checksum behind it that makes it fit.
  public static String checksummed(String text) {
    CRC32 checksum = new CRC32();
    checksum.update(text.getBytes(StandardCharsets.US_ASCII));
    byte[] digits = new byte[KeyShape.CHECKSUM_LENGTH];
    Base62.write(checksum.getValue(), digits, 0, digits.length);
    return text + new String(digits, StandardCharsets.US_ASCII);
  }
}
