package dev.warder.server.serve;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Notices when files were written anew. Confined to one thread.
final class WatchedFiles {
  private static final FileTime NEVER = FileTime.fromMillis(0);

  private final List<Path> files;
  private List<FileTime> seen = List.of();

  private WatchedFiles(List<Path> files) {
    this.files = files;
    this.seen = times();
  }

  /// Certificate and key, and whose certificates callers may show.
  static WatchedFiles ofTls(Configuration configuration) {
    return new WatchedFiles(
        Stream.of(
                Setting.TLS__CERTIFICATE,
                Setting.TLS__KEY,
                Setting.GATEWAY__CLIENT_CA,
                Setting.GATEWAY__CLIENT_REVOKED)
            .flatMap(setting -> configuration.optionalPath(setting).stream())
            .toList());
  }

  /// The configuration, and files it names that are taken up with it.
  static WatchedFiles ofSettings(Optional<Path> file, Configuration configuration) {
    return new WatchedFiles(
        Stream.concat(file.stream(), configuration.optionalPath(Setting.KEYS__OPERATIONS).stream())
            .toList());
  }

  /// Whether they changed since it was last asked.
  boolean haveChanged() {
    List<FileTime> now = times();
    boolean changed = !now.equals(seen);
    seen = now;
    return changed;
  }

  /// A file that is missing for a moment, because it is being replaced, keeps the time it had.
  private List<FileTime> times() {
    List<FileTime> times = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      try {
        times.add(Files.getLastModifiedTime(files.get(i)));
      } catch (IOException e) {
        times.add(i < seen.size() ? seen.get(i) : NEVER);
      }
    }
    return times;
  }
}
