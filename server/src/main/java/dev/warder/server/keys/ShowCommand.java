package dev.warder.server.keys;

import dev.warder.server.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `warder keys show`.
@Command(name = "show", description = "Show one key.", mixinStandardHelpOptions = true)
final class ShowCommand extends RemoteCommand {
  @Parameters(paramLabel = "KEY", description = "The key's id, never its secret.")
  private String id = "";

  ShowCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    return shown(client.get("/v1/keys/" + encoded(id)));
  }
}
