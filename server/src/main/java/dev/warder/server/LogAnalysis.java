package dev.warder.server;

import dev.warder.collect.CollectOptions;
import dev.warder.collect.CollectReport;
import dev.warder.collect.Collector;
import dev.warder.collect.HashKey;
import dev.warder.collect.KeyInventory;
import dev.warder.collect.ProgressListener;
import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.MappingException;
import dev.warder.collect.mapping.MappingReader;
import dev.warder.content.Content;
import dev.warder.content.ContentException;
import dev.warder.content.sigma.SigmaRules;
import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.Thieves;
import dev.warder.engine.drift.Drift;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.engine.spec.ApiSpec;
import dev.warder.engine.spec.DeclaredRoutes;
import dev.warder.engine.spec.SpecComparison;
import dev.warder.engine.spec.SpecComparison.Compared;
import dev.warder.enrich.Enricher;
import dev.warder.enrich.agent.UserAgents;
import dev.warder.enrich.network.NetworkTable;
import dev.warder.enrich.network.NetworkTableException;
import dev.warder.model.Activity;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.AnalyzeJob;
import dev.warder.server.run.AnalyzeOptions;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.NetworkTableInfo;
import dev.warder.server.run.RulesReport;
import dev.warder.server.spec.SpecFile;
import dev.warder.server.state.StateFolder;
import dev.warder.server.terminal.ProgressPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads logs with `collect`, judges them with `engine`: one pass, one process. Nothing is kept but
/// in the folder of `--state`, where the next run goes on.
final class LogAnalysis implements AnalyzeJob {
  private static final long MIN_SORT_MEMORY_BYTES = 16L << 20;
  private static final long MAX_SORT_MEMORY_BYTES = 2L << 30;

  @Override
  public AnalyzeResult run(AnalyzeOptions options, ProgressPrinter progress) {
    return run(options, progress, result -> {});
  }

  @Override
  public AnalyzeResult run(
      AnalyzeOptions options, ProgressPrinter progress, Consumer<AnalyzeResult> outputs) {
    if (options.state() == null) {
      AnalyzeResult result = analyze(options, progress, null);
      outputs.accept(result);
      return result;
    }
    try (StateFolder state = StateFolder.open(options.state())) {
      AnalyzeResult result = analyze(options, progress, state);
      outputs.accept(result);
      if (result.collected().delivered() > 0) {
        state.keep(result.analysis().inventory());
      }
      return result;
    }
  }

  private static AnalyzeResult analyze(
      AnalyzeOptions options, ProgressPrinter progress, @Nullable StateFolder state) {
    long startNanos = System.nanoTime();
    SigmaRules rules = rules(options.rules());
    Thieves thieves = thieves(options.thieves());
    KeyInventory.Known known = keys(options.keyInventory());
    EngineSettings settings =
        new EngineSettings(options.alertsPerDay(), known.keys(), known.deadOperations());
    CompletableFuture<Engine> engine = engine(settings, rules, thieves, state);
    List<ApiSpec> specs = options.specs().stream().map(SpecFile::read).toList();
    CollectOptions reading = reading(options, state);
    NetworkTable networks = networks(options.ipTable());
    Enricher enricher = new Enricher(networks, UserAgents.standard());
    CollectReport collected;
    try (EngineLine line = EngineLine.of(engine, options.threads())) {
      collected =
          new Collector(reading, () -> Wiring.enrichment(enricher))
              .collect(options.inputs(), System.in, routed(line, specs), listener(progress));
      line.drain();
    }
    if (state != null) {
      state.save(engine.join());
    }
    Analysis analysis = engine.join().finish();
    Compared compared = SpecComparison.of(analysis.inventory(), specs);
    Drift drift = state == null ? null : state.compare(analysis.inventory());
    return new AnalyzeResult(
        specs.isEmpty() ? analysis : analysis.withInventory(compared.inventory()),
        collected,
        describe(networks, analysis.inventory().lastMicros()),
        options.rules() == null
            ? RulesReport.NONE
            : new RulesReport(options.rules().toString(), rules, engine.join().ruleMatches()),
        Duration.ofNanos(System.nanoTime() - startNanos),
        drift,
        notes(specs, compared, state));
  }

