package dev.warder.benchmarks.journal;

import dev.warder.model.Activity;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.bytes.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Writes activities into a journal, one thread appending as fast as it can, and reads them back.
/// The clock of the writing stops when the last one is forced.
final class JournalRun {
  private final Path folder;
  private long seen;

  JournalRun(Path folder) {
    this.folder = folder;
  }

  Figures.Round run(List<Activity> activities) throws JournalException, IOException {
    ActivityCodec codec = new ActivityCodec();
    double append;
    double replay;
    long bytes;
    try (SegmentJournal journal = SegmentJournal.open(folder, JournalSettings.defaults())) {
      long begin = System.nanoTime();
      long last = 0;
      for (Activity activity : activities) {
        last = journal.append(codec.entry(activity));
      }
      journal.force(last);
      append = perSecond(activities.size(), System.nanoTime() - begin);
      bytes = segmentBytes();
      begin = System.nanoTime();
      journal.read(
          1,
          (number, entry) -> {
            try {
              seen += ActivityCodec.activity(entry).uid().isEmpty() ? 0 : 1;
            } catch (MalformedException e) {
              throw new IllegalStateException("an activity does not come back", e);
            }
            return true;
          });
      replay = perSecond(activities.size(), System.nanoTime() - begin);
    }
    if (seen != activities.size()) {
      throw new IllegalStateException("came back: " + seen + " of " + activities.size());
    }
    delete(folder);
    return new Figures.Round(append, replay, (double) bytes / activities.size());
  }

  private long segmentBytes() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file -> file.toString().endsWith(".segment") || file.toString().endsWith(".index"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  static double perSecond(int count, long nanos) {
    return count * 1e9 / nanos;
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
