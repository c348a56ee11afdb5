package dev.warder.model;

import java.nio.charset.StandardCharsets;

/// A text of people's as the value of a header: what is not printable ASCII is percent-encoded.
public final class HeaderText {
  private static final String HEX = "0123456789ABCDEF";

  private HeaderText() {}

  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return encoded(text);
      }
    }
    return text;
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c <= '~' && c != '%';
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
      }
    }
    return out.toString();
  }
}
