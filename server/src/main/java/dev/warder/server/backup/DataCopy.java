package dev.warder.server.backup;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Copies what cannot be made again. Tables can: they are rebuilt from the journal at the next
/// start.
///
/// Guarantees a copy of a journal that is written meanwhile is whole up to a moment after the copy
/// began: signed heads are copied before the segments they speak of, segments oldest first
final class DataCopy {
  private static final String JOURNAL = "journal";
  private static final String SEGMENT = ".segment";
  private static final Set<String> LEFT_OUT = Set.of("lock", "reserve");

  private DataCopy() {}

  /// Copies the journal of one data folder into another that does not hold any.
  ///
  /// @return how many bytes
  static long journal(Path from, Path to) {
    Path source = from.resolve(JOURNAL);
    Path target = to.resolve(JOURNAL);
    if (!Files.isDirectory(source)) {
      throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "there is no journal in " + from);
    }
    try {
      folder(target);
      if (!files(target).isEmpty()) {
        throw new CommandFailure(
            ErrorCode.USAGE, "there is a journal in " + to + " already; nothing was copied");
      }
      long bytes = 0;
      for (Path file : files(source)) {
        if (!LEFT_OUT.contains(file.getFileName().toString())) {
          bytes += copy(file, target.resolve(file.getFileName()));
        }
      }
      force(target);
      return bytes;
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.OUTPUT_UNWRITABLE, "cannot copy " + source + " to " + target, e);
    }
  }

  /// Copies one file, readable by its owner alone.
  static void file(Path from, Path to) {
    try {
      copy(from, to);
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.OUTPUT_UNWRITABLE, "cannot copy " + from + " to " + to, e);
    }
  }

  /// What is small first, among it the signed heads; then segments by their number.
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted((a, b) -> {
            int bySort = Boolean.compare(isSegment(a), isSegment(b));
            return bySort != 0 ? bySort : a.compareTo(b);
          })
          .toList();
    }
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().endsWith(SEGMENT);
  }

  private static long copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    force(to);
    return Files.size(to);
  }

  static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(folder);
      }
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
