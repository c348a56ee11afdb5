package dev.warder.store.journal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file. Writing is confined to one thread; reading is not.
///
/// Errors [NoSpaceException] where the disk is full: what was written of the buffer then is
/// unknown, and the writer truncates to where it began
public interface JournalFile extends Closeable {
  long size() throws IOException;

  /// Reads at a place until the buffer is full or the file ends.
  ///
  /// @return bytes read, 0 at the end
  int read(ByteBuffer into, long position) throws IOException;

  /// Writes the whole buffer at a place.
  void write(ByteBuffer from, long position) throws IOException;

  void truncate(long size) throws IOException;

  /// Returns when all that was written is on disk. One that fails is final: what the disk holds of
  /// the bytes since the last force is unknown, and a second try would lie.
  void force() throws IOException;
}
