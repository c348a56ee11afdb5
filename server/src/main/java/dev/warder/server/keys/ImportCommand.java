package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `warder keys import`: keys that another system issued, as hashes.
@Command(
    name = "import",
    description = "Take in keys of another system as hashes; docs/import.md has the formats.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ImportCommand extends RemoteCommand {
  private static final int LINES_AT_A_TIME = 1_000;

  @Option(
      names = "--format",
      paramLabel = "FILE",
      required = true,
      description = "Describes how the values look and were hashed.")
  private Path format = Path.of("");

  @Parameters(paramLabel = "FILE", description = "Lines of NDJSON or CSV; - for standard input.")
  private String input = "";

  private long taken;
  private long known;
  private long refused;

  ImportCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    String described = described();
    LinesOf.parts(input, LINES_AT_A_TIME, part -> {
      String body =
          JsonText.text(
              json -> {
                json.writeStartObject();
                json.writeStringProperty("format", described);
                json.writeArrayPropertyStart("lines");
                part.forEach(json::writeString);
                json.writeEndArray();
                json.writeEndObject();
              });
      add(client.post("/v1/imports", body).body());
    });
    terminal()
        .out()
        .println(
            asJson()
                ? JsonText.text(json -> {
                  json.writeStartObject();
                  json.writeNumberProperty("taken", taken);
                  json.writeNumberProperty("known", known);
                  json.writeNumberProperty("refused", refused);
                  json.writeEndObject();
                })
                : Wording.count(taken, "key", "keys")
                    + " taken in, "
                    + Wording.count(known)
                    + " known before, "
                    + Wording.count(refused, "line", "lines")
                    + " refused");
    return refused > 0 ? ExitCode.MATCHED : ExitCode.DONE;
  }

  private String described() {
    try {
      return Files.readString(format, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "cannot read " + format, e);
    }
  }

  private void add(JsonNode answer) {
    long before = taken + known + refused;
    taken += answer.path("taken").asLong(0);
    known += answer.path("known").asLong(0);
    refused += answer.path("refused").asLong(0);
    for (JsonNode reason : answer.path("reasons")) {
      terminal()
          .err()
          .println(
              "line "
                  + (before + reason.path("line").asLong(0))
                  + ": "
                  + Visible.text(reason.path("why").asString("")));
    }
  }
}
