package dev.warder.benchmarks.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Lets the rivals read a set of events and writes their findings: `WriteFindings EVENTS SET
/// DIRECTORY` makes `RIVAL-first-SET.ndjson` and `RIVAL-best-SET.ndjson` in the directory.
public final class WriteFindings {
  private WriteFindings() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: WriteFindings EVENTS SET DIRECTORY");
      System.exit(2);
    }
    Path directory = Files.createDirectories(Path.of(args[2]));
    List<KeyCall> calls = EventFile.read(Path.of(args[0]));
    CutForest.ofKeys(calls).write(directory, args[1]);
    CutForest.ofTenants(calls).write(directory, args[1]);
    Midas.byMinute(calls).write(directory, args[1]);
    Midas.byHour(calls).write(directory, args[1]);
  }
}
