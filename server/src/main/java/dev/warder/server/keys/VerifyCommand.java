package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `warder keys verify`: asks what would be said to a call with a key.
@Command(
    name = "verify",
    description = "Ask for a verdict about a call; the key comes from a file or standard input.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the call is allowed", "1:it is refused"})
final class VerifyCommand extends RemoteCommand {
  @Parameters(index = "0", paramLabel = "METHOD", description = "Of the call, such as GET.")
  private String method = "";

  @Parameters(index = "1", paramLabel = "PATH", description = "Of the call, without query.")
  private String path = "";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Holds the key; - for standard input.")
  private String keyFile = "-";

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      defaultValue = "",
      description = "Where the call comes from.")
  private String address = "";

  VerifyCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    List<String> lines = new ArrayList<>();
    LinesOf.parts(keyFile, 2, lines::addAll);
    if (lines.size() != 1) {
      throw new CommandFailure(ErrorCode.USAGE, keyFile + " must hold one line, the key");
    }
    String body =
        JsonText.text(json -> {
          json.writeStartObject();
          json.writeStringProperty("key", lines.getFirst());
          json.writeStringProperty("method", method);
          json.writeStringProperty("path", path);
          json.writeStringProperty("address", address);
          json.writeEndObject();
        });
    JsonNode verdict = client.post("/v1/verify", body).body();
    if (asJson()) {
      print(verdict);
    } else {
      terminal()
          .out()
          .println(KeyTable.text(verdict, "code") + ": " + KeyTable.text(verdict, "reason"));
      terminal().err().println("Why: warder explain-verdict " + KeyTable.text(verdict, "verdict"));
    }
    return verdict.path("allowed").asBoolean(false) ? ExitCode.DONE : ExitCode.MATCHED;
  }
}
