package dev.warder.keys.foreign;

import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// How bytes are written in a line.
public enum Encoding {
  HEX,
  /// With padding.
  BASE64,
  /// Without padding.
  BASE64URL;

  /// The bytes that a text spells; null if it spells none, or not in the one way in which these are
  /// written.
  byte @Nullable [] decode(String text) {
    try {
      return switch (this) {
        case HEX -> HexFormat.of().parseHex(text);
        case BASE64 -> exact(text, Base64.getDecoder(), Base64.getEncoder());
        case BASE64URL ->
            exact(text, Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding());
      };
    } catch (IllegalArgumentException e) {
      return null; // the JDK's way of saying that it is none
    }
  }

  private static byte @Nullable [] exact(String text, Base64.Decoder in, Base64.Encoder out) {
    byte[] bytes = in.decode(text);
    return out.encodeToString(bytes).equals(text) ? bytes : null;
  }
}
