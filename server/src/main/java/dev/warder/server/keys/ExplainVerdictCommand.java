package dev.warder.server.keys;

import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.DisplayWidth;
import dev.warder.server.text.Visible;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `warder explain-verdict`: why a call was allowed or refused.
@Command(
    name = "explain-verdict",
    description = "Say why a verdict was given, the true reason included.",
    mixinStandardHelpOptions = true)
public final class ExplainVerdictCommand extends RemoteCommand {
  @Parameters(paramLabel = "ID", description = "The verdict's id, as every reply carries it.")
  private String id = "";

  public ExplainVerdictCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    JsonNode why = client.get("/v1/verdicts/" + encoded(id)).body();
    if (asJson()) {
      print(why);
      return ExitCode.DONE;
    }
    for (String field :
        List.of("verdict", "time", "told", "key", "tenant", "operation", "source")) {
      String value = KeyTable.text(why, field);
      if (!value.isEmpty()) {
        terminal().out().println(DisplayWidth.pad(field, 12) + value);
      }
    }
    for (JsonNode sentence : why.path("why")) {
      DisplayWidth.fold(Visible.text(sentence.asString("")), terminal().columns())
          .forEach(terminal().out()::println);
    }
    return ExitCode.DONE;
  }
}
