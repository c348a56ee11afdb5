package dev.warder.server.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The journals of a data folder. Both are signed with one key, and one master key wraps the keys
/// of tenants of both: those of the changes.
public enum DataJournal {
  /// What was changed; the truth, kept for ever. A data folder that was written before there were
  /// two has verdicts in it as well.
  CHANGES("journal"),
  /// Verdicts and activities, kept for as long as the configuration says.
  CALLS("calls");

  private final String folder;

  DataJournal(String folder) {
    this.folder = folder;
  }

  /// Where it is in a data folder.
  public Path in(Path data) {
    return data.resolve(folder);
  }

  /// What people and programs know it by.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Those that are in a folder; none if it is no data folder.
  public static List<DataJournal> of(Path folder) {
    List<DataJournal> there = new ArrayList<>();
    if (Files.isDirectory(CHANGES.in(folder))) {
      Arrays.stream(values())
          .filter(journal -> Files.isDirectory(journal.in(folder)))
          .forEach(there::add);
    }
    return there;
  }
}
