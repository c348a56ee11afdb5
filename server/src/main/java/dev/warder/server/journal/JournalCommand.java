package dev.warder.server.journal;

import dev.warder.server.terminal.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What can be done with a journal from outside.
@Command(
    name = "journal",
    description = "Verify the journal of 'warder serve', and export what it holds.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder journal verify data/journal                          is it as it was written",
      "  warder journal head data/journal > elsewhere/head           what to keep elsewhere",
      "  warder journal verify data/journal --head elsewhere/head    was anything taken away",
      "  warder journal export data/journal --kind activity | warder analyze -"
    })
public final class JournalCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  private JournalCommand() {}

  /// The command and those below it.
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new JournalCommand())
        .addSubcommand(new VerifyCommand(terminal))
        .addSubcommand(new HeadCommand(terminal))
        .addSubcommand(new ExportCommand(terminal));
  }

  @Override
  public Integer call() {
    CommandSpec own = spec;
    if (own == null) {
      throw new IllegalStateException("a command without its specification");
    }
    throw new ParameterException(
        own.commandLine(), "say what to do with the journal: verify, head or export");
  }
}
