package dev.warder.collect;

import static java.util.Objects.requireNonNull;

import dev.warder.collect.sort.Entry;
import dev.warder.collect.sort.Sorter;
import dev.warder.model.Activity;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads logs of any known format and hands their activities on in time order, each event once.
///
/// Guarantees the order is the same for any number of threads and any amount of memory: by time,
/// what creates something before what does not, then id, then tenant. An event that repeats (same
/// time, id and tenant) is delivered once and counted as a duplicate otherwise; repeats are found
/// however far apart they stand.
///
/// Bounds memory as the options say, plus a few buffers per thread; disk for what does not fit
///
/// Errors bad records, damaged and unknown files are reported and never thrown;
/// [java.io.UncheckedIOException] if the sort's disk fails, [IllegalStateException] for a fault of
/// ours
public final class Collector {
  private static final int MAX_SKIPS = 10_000;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final CollectOptions options;
  private final Supplier<Enrichment> enrichment;

  /// A collector for any number of runs.
  ///
  /// @param enrichment makes one instance per reader thread
  public Collector(CollectOptions options, Supplier<Enrichment> enrichment) {
    this.options = requireNonNull(options, "options is null");
    this.enrichment = requireNonNull(enrichment, "enrichment is null");
  }

  /// Reads all inputs, then delivers. Blocks until all is done; `inTimeOrder` and `progress` are
  /// called on the caller's thread only.
  ///
  /// @param paths files, folders, `-` for standard input
  /// @param stdin what `-` stands for; not closed
  public CollectReport collect(
      List<String> paths,
      InputStream stdin,
      Consumer<Activity> inTimeOrder,
      ProgressListener progress) {
    List<FileState> files = new ArrayList<>();
    for (InputFile file : new InputTree(options.limits().files()).list(paths)) {
      files.add(new FileState(file, files.size()));
    }
    try (Sorter sorter =
        new Sorter(options.sortMemoryBytes(), options.threads(), options.tempDirectory())) {
      ReadRun run = new ReadRun(files, options, stdin, enrichment, sorter);
      long bytesTotal = bytesTotal(files);
      await(run, bytesTotal, progress);
      deliver(files, sorter.sorted(), inTimeOrder, new Ticker(run, bytesTotal, progress));
      return report(files, run.bytesRead().get());
    }
  }

  private static void await(ReadRun run, long bytesTotal, ProgressListener progress) {
    boolean done = false;
    try {
      while (!run.await(TICK_NANOS)) {
        progress.update(
            run.bytesRead().get(), bytesTotal, run.delivered().get(), run.currentFile());
      }
      done = true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading");
    } finally {
      if (!done) {
        stop(run);
      }
    }
  }

  private static void stop(ReadRun run) {
    boolean interrupted = Thread.interrupted();
    try {
      run.stop();
    } catch (InterruptedException _) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void deliver(
      List<FileState> files,
      Sorter.Deduplicated sorted,
      Consumer<Activity> inTimeOrder,
      Ticker ticker) {
    Consumer<Entry> duplicate = entry -> files.get(entry.file()).addDuplicate();
    for (Entry entry = sorted.next(duplicate); entry != null; entry = sorted.next(duplicate)) {
      inTimeOrder.accept(entry.activity());
      ticker.delivered();
    }
    ticker.tick();
  }

  private static long bytesTotal(List<FileState> files) {
    long total = 0;
    for (FileState file : files) {
      if (file.file().bytes() < 0) {
        return -1;
      }
      total += file.file().bytes();
    }
    return total;
  }

  private static CollectReport report(List<FileState> files, long bytesRead) {
    List<FileReport> reports = new ArrayList<>();
    List<Skip> skips = new ArrayList<>();
    long delivered = 0;
    long skipped = 0;
    long duplicates = 0;
    long repaired = 0;
    for (FileState file : files) {
      FileReport report = file.report();
      reports.add(report);
      delivered += report.delivered();
      skipped += report.skipped();
      duplicates += file.duplicates();
      repaired += file.repaired();
      for (Skip skip : file.skips()) {
        if (skips.size() < MAX_SKIPS) {
          skips.add(skip);
        }
      }
    }
    return new CollectReport(reports, delivered, skipped, duplicates, repaired, bytesRead, skips);
  }

  /// Tells progress while activities are delivered, at most every tenth of a second.
  private static final class Ticker {
    private static final int CHECK_EVERY = 4_096;

    private final ReadRun run;
    private final long bytesTotal;
    private final ProgressListener progress;
    private long delivered;
    private long lastNanos = System.nanoTime();

    Ticker(ReadRun run, long bytesTotal, ProgressListener progress) {
      this.run = run;
      this.bytesTotal = bytesTotal;
      this.progress = progress;
    }

    void delivered() {
      if (++delivered % CHECK_EVERY == 0 && System.nanoTime() - lastNanos > TICK_NANOS) {
        tick();
      }
    }

    void tick() {
      lastNanos = System.nanoTime();
      progress.update(run.bytesRead().get(), bytesTotal, delivered, "");
    }
  }
}
