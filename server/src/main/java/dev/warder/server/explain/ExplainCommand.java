package dev.warder.server.explain;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Shows what findings rest on, from the file that `analyze --findings` wrote.
@Command(
    name = "explain",
    description = "Show what a finding rests on: usual against seen, facet by facet.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder explain f-1f3a --findings findings.ndjson      one finding",
      "  warder explain i-77ab --findings findings.ndjson      every finding of an incident"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:no such finding, or the file cannot be used",
      "3:the file holds no findings",
      "4:a fault of Warder itself"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "UID",
      arity = "1..*",
      description = "Ids of findings or incidents; the start of one is enough if it is unique.")
  private List<String> uids = List.of();

  @Option(
      names = "--findings",
      paramLabel = "FILE",
      required = true,
      description = "File that 'warder analyze --findings' wrote.")
  private @Nullable Path findings;

  public ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (findings == null) {
      throw new IllegalStateException("--findings is required and absent");
    }
    RecordedFindings recorded = RecordedFindings.read(findings);
    Explanation explanation = new Explanation(terminal);
    for (String uid : uids) {
      List<JsonNode> matches = recorded.startingWith(uid);
      if (matches.size() != 1) {
        throw new CommandFailure(ErrorCode.USAGE, notOne(uid, matches.size(), findings));
      }
      explanation.of(matches.getFirst(), recorded).forEach(terminal.out()::println);
    }
    return ExitCode.DONE;
  }

  private static String notOne(String uid, int matches, Path file) {
    return matches == 0
        ? "no finding or incident '" + Visible.text(uid) + "' in " + file
        : matches
            + " findings and incidents start with '"
            + Visible.text(uid)
            + "': give more of it";
  }
}
