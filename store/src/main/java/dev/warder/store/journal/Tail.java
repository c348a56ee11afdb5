package dev.warder.store.journal;

import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.file.JournalFile;
import java.io.IOException;

/// Tells what stands at the end of a segment and is no whole frame: the rest of a write that a
/// crash cut short, or damage.
///
/// A crash leaves bytes that were never written: the file ends early, or sectors hold zeros. No
/// frame has zeros at either end, so that a frame of which no sector is missing was written whole
/// and changed later. So was one that the journal itself, further on, says was forced.
final class Tail {
  private static final int SECTOR = 512;

  private final JournalFile file;
  private final byte[] salt;
  private final long size;

  Tail(JournalFile file, byte[] salt, long size) {
    this.file = file;
    this.salt = salt;
    this.size = size;
  }

  /// Whether a crash can have left what begins there.
  ///
  /// @param lastNumber the last entry before it
  boolean isTorn(long offset, long lastNumber) throws IOException {
    return isUnwritten(offset) && forcedBehind(offset) <= lastNumber;
  }

  private boolean isUnwritten(long offset) throws IOException {
    byte[] header = SmallFile.bytes(file, offset, (int) Math.min(Frame.HEADER, size - offset));
    if (header.length < Frame.HEADER) {
      return true;
    }
    if (!Frame.isHeader(header, 0, salt)) {
      return hasGap(offset, Frame.HEADER);
    }
    int length = Frame.HEADER + ByteReader.getInt(header, Frame.LENGTH_AT);
    return offset + length > size || hasGap(offset, length);
  }

  private boolean hasGap(long offset, int length) throws IOException {
    return hasGap(SmallFile.bytes(file, offset, length), offset);
  }

  /// Whether the part of some bytes that lies in one sector is all zeros.
  static boolean hasGap(byte[] bytes, long offset) {
    boolean zeros = true;
    for (int i = 0; i < bytes.length; i++) {
      zeros &= bytes[i] == 0;
      boolean sectorEnds = (offset + i + 1) % SECTOR == 0 || i == bytes.length - 1;
      if (sectorEnds) {
        if (zeros) {
          return true;
        }
        zeros = true;
      }
    }
    return false;
  }

  /// The highest number that a whole frame further on says was forced.
  private long forcedBehind(long offset) throws IOException {
    long forced = 0;
    long from = offset + 1;
    while (from + Frame.HEADER <= size) {
      byte[] part = SmallFile.bytes(file, from, (int) Math.min(1 << 20, size - from));
      int last = part.length - Frame.HEADER;
      for (int i = 0; i <= last; i++) {
        if (part[i] == 'W' && Frame.isHeader(part, i, salt) && isWhole(from + i)) {
          forced = Math.max(forced, ByteReader.getLong(part, i + Frame.FORCED_AT));
        }
      }
      from += last + 1;
    }
    return forced;
  }

  private boolean isWhole(long offset) throws IOException {
    return new FrameScanner(file, salt, offset, size).next() == FrameScanner.Found.FRAME;
  }
}
