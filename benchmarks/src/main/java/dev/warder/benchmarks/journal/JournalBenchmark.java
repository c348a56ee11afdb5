package dev.warder.benchmarks.journal;

import dev.warder.model.Activity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Measures the journal: `JournalBenchmark speed OCSF_FILE FOLDER ROUNDS`, `JournalBenchmark kill
/// FOLDER TIMES`; and `JournalBenchmark write FOLDER`, which is what gets killed. The last line is
/// for programs.
public final class JournalBenchmark {
  private JournalBenchmark() {}

  public static void main(String[] args) throws Exception {
    switch (args.length == 0 ? "" : args[0]) {
      case "speed" -> speed(Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]));
      case "kill" ->
          System.out.println(
              "lost_acknowledged=" + new KillLoop(Path.of(args[1])).run(Integer.parseInt(args[2])));
      case "write" -> AcknowledgingWriter.run(Path.of(args[1]));
      default -> {
        System.err.println("usage: JournalBenchmark speed FILE FOLDER ROUNDS|kill FOLDER TIMES");
        System.exit(2);
      }
    }
  }

  private static void speed(Path file, Path folder, int rounds) throws Exception {
    List<Activity> activities = OcsfActivities.read(file);
    System.out.println("activities " + activities.size() + " of " + file.getFileName());
    Figures journal = new Figures();
    Figures rival = new Figures();
    for (int round = 0; round <= rounds; round++) {
      Figures.Round ours = new JournalRun(folder.resolve("journal-" + round)).run(activities);
      Figures.Round theirs = new SqliteRun(folder.resolve("sqlite-" + round)).run(activities);
      System.out.printf(
          Locale.ROOT,
          "%s journal %,.0f/s append, %,.0f/s replay, %.1f B; SQLite %,.0f/s, %,.0f/s, %.1f B%n",
          round == 0 ? "warm-up" : "round " + round,
          ours.appendPerSecond(),
          ours.replayPerSecond(),
          ours.bytesEach(),
          theirs.appendPerSecond(),
          theirs.replayPerSecond(),
          theirs.bytesEach());
      if (round > 0) {
        journal.add(ours);
        rival.add(theirs);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "append_per_s=%.0f replay_per_s=%.0f bytes_per_activity=%.1f ratio_to_sqlite=%.2f%n",
        journal.append(),
        journal.replay(),
        journal.bytes(),
        journal.append() / rival.append());
  }
}
