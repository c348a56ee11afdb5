package dev.warder.store.sql;

import dev.warder.model.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The files of a SQLite database, held for one process. The lock is on a file of its own: the
/// system drops all locks that a process has on a file when it closes any channel to it, and with
/// them those of SQLite.
final class SqliteFile implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> FILE_OF_OWNER =
      PosixFilePermissions.asFileAttribute(OWNER_ALONE);
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_OF_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path file;
  private final FileChannel channel;
  private final Ending ending;

  private SqliteFile(Path file, FileChannel channel, Ending ending) {
    this.file = file;
    this.channel = channel;
    this.ending = ending;
  }

  /// Takes the files: makes them if they are missing, readable for their owner alone.
  static SqliteFile take(Path file) throws StoreException {
    @Nullable FileChannel channel = null;
    try {
      Path absolute = file.toAbsolutePath();
      Files.createDirectories(folder(absolute), FOLDER_OF_OWNER);
      channel = lock(absolute);
      if (Files.isDirectory(absolute)) {
        throw new StoreException(
            ErrorCode.STORE_REFUSED, absolute + " is a folder; name a file for the database");
      }
      Path log = absolute.resolveSibling(absolute.getFileName() + "-wal");
      // SQLite removes its log when it closes; what is left tells of an end that was none.
      Ending ending = Files.exists(log) && Files.size(log) > 0 ? Ending.CUT_OFF : Ending.PROPER;
      makeOwners(absolute);
      SqliteFile taken = new SqliteFile(absolute, channel, ending);
      channel = null;
      return taken;
    } catch (IOException e) {
      throw refused(file, e);
    } finally {
      release(channel);
    }
  }

  /// A new, empty file, readable for its owner alone.
  static void create(Path file) throws IOException {
    Files.createFile(file, FILE_OF_OWNER);
  }

  /// The folder that an absolute path is in.
  static Path folder(Path file) {
    @Nullable Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  Path path() {
    return file;
  }

  /// How it was let go of the last time.
  Ending ending() {
    return ending;
  }

  @Override
  public void close() {
    release(channel);
  }

  private static FileChannel lock(Path file) throws IOException, StoreException {
    Path beside = file.resolveSibling(file.getFileName() + "-lock");
    FileChannel channel =
        FileChannel.open(
            beside, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE_OF_OWNER);
    boolean held = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      held = lock != null;
    } catch (OverlappingFileLockException e) {
      // held by this very process: the same answer
    } finally {
      if (!held) {
        channel.close();
      }
    }
    if (!held) {
      throw new StoreException(
          ErrorCode.ALREADY_OPEN,
          "the database " + file + " is in use by another Warder; stop that, or name another file");
    }
    return channel;
  }

  private static void makeOwners(Path file) throws IOException {
    try {
      create(file);
    } catch (FileAlreadyExistsException e) {
      Files.setPosixFilePermissions(file, OWNER_ALONE);
    }
  }

  private static StoreException refused(Path file, IOException error) {
    ErrorCode code =
        error instanceof AccessDeniedException
            ? ErrorCode.STORE_REFUSED
            : ErrorCode.OUTPUT_UNWRITABLE;
    return new StoreException(
        code,
        "the database "
            + file
            + " cannot be written ("
            + error.getClass().getSimpleName()
            + "); its folder and it must belong to the user that Warder runs as",
        error);
  }

  private static void release(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock ends with the process at the latest, and nothing was written here.
    }
  }

  /// How a database was let go of.
  enum Ending {
    /// Closed.
    PROPER,
    /// The process or the machine stopped with it open.
    CUT_OFF
  }
}
