package dev.warder.gateway.wire;

import java.nio.charset.StandardCharsets;

/// Methods as texts, the usual ones always the same object.
final class Methods {
  private static final String[] USUAL = {
    "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"
  };

  private Methods() {}

  static String shared(byte[] bytes, int length) {
    for (String usual : USUAL) {
      if (usual.length() == length && isSame(bytes, usual)) {
        return usual;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static boolean isSame(byte[] bytes, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
