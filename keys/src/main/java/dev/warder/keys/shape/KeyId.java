package dev.warder.keys.shape;

import org.jspecify.annotations.Nullable;

/// The public id of a key as two numbers: its 16 digits, eight in each. May be written anywhere.
///
/// @param high the first eight digits in ASCII
/// @param low the others
public record KeyId(long high, long low) {
  /// The id that a text spells, or null if it spells none.
  public static @Nullable KeyId parse(String text) {
    if (text.length() != KeyShape.ID_LENGTH) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < KeyShape.ID_LENGTH; i++) {
      char c = text.charAt(i);
      if (Base62.value(c) < 0) {
        return null;
      }
      high = (high << 8) | (low >>> 56);
      low = (low << 8) | c;
    }
    return new KeyId(high, low);
  }

  /// The id that bytes lead to, the same for the same bytes.
  ///
  /// @param bytes 32 or more, of which each may be anything
  public static KeyId of(byte[] bytes) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < KeyShape.ID_LENGTH; i++) {
      int drawn = Byte.toUnsignedInt(bytes[2 * i]) << 8 | Byte.toUnsignedInt(bytes[2 * i + 1]);
      high = (high << 8) | (low >>> 56);
      low = (low << 8) | Base62.DIGITS.charAt(drawn % Base62.DIGITS.length());
    }
    return new KeyId(high, low);
  }

  @Override
  public String toString() {
    char[] text = new char[KeyShape.ID_LENGTH];
    for (int i = 0; i < 8; i++) {
      text[i] = (char) ((high >>> (56 - 8 * i)) & 0xFF);
      text[i + 8] = (char) ((low >>> (56 - 8 * i)) & 0xFF);
    }
    return new String(text);
  }
}
