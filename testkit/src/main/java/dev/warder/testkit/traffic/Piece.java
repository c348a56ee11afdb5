package dev.warder.testkit.traffic;

import java.nio.charset.StandardCharsets;

/// A part of a line, spelled once as the bytes that many lines repeat. Never changed.
final class Piece {
  private final byte[] bytes;

  private Piece(byte[] bytes) {
    this.bytes = bytes;
  }

  static Piece of(String ascii) {
    return new Piece(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  int copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
    return bytes.length;
  }
}
