package dev.warder.engine.state;

import java.util.zip.CRC32C;

/// What writer and reader agree on.
///
///     file    magic (8) · version (2) · block · block · … · end
///     block   length (4, 1 to 65,536) · bytes · checksum (4)
///     end     length 0 (4) · checksum (4); nothing follows
///
/// Checksums are CRC-32C over the block's number, its length and its bytes, so that a block is told
/// that is missing, out of its place, or of another file's length. All fixed numbers are big-endian.
///
/// Blocks have nothing to do with what they hold, which runs on from one to the next; they keep both
/// sides at a few hundred kilobytes, however long the state.
final class StateLayout {
  /// Rises with every change of what is written, however small: see `docs/state.md`.
  static final int VERSION = 3;

  static final int BLOCK_BYTES = 1 << 16;

  /// The longest text, in UTF-16 units; what the stages keep is far shorter.
  static final int MAX_TEXT = 1 << 20;

  private static final byte[] MAGIC = {'W', 'A', 'R', 'D', 'E', 'R', 0, 'S'};

  private StateLayout() {}

  static byte[] magic() {
    return MAGIC.clone();
  }

  static int checksum(int number, byte[] bytes, int length) {
    byte[] head = new byte[8];
    putInt(head, 0, number);
    putInt(head, 4, length);
    CRC32C sum = new CRC32C();
    sum.update(head, 0, head.length);
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }

  static void putInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }

  static int getInt(byte[] bytes, int at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }
}
