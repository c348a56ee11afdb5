package dev.warder.store.journal;

import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import dev.warder.store.journal.file.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A file that keeps room on the disk, to be given up when there is none. Confined to one thread.
///
/// It holds random bytes, since a file system that compresses would keep no room for zeros.
final class Reserve {
  private static final int PART = 64 << 10;

  private final JournalFiles files;
  private final Path folder;
  private final Path path;
  private final long bytes;

  Reserve(JournalFiles files, Path folder, long bytes) {
    this.files = files;
    this.folder = folder;
    this.path = folder.resolve(Names.RESERVE);
    this.bytes = bytes;
  }

  /// Makes the file unless it is there.
  ///
  /// @return whether it is there now
  boolean keep() throws IOException {
    boolean isNew = !files.exists(path);
    try (JournalFile file = files.openToWrite(path)) {
      long have = file.size();
      SplittableRandom random = new SplittableRandom(bytes);
      byte[] part = new byte[PART];
      while (have < bytes) {
        random.nextBytes(part);
        int length = (int) Math.min(PART, bytes - have);
        file.write(ByteBuffer.wrap(part, 0, length), have);
        have += length;
      }
      file.force();
    } catch (NoSpaceException e) {
      giveUp();
      return false;
    }
    if (isNew) {
      files.forceFolder(folder);
    }
    return true;
  }

  void giveUp() throws IOException {
    files.delete(path);
    files.forceFolder(folder);
  }

  /// Whether there is room for it and as much again.
  boolean fits() throws IOException {
    return files.usableBytes(folder) >= Math.max(2 * bytes, 1);
  }
}
