package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `warder keys leaked`: values that were found where they should not be, a line each.
@Command(
    name = "leaked",
    description = "Report values that were found where they should not be; a line each.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:none of them is a live key", "1:one of them is"})
final class LeakedCommand extends RemoteCommand {
  private static final int VALUES_AT_A_TIME = 500;

  @Parameters(paramLabel = "FILE", description = "Lines; - for standard input.")
  private String input = "";

  private boolean live;
  private int line;

  LeakedCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    LinesOf.parts(
        input,
        VALUES_AT_A_TIME,
        part -> {
          String body =
              JsonText.text(json -> {
                json.writeStartObject();
                json.writeArrayPropertyStart("values");
                part.forEach(json::writeString);
                json.writeEndArray();
                json.writeEndObject();
              });
          JsonNode answer = client.post("/v1/leaks", body).body();
          if (asJson()) {
            print(answer);
          }
          for (JsonNode value : answer.path("values")) {
            told(value);
          }
        });
    return live ? ExitCode.MATCHED : ExitCode.DONE;
  }

  /// Never the value: its place among the lines that were not blank.
  private void told(JsonNode value) {
    line++;
    String finding = value.path("finding").asString("");
    live |= finding.equals("live");
    if (!asJson()) {
      terminal()
          .out()
          .println(
              line
                  + "  "
                  + Visible.text(finding)
                  + "  "
                  + KeyTable.text(value, "key")
                  + "  "
                  + KeyTable.text(value, "done"));
    }
  }
}
