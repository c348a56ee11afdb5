package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `warder keys rotate`.
@Command(
    name = "rotate",
    description = "Replace a key by another with the same rights; both work for a while.",
    mixinStandardHelpOptions = true)
final class RotateCommand extends RemoteCommand {
  @Parameters(paramLabel = "KEY", description = "The key's id.")
  private String id = "";

  @Option(
      names = "--overlap",
      paramLabel = "TIME",
      defaultValue = "7d",
      description = "How long the old one still works: 0s, 30m, 12h, 7d; ${DEFAULT-VALUE}.")
  private String overlap = "";

  RotateCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    String body =
        JsonText.text(json -> {
          json.writeStartObject();
          json.writeStringProperty("overlap", iso(overlap));
          json.writeEndObject();
        });
    return minted(client.post("/v1/keys/" + encoded(id) + ":rotate", body));
  }

  /// `7d` -> `P7D`.
  private static String iso(String typed) {
    String digits = typed.isEmpty() ? "" : typed.substring(0, typed.length() - 1);
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 6
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    char unit = typed.isEmpty() ? ' ' : typed.charAt(typed.length() - 1);
    if (!number || "smhd".indexOf(unit) < 0) {
      throw new CommandFailure(
          ErrorCode.USAGE, "--overlap is a number with s, m, h or d behind it, such as 7d");
    }
    return unit == 'd' ? "P" + digits + "D" : "PT" + digits + Character.toUpperCase(unit);
  }
}
