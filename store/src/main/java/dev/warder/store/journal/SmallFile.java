package dev.warder.store.journal;

import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Files that are read and replaced as a whole.
final class SmallFile {
  private static final int MAX_TEXT = 1 << 16;

  private SmallFile() {}

  /// Writes a file beside, forces it and puts it in its place.
  static void replace(JournalFiles files, Path file, byte[] bytes) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + Names.PART);
    try (JournalFile out = files.openToWrite(part)) {
      out.truncate(0);
      out.write(ByteBuffer.wrap(bytes), 0);
      out.force();
    }
    files.replace(part, file);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      files.forceFolder(folder);
    }
  }

  static void replace(JournalFiles files, Path file, String text) throws IOException {
    replace(files, file, text.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] bytes(JournalFiles files, Path file) throws IOException {
    try (JournalFile in = files.openToRead(file)) {
      return bytes(in, 0, Math.toIntExact(in.size()));
    }
  }

  /// The first bytes of a file; fewer than wanted if it ends.
  static byte[] bytes(JournalFiles files, Path file, int length) throws IOException {
    try (JournalFile in = files.openToRead(file)) {
      return bytes(in, 0, length);
    }
  }

  /// Bytes of a file from a place on; fewer than wanted if it ends.
  static byte[] bytes(JournalFile file, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    int read = file.read(ByteBuffer.wrap(bytes), position);
    return read == length ? bytes : Arrays.copyOf(bytes, Math.max(0, read));
  }

  /// A text of ASCII; what is too long is none.
  static String text(JournalFiles files, Path file) throws IOException {
    try (JournalFile in = files.openToRead(file)) {
      long size = in.size();
      return size > MAX_TEXT ? "" : new String(bytes(in, 0, (int) size), StandardCharsets.US_ASCII);
    }
  }
}
