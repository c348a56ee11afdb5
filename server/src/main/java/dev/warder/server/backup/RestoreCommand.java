package dev.warder.server.backup;

import dev.warder.model.ErrorCode;
import dev.warder.server.file.SafeFile;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    long entries = RestoreCheck.entries(source);
    try {
      SafeFile.makeFolders(data);
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.OUTPUT_UNWRITABLE, "cannot make " + data, e);
    }
    long bytes = DataCopy.journals(source, data);
    List<String> names = new ArrayList<>(DataCopy.APART);
    names.add("first-credential");
    for (String name : names) {
      if (Files.exists(source.resolve(name))) {
        DataCopy.file(source.resolve(name), data.resolve(name));
      }
    }
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
                  + " (or name them in the configuration). A start without them is refused.");
    }
    return ExitCode.DONE;
  }
}
