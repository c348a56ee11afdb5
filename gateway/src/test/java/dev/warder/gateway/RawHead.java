package dev.warder.gateway;

import java.io.IOException;
import java.io.InputStream;

/// Reads a head and nothing behind it.
final class RawHead {
  private RawHead() {}

  static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("ended in a head");
      }
      head.append((char) octet);
    }
    return head.toString();
  }
}
