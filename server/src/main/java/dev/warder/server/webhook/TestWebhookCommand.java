package dev.warder.server.webhook;

import dev.warder.model.ErrorCode;
import dev.warder.model.Times;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `warder webhooks test NAME`: sends a signed message that says nothing.
@Command(
    name = "test",
    description = "Send a signed message that says nothing, and say what came back.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the receiver took it",
      "1:it did not",
      "2:the command line or configuration makes no sense"
    })
public final class TestWebhookCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(paramLabel = "NAME", description = "What the configuration calls it.")
  private String name = "";

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration, in YAML.")
  private @Nullable Path file;

  public TestWebhookCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() {
    List<Hook> hooks = WebhooksCommand.hooks(Optional.ofNullable(file), environment);
    Hook hook =
        hooks.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(hooks));
    InstantSource clock = InstantSource.system();
    Outcome outcome;
    long start = System.nanoTime();
    try (PinnedPost post = new PinnedPost(Resolver.system(), Runner.ATTEMPT, clock)) {
      outcome = post.send(hook, Message.ping(hook.name(), Times.micros(clock.instant())));
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    terminal.out().println(hook + ": " + outcome.words() + ", after " + millis + " ms");
    return outcome instanceof Outcome.Delivered ? ExitCode.DONE : ExitCode.MATCHED;
  }

  private CommandFailure unknown(List<Hook> hooks) {
    String named = hooks.stream().map(Hook::name).collect(Collectors.joining(", "));
    return new CommandFailure(
        ErrorCode.USAGE,
        "there is no webhook '"
            + name
            + "'; "
            + (named.isEmpty() ? "none is configured" : "there are " + named));
  }
}
