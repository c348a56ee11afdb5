package dev.warder.benchmarks.journal;

import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.Verification;
import dev.warder.store.journal.Verifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Kills a process that writes a journal (SIGKILL), again and again in one folder, and compares
/// what it had printed as acknowledged with what the journal holds.
final class KillLoop {
  private final Path folder;
  private final Map<Long, String> acknowledged = new HashMap<>();

  KillLoop(Path folder) {
    this.folder = folder;
  }

  /// How many acknowledged changes are not there.
  long run(int times) throws IOException, InterruptedException, JournalException {
    SplittableRandom random = new SplittableRandom(41);
    long lost = 0;
    for (int n = 0; n < times; n++) {
      killed(random.nextInt(200, 1_500));
      Verification before = Verifier.verify(folder, null, List.of());
      Map<Long, String> there = read();
      long missing =
          acknowledged.entrySet().stream()
              .filter(one -> !one.getValue().equals(there.get(one.getKey())))
              .count();
      System.out.println(
          "kill "
              + (n + 1)
              + ": "
              + acknowledged.size()
              + " acknowledged so far, "
              + there.size()
              + " there, "
              + missing
              + " missing; verify said "
              + before.verdict());
      lost += missing + (before.verdict().isWhole() ? 0 : 1);
    }
    return lost;
  }

  private void killed(int afterMillis) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                JournalBenchmark.class.getName(),
                "write",
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      note(out.readLine());
      Thread killer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                // Through its handle: the process itself would close what it still has to say.
                process.toHandle().destroyForcibly();
              });
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        note(line);
      }
      killer.join();
    }
    process.waitFor();
  }

  private void note(@Nullable String line) {
    String[] words = line == null ? new String[0] : line.split(" ", -1);
    if (words.length == 3) {
      acknowledged.put(Long.parseLong(words[0]), words[1] + " " + words[2]);
    }
  }

  private Map<Long, String> read() throws JournalException {
    Map<Long, String> there = new HashMap<>();
    try (SegmentJournal journal = SegmentJournal.open(folder, JournalSettings.defaults())) {
      journal.read(
          1,
          (number, entry) -> {
            if (entry.kind() == EntryKind.AUDIT) {
              there.put(number, new String(entry.body(), StandardCharsets.US_ASCII));
            }
            return true;
          });
    }
    return there;
  }
}
