package dev.warder.server.keys;

import dev.warder.server.terminal.Terminal;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `warder keys`: what can be done with keys.
@Command(
    name = "keys",
    description = "Mint, look at, change and take back keys of a running Warder.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder keys mint --tenant acme --scope 'GET /api/**' --owner jane",
      "  warder keys list --where 'privileged and tenant = acme'",
      "  warder keys rotate KEY --overlap 7d",
      "  warder keys import --format acme.yaml keys.ndjson --dry-run",
      "  warder keys invalidate --where 'privileged and minted before 2026-06-20' --dry-run"
    })
public final class KeysCommand implements Runnable {
  private final Terminal terminal;

  private KeysCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// The command with all that stand below it.
  public static CommandLine of(Terminal terminal, Map<String, String> environment) {
    CommandLine keys = new CommandLine(new KeysCommand(terminal));
    for (Object command :
        List.of(
            new MintCommand(terminal, environment),
            new ListCommand(terminal, environment),
            new ShowCommand(terminal, environment),
            new ChangeCommand(terminal, environment),
            new RotateCommand(terminal, environment),
            new NotedCommand.Fence(terminal, environment),
            new NotedCommand.Unfence(terminal, environment),
            new NotedCommand.Revoke(terminal, environment),
            new InvalidateCommand(terminal, environment),
            new LeakedCommand(terminal, environment),
            new ImportCommand(terminal, environment),
            new VerifyCommand(terminal, environment),
            new ApprovalCommand.Approvals(terminal, environment),
            new ApprovalCommand.Approve(terminal, environment),
            new ApprovalCommand.Refuse(terminal, environment),
            new ApprovalCommand.Collect(terminal, environment))) {
      keys.addSubcommand(command);
    }
    return keys;
  }

  @Override
  public void run() {
    CommandLine.usage(this, terminal.out());
    terminal.out().println("Try 'warder keys --help'.");
  }
}
