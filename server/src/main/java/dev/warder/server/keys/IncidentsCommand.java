package dev.warder.server.keys;

import dev.warder.server.keys.Client.Answer;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `warder incidents`: what the engine of a running Warder found, or one of it in full.
@Command(
    name = "incidents",
    description = "List incidents, newest first; tell one; or close one.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class IncidentsCommand extends RemoteCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "UID",
      description = "Tell this one, with its findings and what to do.")
  private @Nullable String uid;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many; ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--cursor", paramLabel = "TEXT", description = "Where the page before ended.")
  private @Nullable String cursor;

  public IncidentsCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    if (uid != null) {
      return tell(client.get("/v1/incidents/" + encoded(uid)));
    }
    String after = cursor == null ? "" : "&cursor=" + encoded(cursor);
    Answer answer = client.get("/v1/incidents?limit=" + limit + after);
    if (asJson()) {
      print(answer.body());
      return ExitCode.DONE;
    }
    JsonNode incidents = answer.body().path("incidents");
    if (incidents.isEmpty()) {
      terminal()
          .err()
          .println(
              "No incidents. The engine judges calls at the gate and calls that others ask about.");
    }
    IncidentTable.list(incidents, terminal());
    String next = KeyTable.text(answer.body(), "next");
    if (!next.isEmpty()) {
      terminal().err().println("There are more: --cursor " + next);
    }
    return ExitCode.DONE;
  }

  private int tell(Answer answer) {
    if (asJson()) {
      print(answer.body());
    } else {
      IncidentTable.card(answer.body(), terminal());
    }
    return ExitCode.DONE;
  }
}
