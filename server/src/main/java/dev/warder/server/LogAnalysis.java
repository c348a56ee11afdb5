package dev.warder.server;

import dev.warder.collect.CollectOptions;
import dev.warder.collect.CollectReport;
import dev.warder.collect.Collector;
import dev.warder.collect.HashKey;
import dev.warder.collect.KeyInventory;
import dev.warder.collect.ProgressListener;
import dev.warder.content.Content;
import dev.warder.content.ContentException;
import dev.warder.content.sigma.SigmaRules;
import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.enrich.Enricher;
import dev.warder.enrich.agent.UserAgents;
import dev.warder.enrich.network.NetworkTable;
import dev.warder.enrich.network.NetworkTableException;
import dev.warder.model.ErrorCode;
import dev.warder.model.KeyRecord;
import dev.warder.server.run.AnalyzeJob;
import dev.warder.server.run.AnalyzeOptions;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.NetworkTableInfo;
import dev.warder.server.run.RulesReport;
import dev.warder.server.terminal.ProgressPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Reads logs with `collect`, judges them with `engine`: one pass, one process, nothing kept.
final class LogAnalysis implements AnalyzeJob {
  private static final long MIN_SORT_MEMORY_BYTES = 16L << 20;
  private static final long MAX_SORT_MEMORY_BYTES = 2L << 30;

  @Override
  public AnalyzeResult run(AnalyzeOptions options, ProgressPrinter progress) {
    long startNanos = System.nanoTime();
    CompletableFuture<Detections> content = CompletableFuture.supplyAsync(Content::standard);
    SigmaRules rules = rules(options.rules());
    Map<String, KeyRecord> keys = keys(options.keyInventory());
    CollectOptions reading = reading(options);
    NetworkTable networks = networks(options.ipTable());
    Enricher enricher = new Enricher(networks, UserAgents.standard());
    Engine engine =
        new Engine(
            new EngineSettings(options.alertsPerDay(), keys),
            content.join().with(rules.detections()),
            new ConjunctionScorer());
    CollectReport collected;
    try (EngineLine line = EngineLine.of(engine, options.threads())) {
      collected =
          new Collector(reading, () -> Wiring.enrichment(enricher))
              .collect(options.inputs(), System.in, line, listener(progress));
      line.drain();
    }
    Analysis analysis = engine.finish();
    return new AnalyzeResult(
        analysis,
        collected,
        describe(networks, analysis.inventory().lastMicros()),
        options.rules() == null
            ? RulesReport.NONE
            : new RulesReport(options.rules().toString(), rules, engine.ruleMatches()),
        Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private static CollectOptions reading(AnalyzeOptions options) {
    CollectOptions reading =
        CollectOptions.defaults()
            .withThreads(options.threads())
            .withSortMemoryBytes(sortMemoryBytes(Runtime.getRuntime().maxMemory()))
            .withHashKey(hashKey(options.hashKey()));
    if (!options.keyField().isEmpty()) {
      reading = reading.withKeyField(options.keyField());
    }
    try {
      return reading.withFormat(options.format());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ErrorCode.USAGE, "--format: " + e.getMessage(), e);
    }
  }

  /// A sixth of the heap, so that what is sorted, read and judged fits side by side; what does not
  /// fit goes to disk.
  private static long sortMemoryBytes(long heapBytes) {
    return Math.clamp(heapBytes / 6, MIN_SORT_MEMORY_BYTES, MAX_SORT_MEMORY_BYTES);
  }

  private static HashKey hashKey(@Nullable Path file) {
    if (file == null) {
      return HashKey.DEFAULT;
    }
    try {
      return new HashKey(Files.readAllBytes(file));
    } catch (IOException e) {
      throw unreadable("--hash-key", file, e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ErrorCode.USAGE, "--hash-key " + file + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, KeyRecord> keys(@Nullable Path file) {
    if (file == null) {
      return Map.of();
    }
    try {
      return KeyInventory.read(file);
    } catch (KeyInventory.InvalidException e) {
      throw new CommandFailure(
          ErrorCode.USAGE, "--key-inventory " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable("--key-inventory", file, e);
    }
  }

  private static SigmaRules rules(@Nullable Path directory) {
    if (directory == null) {
      return SigmaRules.NONE;
    }
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE, "--rules " + directory + " is no directory");
    }
    try {
      return SigmaRules.load(directory);
    } catch (ContentException e) {
      throw new CommandFailure(ErrorCode.CONTENT_INVALID, "--rules " + e.getMessage(), e);
    }
  }

  private static NetworkTable networks(@Nullable Path file) {
    if (file == null) {
      return NetworkTable.standard();
    }
    try {
      return NetworkTable.load(file);
    } catch (NetworkTableException e) {
      throw new CommandFailure(ErrorCode.USAGE, "--ip-table: " + e.getMessage(), e);
    }
  }

  private static CommandFailure unreadable(String option, Path file, IOException e) {
    return new CommandFailure(
        ErrorCode.INPUT_UNREADABLE, option + " " + file + " cannot be read: " + reason(e), e);
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
  }

  /// Shows bytes while reading; when delivery begins again at few, activities judged of those
  /// ready.
  private static ProgressListener listener(ProgressPrinter progress) {
    progress.phase("reading");
    long[] ready = new long[1];
    boolean[] judging = new boolean[1];
    return (bytesRead, bytesTotal, delivered, currentFile) -> {
      if (!judging[0] && delivered < ready[0] && currentFile.isEmpty()) {
        judging[0] = true;
        progress.phase("judging");
      }
      if (judging[0]) {
        progress.step(delivered, ready[0], delivered);
      } else {
        ready[0] = delivered;
        progress.step(bytesRead, Math.max(0, bytesTotal), delivered);
      }
    };
  }

  private static NetworkTableInfo describe(NetworkTable networks, long lastMicros) {
    return new NetworkTableInfo(
        networks.source(),
        networks.date().toString(),
        lastMicros == 0 ? -1 : networks.ageDays(Instant.ofEpochSecond(lastMicros / 1_000_000)),
        networks.attribution(),
        networks.faults());
  }
}
