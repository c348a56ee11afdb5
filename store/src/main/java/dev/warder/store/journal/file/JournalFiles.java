package dev.warder.store.journal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The folder and file operations that a journal needs.
///
/// Guarantees of a real disk only what it gives: bytes are safe after [JournalFile#force], names
/// after [#forceFolder]
public interface JournalFiles {
  /// Opens a file that is there.
  JournalFile openToRead(Path file) throws IOException;

  /// Opens a file, made if it is not there, readable and writable by its owner alone.
  JournalFile openToWrite(Path file) throws IOException;

  boolean exists(Path file);

  /// Names of the files in a folder, sorted.
  List<String> list(Path folder) throws IOException;

  /// Makes a folder unless it is there.
  void makeFolder(Path folder) throws IOException;

  void delete(Path file) throws IOException;

  /// Puts a file in the place of another, at once.
  void replace(Path with, Path file) throws IOException;

  /// Returns when the names in a folder are on disk.
  void forceFolder(Path folder) throws IOException;

  /// Takes a lock that ends with the process.
  ///
  /// @return what gives the lock back; null if somebody else has it
  @Nullable Closeable lock(Path file) throws IOException;

  /// Bytes that can still be written.
  long usableBytes(Path folder) throws IOException;
}
