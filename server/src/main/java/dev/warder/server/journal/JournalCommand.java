package dev.warder.server.journal;

import dev.warder.server.keys.ForgetCommand;
import dev.warder.server.terminal.Terminal;
import java.util.Map;
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
    description =
        "Verify the journals of 'warder serve', export what they hold, and have a tenant forgotten.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder journal verify warder-data                           is it as it was written",
      "  warder journal head warder-data > elsewhere/heads           what to keep elsewhere",
      "  warder journal verify warder-data --head elsewhere/heads    was anything taken away",
      "  warder journal export warder-data --kind activity | warder analyze -",
      "  warder journal forget --tenant acme --dry-run               what would it take away"
    })
public final class JournalCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  private JournalCommand() {}

  /// The command and those below it.
  public static CommandLine tree(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new JournalCommand())
        .addSubcommand(new VerifyCommand(terminal))
        .addSubcommand(new HeadCommand(terminal))
        .addSubcommand(new ExportCommand(terminal))
        .addSubcommand(new ForgetCommand(terminal, environment));
  }

  @Override
  public Integer call() {
    CommandSpec own = spec;
    if (own == null) {
      throw new IllegalStateException("a command without its specification");
    }
    throw new ParameterException(
        own.commandLine(), "say what to do with the journal: verify, head, export or forget");
  }
}
