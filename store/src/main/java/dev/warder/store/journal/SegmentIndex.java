package dev.warder.store.journal;

import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.bytes.MalformedException;
import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The index of a sealed segment, in a file beside it.
///
/// Shape "WARDERX1" | salt of the segment 16 | count | stretches, each: offset, end, first, last,
/// time span, words of the filter | CRC-32C of all before 4
///
/// Guarantees none: it is rebuilt from the segment where it is missing or not whole, and `warder
/// journal verify` compares it with the segment
final class SegmentIndex {
  private static final long MARK = 0x574152444552_5831L;
  private static final int MAX_BYTES = 1 << 28;

  private SegmentIndex() {}

  /// Writes an index. What cannot be written is rebuilt when it is wanted.
  static void write(JournalFiles files, Path path, SegmentHeader header, List<Stretch> stretches) {
    ByteWriter out = new ByteWriter(1 << 12);
    out.long8(MARK);
    out.bytes(header.salt());
    out.number(stretches.size());
    for (Stretch stretch : stretches) {
      out.number(stretch.offset());
      out.number(stretch.end());
      out.number(stretch.first());
      out.number(stretch.last());
      out.long8(stretch.minMicros());
      out.long8(stretch.maxMicros());
      long[] bits = stretch.texts().bits();
      out.number(bits.length);
      for (long word : bits) {
        out.long8(word);
      }
    }
    out.int4(check(out.array(), out.size()));
    try {
      SmallFile.replace(files, path, out.toBytes());
    } catch (IOException e) {
      try {
        files.delete(path.resolveSibling(path.getFileName() + Names.PART));
      } catch (IOException again) {
        e.addSuppressed(again);
      }
    }
  }

  /// The index in a file.
  ///
  /// @return null if there is none, or not a whole one of that segment
  static @Nullable List<Stretch> read(JournalFiles files, Path path, SegmentHeader header)
      throws IOException {
    if (!files.exists(path)) {
      return null;
    }
    byte[] bytes;
    try (JournalFile file = files.openToRead(path)) {
      if (file.size() > MAX_BYTES) {
        return null;
      }
      bytes = SmallFile.bytes(file, 0, (int) file.size());
    }
    int end = bytes.length - 4;
    if (end < 8 || ByteReader.getInt(bytes, end) != check(bytes, end)) {
      return null;
    }
    try {
      return read(new ByteReader(bytes, 0, end), header);
    } catch (MalformedException e) {
      return null;
    }
  }

  private static @Nullable List<Stretch> read(ByteReader in, SegmentHeader header)
      throws MalformedException {
    if (in.long8() != MARK || !Arrays.equals(in.bytes(Frame.SALT), header.salt())) {
      return null;
    }
    int count = in.count(in.remaining());
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long offset = in.number();
      long end = in.number();
      long first = in.number();
      long last = in.number();
      long min = in.long8();
      long max = in.long8();
      long[] bits = new long[in.count(in.remaining() / 8)];
      for (int word = 0; word < bits.length; word++) {
        bits[word] = in.long8();
      }
      if (bits.length == 0 || offset < SegmentHeader.BYTES || end < offset) {
        return null;
      }
      stretches.add(new Stretch(offset, end, first, last, min, max, TextFilter.ofBits(bits)));
    }
    return in.remaining() == 0 ? stretches : null;
  }

  private static int check(byte[] bytes, int length) {
    CRC32C check = new CRC32C();
    check.update(bytes, 0, length);
    return (int) check.getValue();
  }
}
