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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `warder backup DIR`.
@Command(
    name = "backup",
    description =
        "Copy the journals, from which everything else is rebuilt; also while Warder runs.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class BackupCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "Where the copy goes; must not hold one.")
  private Path target = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "warder-data",
      description = "The data folder; ${DEFAULT-VALUE}.")
  private Path data = Path.of("");

  @Option(
      names = "--with-peppers",
      description =
          "Copy the peppers and the keys that identity tokens are signed with as well. Whoever has"
              + " them can try keys against the hashes, and speak to the API for anybody; better"
              + " keep them apart.")
  private boolean withPeppers;

  public BackupCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      SafeFile.makeFolders(target);
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.OUTPUT_UNWRITABLE, "cannot make " + target, e);
    }
    long bytes = DataCopy.journals(data, target);
    copyIfThere("first-credential");
    terminal.err().println("Copied " + Wording.bytes(bytes) + " of journals to " + target);
    if (withPeppers) {
      for (String name : DataCopy.APART) {
        copyIfThere(name);
      }
    } else {
      terminal
          .err()
          .println(
              "Not in it: the peppers. Without them no key verifies; keep a copy of "
                  + data.resolve("peppers")
                  + " elsewhere. Nor "
                  + "identity-keys and token-key, if they are there: new ones are made.");
    }
    terminal.err().println("Check it: warder journal verify " + target);
    return ExitCode.DONE;
  }

  private void copyIfThere(String name) {
    if (Files.exists(data.resolve(name))) {
      DataCopy.file(data.resolve(name), target.resolve(name));
    }
  }
}
