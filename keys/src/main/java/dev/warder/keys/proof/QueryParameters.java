package dev.warder.keys.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Single parameters of a query, in the form in which signatures cover them.
///
/// Shape `?bar=with+plus&x=1`, `bar` -> `with%20plus` Errors null for a parameter that is not there
/// once, and for a query whose parameters are not UTF-8 or end within an escape: read leniently,
/// two different ones would look alike Source RFC 9421 §2.2.8; WHATWG URL,
/// application/x-www-form-urlencoded
final class QueryParameters {
  private static final String HEX = "0123456789ABCDEF";

  private QueryParameters() {}

  /// @param query with its question mark
  static @Nullable String value(String query, String name) {
    String found = null;
    int begin = 1;
    while (begin < query.length()) {
      int end = query.indexOf('&', begin);
      end = end < 0 ? query.length() : end;
      int equals = query.indexOf('=', begin);
      equals = equals < 0 || equals > end ? end : equals;
      String key = encoded(query, begin, equals);
      if (key == null) {
        return null;
      }
      if (end > begin && key.equals(name)) {
        String value = encoded(query, Math.min(equals + 1, end), end);
        if (found != null || value == null) {
          return null;
        }
        found = value;
      }
      begin = end + 1;
    }
    return found;
  }

  private static @Nullable String encoded(String query, int begin, int end) {
    byte[] decoded = new byte[end - begin];
    int length = 0;
    for (int i = begin; i < end; i++) {
      char c = query.charAt(i);
      if (c == '%') {
        int value = i + 2 < end ? hex(query.charAt(i + 1)) * 16 + hex(query.charAt(i + 2)) : -1;
        if (value < 0) {
          return null;
        }
        decoded[length++] = (byte) value;
        i += 2;
      } else {
        decoded[length++] = (byte) (c == '+' ? ' ' : c);
      }
    }
    return isUtf8(decoded, length) ? encoded(decoded, length) : null;
  }

  private static String encoded(byte[] bytes, int length) {
    StringBuilder out = new StringBuilder(length + 16);
    for (int i = 0; i < length; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (FieldParser.isLetter(c) || FieldParser.isDigit(c) || "*-._".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  private static boolean isUtf8(byte[] bytes, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// Far below zero for what is no digit.
  private static int hex(char c) {
    int digit = Character.digit(c, 16);
    return digit < 0 ? -1_000 : digit;
  }
}
