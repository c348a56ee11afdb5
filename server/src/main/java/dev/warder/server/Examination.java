package dev.warder.server;

import dev.warder.collect.CollectOptions;
import dev.warder.collect.CollectReport;
import dev.warder.collect.Collector;
import dev.warder.collect.ProgressListener;
import dev.warder.content.Content;
import dev.warder.content.ContentException;
import dev.warder.engine.detection.Detections;
import dev.warder.enrich.Enricher;
import dev.warder.enrich.agent.UserAgents;
import dev.warder.enrich.network.NetworkTable;
import dev.warder.enrich.network.NetworkTableException;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.AnalyzeOptions;
import dev.warder.server.run.Check;
import dev.warder.server.run.Checkup;
import dev.warder.server.run.CheckupJob;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.summary.Losses;
import dev.warder.server.text.Wording;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Looks at every room of this installation by using it, and at logs by reading them.
final class Examination implements CheckupJob {
  private static final long OLD_TABLE_DAYS = 200;

  /// One line of an access log, packed with zstd.
  private static final String ZSTD_LINE =
      "KLUv/SBXfQIAcsUSGZCpObA2FpK1LChrbAKbzbYtZRIbU06u6C7GHUTJFm2dr5yP//UpahKUEjitAIGz4f8P69Of0BOy31S0QZoX"
          + "jFgJdnBxgkYVj+YbAA==";

  @Override
  public Checkup run(List<String> inputs, String format) {
    List<Check> checks = new ArrayList<>(HostChecks.all());
    checks.add(networks());
    checks.add(content());
    checks.add(zstd());
    if (inputs.isEmpty()) {
      return new Checkup(checks, null);
    }
    Carried carried = new Carried();
    CollectReport read = read(options(format), inputs, System.in, carried);
    checks.add(files(read));
    checks.addAll(carried.checks());
    return new Checkup(checks, read);
  }

  private static CollectOptions options(String format) {
    try {
      return CollectOptions.defaults()
          .withFormat(format.equals(AnalyzeOptions.AUTO) ? CollectOptions.AUTO : format);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ErrorCode.USAGE, "--format: " + e.getMessage(), e);
    }
  }

  private static CollectReport read(
      CollectOptions options, List<String> inputs, InputStream stdin, Carried carried) {
    Enricher enricher = new Enricher(NetworkTable.standard(), UserAgents.standard());
    return new Collector(options, () -> Wiring.enrichment(enricher))
        .collect(inputs, stdin, carried, ProgressListener.NONE);
  }

  private static Check files(CollectReport read) {
    long troubled = new Losses(read).troubled().size();
    String found =
        Wording.count(read.files().size(), "file", "files")
            + ", "
            + Wording.count(read.skipped(), "record", "records")
            + " skipped, "
            + Wording.count(read.duplicates(), "duplicate", "duplicates")
            + " of events in more than one place left out";
    if (troubled == 0) {
      return Check.ok("files", found);
    }
    return Check.warn(
        "files",
        found + "; " + Wording.count(troubled) + " not read, or not to the end",
        "See what is said of each; where the format was not told, name it by --format.");
  }

  private static Check networks() {
    try {
      NetworkTable table = NetworkTable.standard();
      long age = table.ageDays(Instant.now());
      String found = table.source() + " of " + table.date() + ", " + age + " days old";
      if (!table.faults().isEmpty()) {
        return Check.warn("IP table", found, String.join(" ", table.faults()));
      }
      return age > OLD_TABLE_DAYS
          ? Check.warn("IP table", found, "Networks move; give a newer table by --ip-table.")
          : Check.ok("IP table", found);
    } catch (NetworkTableException e) {
      return Check.fail("IP table", String.valueOf(e.getMessage()), "Build Warder again.");
    }
  }

  private static Check content() {
    try {
      Detections detections = Content.standard();
      return Check.ok(
          "content",
          "version "
              + detections.version()
              + ", "
              + detections.detections().size()
              + " detections; "
              + Content.standardTechniques().origin());
    } catch (ContentException e) {
      return Check.fail("content", String.valueOf(e.getMessage()), "Build Warder again.");
    }
  }

  /// The native library is loaded where it is first needed, so that it is used here.
  private static Check zstd() {
    byte[] packed = Base64.getDecoder().decode(ZSTD_LINE);
    try {
      CollectReport read =
          read(options("combined"), List.of("-"), new ByteArrayInputStream(packed), new Carried());
      if (read.delivered() == 1) {
        return Check.ok("zstd", "unpacks");
      }
      return Check.fail(
          "zstd", "does not unpack: " + read.files(), "Unpack .zst files beforehand.");
    } catch (LinkageError e) {
      return Check.fail(
          "zstd",
          "the native library cannot be loaded: " + e.getMessage(),
          "Unpack .zst files beforehand, or let programs run from the temporary directory.");
    }
  }
}
