package dev.warder.server.backup;

import dev.warder.model.ErrorCode;
import dev.warder.server.file.SafeFile;
import dev.warder.server.journal.DataJournal;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Copies what cannot be made again. Tables can: they are rebuilt from the journal of changes at
/// the next start.
///
/// Guarantees a copy of a journal that is written meanwhile is whole up to a moment after the copy
/// began:
///
///     head               before the segments it speaks of
///     segments           oldest first; one that is dropped meanwhile is left out
///     keys of tenants    after them, since an entry's key is there before the entry; if one came or
///                        went meanwhile, segments and keys are copied once more
///     anchor             last: it speaks of every segment that was dropped
final class DataCopy {
  /// Secrets of the data folder that are better kept apart from a copy.
  static final List<String> APART = List.of("peppers", "identity-keys", "token-key");

  private static final String SEGMENT = ".segment";
  private static final String TENANT_KEYS = "tenant-keys";
  private static final String ANCHOR = "anchor";
  private static final Set<String> LEFT_OUT = Set.of("lock", "reserve", TENANT_KEYS, ANCHOR);
  private static final int TRIES = 10;

  private final Path source;
  private final Path target;

  private DataCopy(Path source, Path target) {
    this.source = source;
    this.target = target;
  }

  /// Copies the journals of one data folder into another that does not hold any.
  ///
  /// @return how many bytes
  static long journals(Path from, Path to) {
    List<DataJournal> there = DataJournal.of(from);
    if (there.isEmpty()) {
      throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "there is no journal in " + from);
    }
    if (!DataJournal.of(to).isEmpty()) {
      throw new CommandFailure(
          ErrorCode.USAGE, "there is a journal in " + to + " already; nothing was copied");
    }
    long bytes = 0;
    for (DataJournal journal : there) {
      DataCopy copy = new DataCopy(journal.in(from), journal.in(to));
      try {
        bytes += copy.run();
      } catch (IOException e) {
        throw new CommandFailure(
            ErrorCode.OUTPUT_UNWRITABLE,
            "cannot copy " + copy.source + " to " + copy.target + ": " + e,
            e);
      }
    }
    return bytes;
  }

  private long run() throws IOException {
    SafeFile.makeFolders(target);
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (!isSegment(file) && !LEFT_OUT.contains(name) && !name.endsWith(".part")) {
        copyIfThere(name);
      }
    }
    byte[] keys = segmentsAndKeys();
    for (int again = 1; !Arrays.equals(keys, keys()); again++) {
      if (again == TRIES) {
        throw new IOException("keys of tenants come and go too fast; try again");
      }
      keys = segmentsAndKeys();
    }
    copyIfThere(ANCHOR);
    SafeFile.force(target);
    long bytes = 0;
    try (Stream<Path> copied = Files.list(target)) {
      for (Path file : copied.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /// Copies segments that are not there yet, or not as long as they are now, and then the keys.
  private byte[] segmentsAndKeys() throws IOException {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      Path copied = target.resolve(name);
      if (isSegment(file) && !(Files.exists(copied) && isAsLong(file, copied))) {
        copyIfThere(name);
      }
    }
    copyIfThere(TENANT_KEYS);
    Path copied = target.resolve(TENANT_KEYS);
    return Files.exists(copied) ? Files.readAllBytes(copied) : new byte[0];
  }

  private static boolean isAsLong(Path file, Path copied) throws IOException {
    try {
      return Files.size(file) == Files.size(copied);
    } catch (NoSuchFileException e) {
      return true; // It was dropped meanwhile; the copy of it does no harm.
    }
  }

  private byte[] keys() throws IOException {
    Path file = source.resolve(TENANT_KEYS);
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  private void copyIfThere(String name) throws IOException {
    try {
      copy(source.resolve(name), target.resolve(name));
    } catch (NoSuchFileException e) {
      // Nothing of it was there, or it was dropped meanwhile.
      Files.deleteIfExists(target.resolve(name));
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

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(source)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().endsWith(SEGMENT);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
