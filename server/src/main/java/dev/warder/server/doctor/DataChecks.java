package dev.warder.server.doctor;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.file.SafeFile;
import dev.warder.server.run.Check;
import dev.warder.server.text.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The data folder: who may read it, how much room there is, and whether the clock goes right.
final class DataChecks {
  private static final long LITTLE_BYTES = 1L << 30;
  private static final long NONE_BYTES = 64L << 20;
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final Configuration configuration;
  private final InstantSource clock;
  private final Path data;
  private final Path peppers;

  DataChecks(Configuration configuration, InstantSource clock) {
    this.configuration = configuration;
    this.clock = clock;
    this.data = configuration.path(Setting.DATA);
    this.peppers = configuration.optionalPath(Setting.PEPPERS).orElse(data.resolve("peppers"));
  }

  List<Check> all() {
    if (!Files.isDirectory(data)) {
      return List.of(Check.ok("data", data + " is not there yet; the first start makes it"));
    }
    try {
      List<Check> checks = new ArrayList<>();
      checks.add(rights());
      checks.add(pepper());
      checks.add(room());
      clock().ifPresent(checks::add);
      return checks;
    } catch (IOException e) {
      return List.of(Check.fail("data", data + " cannot be read", "Run this as who runs Warder."));
    }
  }

  private Check rights() throws IOException {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> all = Files.walk(data, 2)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (SafeFile.isOpenToOthers(file)) {
          open.add(file);
        }
      }
    }
    if (open.isEmpty()) {
      return Check.ok("data", data + ", for its owner alone");
    }
    return Check.fail(
        "data",
        "others may read "
            + open.getFirst()
            + (open.size() > 1 ? " and " + (open.size() - 1) + " more" : ""),
        "chmod -R go= " + data);
  }

  private Check pepper() throws IOException {
    if (!Files.exists(peppers)) {
      return Check.ok("peppers", peppers + " is not there yet");
    }
    if (SafeFile.isOpenToOthers(peppers)) {
      return Check.fail(
          "peppers",
          "others may read " + peppers + ", which key hashes are made with",
          "chmod 600 " + peppers);
    }
    boolean isBeside =
        peppers.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize());
    return isBeside
        ? Check.ok("peppers", peppers + "; elsewhere, a stolen data folder is worth nothing")
        : Check.ok("peppers", peppers + ", apart from the data");
  }

  private Check room() throws IOException {
    long free = Files.getFileStore(data).getUsableSpace();
    String found =
        Wording.bytes(free)
            + " free; calls may take "
            + configuration.text(Setting.CALLS__KEEP_BYTES);
    String advice = "Make room, or let calls.keep_bytes be less: changes are kept for ever.";
    if (free < NONE_BYTES) {
      return Check.fail("disk", found, advice);
    }
    return free < LITTLE_BYTES ? Check.warn("disk", found, advice) : Check.ok("disk", found);
  }

  /// A clock that is behind what was written would let what has ended live on.
  private Optional<Check> clock() throws IOException {
    Instant newest = Instant.MIN;
    for (String journal : List.of("journal", "calls")) {
      Path folder = data.resolve(journal);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            newest = written.isAfter(newest) ? written : newest;
          }
        }
      }
    }
    if (newest.equals(Instant.MIN)) {
      return Optional.empty();
    }
    Duration ahead = Duration.between(clock.instant(), newest);
    return Optional.of(
        ahead.compareTo(AHEAD) > 0
            ? Check.warn(
                "clock",
                "it is " + ahead.toSeconds() + " s behind what was written last",
                "Let the system keep its time (NTP): keys end by it, signatures count by it.")
            : Check.ok("clock", "not behind what was written last"));
  }
}
