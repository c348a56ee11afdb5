package dev.warder.server.keys;

import dev.warder.server.keys.Client.Answer;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `warder keys list`.
@Command(
    name = "list",
    description = "List keys, oldest first; ! marks privileged ones.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ListCommand extends RemoteCommand {
  @Option(
      names = "--where",
      paramLabel = "SELECTOR",
      description = "Which keys: 'privileged and tenant = acme'; docs/policy.md has the language.")
  private @Nullable String where;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many; ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--cursor", paramLabel = "TEXT", description = "Where the page before ended.")
  private @Nullable String cursor;

  ListCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    StringBuilder path = new StringBuilder("/v1/keys?limit=" + limit);
    if (where != null) {
      path.append("&where=").append(encoded(HistorySearch.settled(where, InstantSource.system())));
    }
    if (cursor != null) {
      path.append("&cursor=").append(encoded(cursor));
    }
    HistorySearch search = new HistorySearch(terminal());
    Answer answer = search.patiently(() -> client.get(path.toString()));
    if (asJson()) {
      print(answer.body());
      return ExitCode.DONE;
    }
    KeyTable.list(answer.body().path("keys"), terminal());
    String next = KeyTable.text(answer.body(), "next");
    if (where != null) {
      terminal().err().println(KeyCount.of(answer.body().path("keys"), InstantSource.system()));
      search.reach(answer.body());
    }
    if (!next.isEmpty()) {
      terminal().err().println("There are more: --cursor " + next);
    }
    return ExitCode.DONE;
  }
}
