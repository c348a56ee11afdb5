package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.model.finding.Closing;
import dev.warder.server.keys.Client.Answer;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `warder incidents close`.
@Command(
    name = "close",
    description = "Close an incident; its keys are suspect no more.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class CloseIncidentCommand extends RemoteCommand {
  @Parameters(paramLabel = "UID", description = "The incident.")
  private String uid = "";

  @Option(
      names = "--verdict",
      paramLabel = "WORD",
      required = true,
      completionCandidates = Words.class,
      description = "What it turned out to be: ${COMPLETION-CANDIDATES}.")
  private String verdict = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the record.")
  private String note = "";

  public CloseIncidentCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  /// The verdicts there are.
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Closing.Verdict.values())
          .map(verdict -> verdict.name().toLowerCase(Locale.ROOT))
          .iterator();
    }
  }

  @Override
  int run(Client client) {
    String body =
        JsonText.text(json -> {
          json.writeStartObject();
          json.writeStringProperty("verdict", verdict.toLowerCase(Locale.ROOT));
          json.writeStringProperty("note", note);
          json.writeEndObject();
        });
    Answer answer = client.post("/v1/incidents/" + encoded(uid) + "/close", body);
    if (asJson()) {
      print(answer.body());
    } else {
      IncidentTable.card(answer.body(), terminal());
    }
    return ExitCode.DONE;
  }
}
