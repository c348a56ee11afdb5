package dev.warder.server.backup;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Wording;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `warder restore DIR`: the opposite of `warder backup`, into a folder that holds no data yet.
@Command(
    name = "restore",
    description = "Make a data folder of a backup; tables are rebuilt at the next start.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class RestoreCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "The backup.")
  private Path source = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "warder-data",
      description = "The data folder to make; ${DEFAULT-VALUE}.")
  private Path data = Path.of("");

  public RestoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (Files.exists(data.resolve("warder.db"))) {
      throw new CommandFailure(
          ErrorCode.USAGE, "there are data in " + data + " already; nothing was restored");
    }
    try {
      DataCopy.folder(data);
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.OUTPUT_UNWRITABLE, "cannot make " + data, e);
    }
    long bytes = DataCopy.journal(source, data);
    for (String name : new String[] {"first-credential", "peppers"}) {
      if (Files.exists(source.resolve(name))) {
        DataCopy.file(source.resolve(name), data.resolve(name));
      }
    }
    long entries = entries();
    terminal
        .err()
        .println(
            "Restored "
                + Wording.count(entries, "entry", "entries")
                + ", "
                + Wording.bytes(bytes)
                + ", to "
                + data);
    if (!Files.exists(data.resolve("peppers"))) {
      terminal
          .err()
          .println(
              "Put the peppers back before you start: "
                  + data.resolve("peppers")
                  + " (or name them in the configuration). A start without them makes new ones,"
                  + " under which no old key verifies.");
    }
    return ExitCode.DONE;
  }

  /// Opens what was copied, as a start will, so that a broken backup is found now.
  private long entries() {
    try (SegmentJournal journal =
        SegmentJournal.open(data.resolve("journal"), JournalSettings.defaults())) {
      return journal.recovery().lastEntry();
    } catch (JournalException e) {
      throw new CommandFailure(e.code(), "the backup cannot be used: " + e.getMessage(), e);
    }
  }
}
