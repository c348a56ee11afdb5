package dev.warder.server.serve;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices when files were written anew. Confined to one thread.
///
/// Guarantees a file that has gone is no change, hides none of the others, and is told once; when
/// it is there again and another, that is a change
final class WatchedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);
  private static final List<Setting> TLS =
      List.of(
          Setting.TLS__CERTIFICATE,
          Setting.TLS__KEY,
          Setting.GATEWAY__CLIENT_CA,
          Setting.GATEWAY__CLIENT_REVOKED);

  private final Map<Path, FileTime> seen = new HashMap<>();
  private final Set<Path> gone = new HashSet<>();
  private List<Path> files = List.of();

  WatchedFiles(List<Path> files) {
    watch(files);
  }

  /// Certificate and key, and whose certificates callers may show.
  static List<Path> ofTls(Configuration configuration) {
    return named(configuration, TLS).toList();
  }

  /// The configuration, and files it names that are taken up with it.
  static List<Path> ofSettings(Optional<Path> file, Configuration configuration) {
    return Stream.concat(file.stream(), named(configuration, List.of(Setting.KEYS__OPERATIONS)))
        .toList();
  }

  /// The configuration, and all files it names that it may be refused for.
  static List<Path> ofRefused(Optional<Path> file, Configuration refused) {
    return Stream.of(
            ofSettings(file, refused).stream(),
            ofTls(refused).stream(),
            named(
                refused,
                List.of(
                    Setting.GATEWAY__ISSUERS, Setting.GATEWAY__UPSTREAM_CA, Setting.PLACES__TABLE)))
        .flatMap(all -> all)
        .toList();
  }

  private static Stream<Path> named(Configuration configuration, List<Setting> settings) {
    return settings.stream().flatMap(setting -> configuration.optionalPath(setting).stream());
  }

  /// From now on these; what is known of those that were watched before stays known.
  void watch(List<Path> others) {
    files = others.stream().distinct().toList();
    seen.keySet().retainAll(files);
    gone.retainAll(files);
    for (Path file : files) {
      if (!seen.containsKey(file)) {
        time(file).ifPresent(time -> seen.put(file, time));
      }
    }
  }

  /// Whether any changed since it was last asked.
  boolean haveChanged() {
    boolean changed = false;
    for (Path file : files) {
      FileTime time = time(file).orElse(null);
      if (time == null) {
        tell(file);
      } else {
        gone.remove(file);
        changed |= !time.equals(seen.put(file, time));
      }
    }
    return changed;
  }

  private void tell(Path file) {
    if (gone.add(file)) {
      LOG.atWarn()
          .addKeyValue("file", file)
          .log("a file that the configuration names has gone; what it said last goes on");
    }
  }

  private static Optional<FileTime> time(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
