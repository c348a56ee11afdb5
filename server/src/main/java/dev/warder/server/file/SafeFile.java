package dev.warder.server.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their owner may read, replaced whole: written beside, forced to disk, moved over
/// the old one, and the folder forced, too.
public final class SafeFile {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private SafeFile() {}

  /// Writes the body of a file.
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Makes a folder in one that is there, unless it is there already.
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      Files.createDirectory(folder, rights(parent == null ? folder : parent, FOLDER));
    }
  }

  /// Makes a folder with all above it that are not there yet.
  public static void makeFolders(Path folder) throws IOException {
    Path missing = folder.toAbsolutePath();
    if (!Files.isDirectory(missing)) {
      Path parent = missing.getParent();
      if (parent != null) {
        makeFolders(parent);
      }
      makeFolder(missing);
    }
  }

  /// Writes a file, or writes it anew; it is there whole, or as it was.
  public static void write(Path file, Body body) throws IOException {
    prepare(file, body);
    replace(file);
  }

  /// Writes what is to become of a file beside it.
  public static void prepare(Path file, Body body) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path part = part(file);
    Files.deleteIfExists(part);
    Files.createFile(part, rights(folder == null ? file : folder, FILE));
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      body.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /// Puts what was prepared in the place of a file.
  public static void replace(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.move(
        part(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (folder != null) {
      force(folder);
    }
  }

  /// Takes back what was prepared, if anything was.
  public static void discard(Path file) throws IOException {
    Files.deleteIfExists(part(file));
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /// Forces what a folder holds to disk; where a folder cannot be opened (Windows), the system
  /// does.
  public static void force(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// Whether somebody else than its owner may read or write a file, as far as can be told.
  public static boolean isOpenToOthers(Path file) throws IOException {
    return isPosix(file) && !FILE.containsAll(Files.getPosixFilePermissions(file));
  }

  private static FileAttribute<?>[] rights(Path near, Set<PosixFilePermission> rights)
      throws IOException {
    return isPosix(near)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) throws IOException {
    FileStore store = Files.getFileStore(file);
    return store.supportsFileAttributeView(PosixFileAttributeView.class);
  }
}
