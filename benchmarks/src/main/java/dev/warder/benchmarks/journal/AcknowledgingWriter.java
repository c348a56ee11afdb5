package dev.warder.benchmarks.journal;

import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Writes changes into a journal from several threads until it is killed, and prints the number of
/// each once it is acknowledged.
final class AcknowledgingWriter {
  private static final int THREADS = 4;

  private AcknowledgingWriter() {}

  static void run(Path folder) throws JournalException, InterruptedException {
    SegmentJournal journal =
        SegmentJournal.open(
            folder,
            JournalSettings.defaults()
                .with(new JournalSettings.Sizes(64 << 10, 1 << 20, 256 << 10, 1 << 20)));
    Thread[] threads = new Thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
      String name = "writer-" + t;
      threads[t] = Thread.ofPlatform().start(() -> write(journal, name, System.out));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void write(SegmentJournal journal, String name, PrintStream out) {
    try {
      for (int n = 0; ; n++) {
        journal.append(entry(EntryKind.VERDICT, name, n));
        long number = journal.append(entry(EntryKind.AUDIT, name, n));
        journal.force(number);
        out.print(number + " " + name + " " + n + "\n");
        out.flush();
      }
    } catch (JournalException e) {
      throw new IllegalStateException("the journal refuses", e);
    }
  }

  private static Entry entry(EntryKind kind, String name, int n) {
    byte[] body = (name + " " + n).getBytes(StandardCharsets.US_ASCII);
    return new Entry(kind, n, "acme", name, "keys:change", "", body);
  }
}
