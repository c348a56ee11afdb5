package dev.warder.store.journal;

import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.ByteWriter;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The layout of a frame: what a segment consists of after its header.
///
///     0   4  mark "WJB" (block of entries) or "WJH" (signed head), version 1
///     4   4  length of the payload
///     8   8  number of the first entry; of a head: of the last entry before it
///     16  4  entries in it; of a head: 0
///     20  8  numbers directly before it that are lost, because the disk was full
///     28  8  last number that was forced when this was written
///     36  32 SHA-256 of the frame before it, or of the segment's header
///     68  4  CRC-32C of the segment's salt and bytes 0 to 67
///     72  4  CRC-32C of the segment's salt, bytes 68 to 71 and the payload
///     76     payload, the last byte of which is 0xE5
///
/// The salt keeps whoever writes bodies from writing what looks like a frame. The last byte is not
/// zero, so that a frame of which a sector was never written can be told from one that was changed.
final class Frame {
  static final int HEADER = 76;
  static final int END = 0xE5;
  static final int MAX_PAYLOAD = 16 << 20;
  static final int SALT = 16;

  private static final int MARK = 'W' << 24 | 'J' << 16;
  private static final int VERSION = 1;

  /// Where the fields stand.
  static final int LENGTH_AT = 4;

  static final int NUMBER_AT = 8;
  static final int COUNT_AT = 16;
  static final int LOST_AT = 20;
  static final int FORCED_AT = 28;
  static final int PREVIOUS_AT = 36;
  static final int HEADER_CHECK_AT = 68;
  static final int PAYLOAD_CHECK_AT = 72;

  private Frame() {}

  /// What a frame holds.
  enum Type {
    BLOCK('B'),
    HEAD('H');

    private final char letter;

    Type(char letter) {
      this.letter = letter;
    }

    int mark() {
      return MARK | letter << 8 | VERSION;
    }
  }

  /// Begins a frame with room for its header.
  static void begin(ByteWriter out) {
    out.cut(0);
    out.skip(HEADER);
  }

  /// Ends a frame whose payload was written: fills in the header.
  static void end(
      ByteWriter out,
      Type type,
      long number,
      int count,
      long lost,
      long forced,
      byte[] previous,
      byte[] salt) {
    out.byte1(END);
    byte[] array = out.array();
    ByteWriter.putInt(array, 0, type.mark());
    ByteWriter.putInt(array, LENGTH_AT, out.size() - HEADER);
    ByteWriter.putLong(array, NUMBER_AT, number);
    ByteWriter.putInt(array, COUNT_AT, count);
    ByteWriter.putLong(array, LOST_AT, lost);
    ByteWriter.putLong(array, FORCED_AT, forced);
    System.arraycopy(previous, 0, array, PREVIOUS_AT, Sha256.BYTES);
    ByteWriter.putInt(array, HEADER_CHECK_AT, headerCheck(array, 0, salt));
    ByteWriter.putInt(array, PAYLOAD_CHECK_AT, payloadCheck(array, 0, out.size(), salt));
  }

  /// The type of the frame that begins there.
  ///
  /// @return null if it is none of ours
  static @Nullable Type type(byte[] array, int at) {
    int mark = ByteReader.getInt(array, at);
    for (Type type : Type.values()) {
      if (type.mark() == mark) {
        return type;
      }
    }
    return null;
  }

  /// Whether a header is one, and is as it was written.
  static boolean isHeader(byte[] array, int at, byte[] salt) {
    int length = ByteReader.getInt(array, at + LENGTH_AT);
    return type(array, at) != null
        && length > 0
        && length <= MAX_PAYLOAD
        && ByteReader.getInt(array, at + COUNT_AT) >= 0
        && ByteReader.getInt(array, at + HEADER_CHECK_AT) == headerCheck(array, at, salt);
  }

  /// Whether the payload behind a header that is one is as it was written.
  static boolean isWhole(byte[] array, int at, int length, byte[] salt) {
    return ByteReader.getInt(array, at + PAYLOAD_CHECK_AT)
        == payloadCheck(array, at, at + HEADER + length, salt);
  }

  private static int headerCheck(byte[] array, int at, byte[] salt) {
    CRC32C check = new CRC32C();
    check.update(salt);
    check.update(array, at, HEADER_CHECK_AT);
    return (int) check.getValue();
  }

  private static int payloadCheck(byte[] array, int at, int end, byte[] salt) {
    CRC32C check = new CRC32C();
    check.update(salt);
    check.update(array, at + HEADER_CHECK_AT, 4);
    check.update(array, at + HEADER, end - at - HEADER);
    return (int) check.getValue();
  }
}
