package dev.warder.store.journal;

import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.ByteWriter;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What a segment begins with; immutable.
///
///     0    8  "WARDERJ1"
///     8    8  sequence, from 1
///     16   16 id of the journal
///     32   16 salt of this segment's checksums
///     48   8  number of its first entry, or of the first that was lost before it
///     56   8  when it was begun, microseconds since the epoch
///     64   32 SHA-256 of the last frame before it; of the first segment: zeros
///     96   32 public key that its heads are signed with, Ed25519
///     128  4  CRC-32C of bytes 0 to 127
final class SegmentHeader {
  static final int BYTES = 132;
  static final int ID = 16;

  private static final long MARK = 0x574152444552_4A31L;
  private static final int CHECK_AT = 128;

  private final byte[] bytes;

  private SegmentHeader(byte[] bytes) {
    this.bytes = bytes;
  }

  static SegmentHeader of(
      long sequence,
      byte[] journal,
      byte[] salt,
      long firstNumber,
      long begunMicros,
      byte[] previous,
      byte[] publicKey) {
    ByteWriter out = new ByteWriter(BYTES);
    out.long8(MARK);
    out.long8(sequence);
    out.bytes(journal, 0, ID);
    out.bytes(salt, 0, Frame.SALT);
    out.long8(firstNumber);
    out.long8(begunMicros);
    out.bytes(previous, 0, Sha256.BYTES);
    out.bytes(publicKey, 0, SigningKey.PUBLIC_BYTES);
    out.int4(check(out.array()));
    return new SegmentHeader(out.toBytes());
  }

  /// The header that some bytes are.
  ///
  /// @return null if they are none, or changed
  static @Nullable SegmentHeader read(byte[] bytes) {
    return bytes.length >= BYTES
            && ByteReader.getLong(bytes, 0) == MARK
            && ByteReader.getInt(bytes, CHECK_AT) == check(bytes)
        ? new SegmentHeader(Arrays.copyOf(bytes, BYTES))
        : null;
  }

  byte[] bytes() {
    return bytes;
  }

  long sequence() {
    return ByteReader.getLong(bytes, 8);
  }

  byte[] journal() {
    return Arrays.copyOfRange(bytes, 16, 32);
  }

  byte[] salt() {
    return Arrays.copyOfRange(bytes, 32, 48);
  }

  long firstNumber() {
    return ByteReader.getLong(bytes, 48);
  }

  long begunMicros() {
    return ByteReader.getLong(bytes, 56);
  }

  byte[] previous() {
    return Arrays.copyOfRange(bytes, 64, 96);
  }

  byte[] publicKey() {
    return Arrays.copyOfRange(bytes, 96, CHECK_AT);
  }

  private static int check(byte[] bytes) {
    CRC32C check = new CRC32C();
    check.update(bytes, 0, CHECK_AT);
    return (int) check.getValue();
  }
}