  /// A new engine, made while the reading begins; or the one of the last run, before it does, for a
  /// state that cannot be used ends the run.
  private static CompletableFuture<Engine> engine(
      EngineSettings settings,
      SigmaRules rules,
      @Nullable Thieves thieves,
      @Nullable StateFolder state) {
    if (state != null && state.holdsEngine()) {
      return CompletableFuture.completedFuture(
          state.resume(settings, content(rules, thieves), new ConjunctionScorer()));
    }
    return CompletableFuture.supplyAsync(() -> {
      Engine engine = new Engine(settings, content(rules, thieves), new ConjunctionScorer());
      if (state != null) {
        engine.expectMoreLater();
      }
      return engine;
    });
  }

  /// Declared routes beat learned ones.
  private static Consumer<Activity> routed(Consumer<Activity> next, List<ApiSpec> specs) {
    if (specs.isEmpty()) {
      return next;
    }
    DeclaredRoutes routes = new DeclaredRoutes(specs);
    return activity -> next.accept(routes.route(activity));
  }

  private static List<String> notes(
      List<ApiSpec> specs, Compared compared, @Nullable StateFolder state) {
    List<String> notes = new ArrayList<>();
    specs.forEach(spec -> notes.addAll(spec.notes()));
    for (String name : compared.unapplied()) {
      notes.add(name + " fits no API of these logs: neither its servers nor its paths occur");
    }
    if (state != null) {
      notes.addAll(state.notes());
    }
    return notes;
  }

  private static CollectOptions reading(AnalyzeOptions options, @Nullable StateFolder state) {
    CollectOptions reading =
        CollectOptions.defaults()
            .withThreads(options.threads())
            .withSortMemoryBytes(sortMemoryBytes(Runtime.getRuntime().maxMemory()))
            .withHashKey(hashKey(options.hashKey(), state))
            .withTrustedHops(options.trustedHops());
    if (!options.keyField().isEmpty()) {
      reading = reading.withKeyField(options.keyField());
    }
    try {
      return reading.withMapping(mapping(options.mapping())).withFormat(options.format());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ErrorCode.USAGE, "--format: " + e.getMessage(), e);
    }
  }

  private static @Nullable Mapping mapping(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      return MappingReader.read(file.toString(), Files.readAllBytes(file));
    } catch (MappingException e) {
      throw new CommandFailure(ErrorCode.USAGE, "--map: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable("--map", file, e);
    }
  }

  /// A sixth of the heap, so that what is sorted, read and judged fits side by side; what does not
  /// fit goes to disk.
  private static long sortMemoryBytes(long heapBytes) {
    return Math.clamp(heapBytes / 6, MIN_SORT_MEMORY_BYTES, MAX_SORT_MEMORY_BYTES);
  }

  private static HashKey hashKey(@Nullable Path file, @Nullable StateFolder state) {
    if (file == null) {
      return state == null ? HashKey.DEFAULT : state.hashKey();
    }
    try {
      return new HashKey(Files.readAllBytes(file));
    } catch (IOException e) {
      throw unreadable("--hash-key", file, e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ErrorCode.USAGE, "--hash-key " + file + ": " + e.getMessage(), e);
    }
  }

  private static KeyInventory.Known keys(@Nullable Path file) {
    if (file == null) {
      return KeyInventory.Known.NOTHING;
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

  private static @Nullable Thieves thieves(@Nullable Path file) {
    try {
      return file == null ? null : Content.thieves(file);
    } catch (ContentException e) {
      throw new CommandFailure(ErrorCode.CONTENT_INVALID, "--thieves " + e.getMessage(), e);
    }
  }

  private static Detections content(SigmaRules rules, @Nullable Thieves thieves) {
    Detections shipped = Content.standard();
    return (thieves == null ? shipped : shipped.with(thieves)).with(rules.detections());
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
