package dev.warder.store.journal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Files of this machine. Safe for use by many threads.
public final class DiskFiles implements JournalFiles {
  /// Locks of this process. The system forgets a process's lock as soon as it closes any channel on
  /// the file, so that a second channel must not even be opened.
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  @Override
  public JournalFile openToRead(Path file) throws IOException {
    return new DiskFile(FileChannel.open(file, StandardOpenOption.READ));
  }

  @Override
  public JournalFile openToWrite(Path file) throws IOException {
    try {
      return new DiskFile(
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
              rights(file, "rw-------")));
    } catch (IOException e) {
      throw DiskFile.told(e);
    }
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, rights(folder, "rwx------"));
      if (parent != null) {
        forceFolder(parent);
      }
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void replace(Path with, Path file) throws IOException {
    try {
      Files.move(with, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw DiskFile.told(e);
    }
  }

  /// Where a folder cannot be opened (Windows), the system sees to its names.
  @Override
  public void forceFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        throw DiskFile.told(e);
      }
    }
  }

  @Override
  public @Nullable Closeable lock(Path file) throws IOException {
    Path name = file.toAbsolutePath().normalize();
    if (!LOCKED.add(name)) {
      return null;
    }
    FileLock lock = null;
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
              rights(file, "rw-------"));
      lock = channel.tryLock();
    } finally {
      if (lock == null) {
        LOCKED.remove(name);
        if (channel != null) {
          channel.close();
        }
      }
    }
    FileChannel held = channel;
    return lock == null
        ? null
        : () -> {
          held.close();
          LOCKED.remove(name);
        };
  }

  @Override
  public long usableBytes(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private static FileAttribute<?>[] rights(Path file, String rights) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    return parent != null && isPosix(parent)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class);
  }
}
