package dev.warder.collect.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads words out of byte slices; a slice is `[from, to)` of a larger array.
///
/// Bounds no allocation, except the strings made
public final class Slices {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private Slices() {}

  /// Eight bytes at `at`, the first in the lowest bits.
  public static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /// The up to eight first bytes of a slice, zero beyond its end.
  public static long head(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= 8) {
      return word(bytes, from);
    }
    if (from + 8 <= bytes.length) {
      return length == 0 ? 0 : word(bytes, from) & (-1L >>> ((8 - length) << 3));
    }
    long result = 0;
    for (int i = to - 1; i >= from; i--) {
      result = (result << 8) | (bytes[i] & 0xFF);
    }
    return result;
  }

  /// A hash of the slice, the same on every machine.
  public static long hash(byte[] bytes, int from, int to) {
    long hash = (to - from) * PRIME;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      hash = mix(hash ^ word(bytes, i));
    }
    return mix(hash ^ head(bytes, i, to));
  }

  /// Spreads the bits of one word.
  public static long mix(long word) {
    long product = word * PRIME;
    return product ^ (product >>> 32);
  }

  /// A whole number of at most 18 digits; `otherwise` for all else, digits after a point cut off.
  public static long number(byte[] bytes, int from, int to, long otherwise) {
    boolean negative = from < to && bytes[from] == '-';
    long value = 0;
    int i = negative ? from + 1 : from;
    int first = i;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      value = value * 10 + (bytes[i++] - '0');
    }
    boolean whole = i > first && i - first <= 18 && (i == to || bytes[i] == '.');
    return whole ? (negative ? -value : value) : otherwise;
  }

  /// The slice as text, cut to `maxChars` without tearing a surrogate pair.
  public static String text(byte[] bytes, int from, int to, int maxChars) {
    // No character of UTF-8 is longer than four bytes, so this cut loses nothing that counts.
    int end = (int) Math.min(to, from + 4L * maxChars);
    return cut(new String(bytes, from, end - from, StandardCharsets.UTF_8), maxChars);
  }

  /// A slice that is known to be ASCII.
  public static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// `text` cut to `maxChars` without tearing a surrogate pair.
  public static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return text.substring(0, end);
  }
}
