package dev.warder.collect.text;

import java.util.Arrays;

/// Finds and mends invalid UTF-8 (overlong forms, surrogates, stray and missing bytes).
///
/// Guarantees two different slices never become the same text merely by being mended: each bad byte
/// turns into U+FFFD and its two hexadecimal digits.
///
/// Source RFC 3629 section 4; Unicode 3.9 table 3-7
public final class Utf8 {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private Utf8() {}

  /// Offset of the first byte that is no part of a valid sequence, or -1.
  public static int firstInvalid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (i + 8 <= to && (Slices.word(bytes, i) & 0x8080808080808080L) == 0) {
        i += 8;
        continue;
      }
      int length = sequenceLength(bytes, i, to);
      if (length == 0) {
        return i;
      }
      i += length;
    }
    return -1;
  }

  /// A valid copy of the slice.
  public static byte[] mended(byte[] bytes, int from, int to) {
    byte[] result = new byte[(to - from) * 5];
    int size = 0;
    int i = from;
    while (i < to) {
      int length = sequenceLength(bytes, i, to);
      if (length > 0) {
        System.arraycopy(bytes, i, result, size, length);
        size += length;
        i += length;
      } else {
        result[size++] = (byte) 0xEF;
        result[size++] = (byte) 0xBF;
        result[size++] = (byte) 0xBD;
        result[size++] = HEX[(bytes[i] >> 4) & 0xF];
        result[size++] = HEX[bytes[i] & 0xF];
        i++;
      }
    }
    return Arrays.copyOf(result, size);
  }

  /// Length of the valid sequence at `at`, 0 if there is none.
  static int sequenceLength(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > to || !isSecond(first, bytes[at + 1] & 0xFF)) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  private static boolean isSecond(int first, int second) {
    return switch (first) {
      case 0xE0 -> second >= 0xA0 && second <= 0xBF;
      case 0xED -> second >= 0x80 && second <= 0x9F;
      case 0xF0 -> second >= 0x90 && second <= 0xBF;
      case 0xF4 -> second >= 0x80 && second <= 0x8F;
      default -> second >= 0x80 && second <= 0xBF;
    };
  }
}
