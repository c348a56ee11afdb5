package dev.warder.store.journal;

import static java.util.Objects.requireNonNull;

import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.file.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Goes through the frames of a segment, one after another. Confined to one thread.
///
/// Bounds memory for one frame, and 256 KiB
final class FrameScanner {
  private static final int WINDOW = 256 << 10;

  private final JournalFile file;
  private final byte[] salt;
  private final long limit;
  private byte[] window = new byte[WINDOW];
  private long windowAt;
  private int windowSize;
  private long offset;
  private long next;
  private int at;

  /// @param from where a frame begins
  /// @param limit where the segment ends, as far as the reader is to see
  FrameScanner(JournalFile file, byte[] salt, long from, long limit) {
    this.file = file;
    this.salt = salt;
    this.limit = limit;
    windowAt = from;
    offset = from;
    next = from;
  }

  /// What stands at a place.
  enum Found {
    FRAME,
    /// The segment ends there.
    END,
    /// Something that is no whole frame.
    BAD
  }

  /// Goes to the next frame.
  Found next() throws IOException {
    offset = next;
    if (offset >= limit) {
      return Found.END;
    }
    if (!load(offset, Frame.HEADER) || !Frame.isHeader(window, at, salt)) {
      return Found.BAD;
    }
    int length = length();
    if (!load(offset, Frame.HEADER + length) || !Frame.isWhole(window, at, length, salt)) {
      return Found.BAD;
    }
    next = offset + Frame.HEADER + length;
    return Found.FRAME;
  }

  /// Has so many bytes from a place on in the window.
  private boolean load(long from, int bytes) throws IOException {
    if (from + bytes > limit) {
      return false;
    }
    if (from < windowAt || from + bytes > windowAt + windowSize) {
      if (bytes > window.length) {
        window = Arrays.copyOf(window, bytes);
      }
      int wanted = (int) Math.min(window.length, limit - from);
      windowAt = from;
      windowSize = Math.max(0, file.read(ByteBuffer.wrap(window, 0, wanted), from));
      if (windowSize < bytes) {
        return false;
      }
    }
    at = (int) (from - windowAt);
    return true;
  }

  /// Where the frame, or what is none, begins.
  long offset() {
    return offset;
  }

  /// Where the frame ends.
  long end() {
    return next;
  }

  /// Where the header of the frame begins in [#array].
  int at() {
    return at;
  }

  byte[] array() {
    return window;
  }

  Frame.Type type() {
    return requireNonNull(Frame.type(window, at), "a frame without a type");
  }

  int length() {
    return ByteReader.getInt(window, at + Frame.LENGTH_AT);
  }

  long number() {
    return ByteReader.getLong(window, at + Frame.NUMBER_AT);
  }

  int count() {
    return ByteReader.getInt(window, at + Frame.COUNT_AT);
  }

  long lost() {
    return ByteReader.getLong(window, at + Frame.LOST_AT);
  }

  long forced() {
    return ByteReader.getLong(window, at + Frame.FORCED_AT);
  }

  boolean follows(byte[] hash) {
    int from = at + Frame.PREVIOUS_AT;
    return Arrays.equals(window, from, from + Sha256.BYTES, hash, 0, Sha256.BYTES);
  }

  int payloadFrom() {
    return at + Frame.HEADER;
  }

  /// Where the payload ends, without its last byte.
  int payloadTo() {
    return at + Frame.HEADER + length() - 1;
  }
}
