package dev.warder.server.webhook;

import dev.warder.model.ErrorCode;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `warder webhooks`: who is sent what becomes of incidents.
@Command(
    name = "webhooks",
    description = "List who is sent what becomes of incidents, or send a message for a test.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder webhooks --config warder.yaml            who is named there",
      "  warder webhooks test soc --config warder.yaml   send it a signed message, say what came back"
    })
public final class WebhooksCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration, in YAML.")
  private @Nullable Path file;

  public WebhooksCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() {
    List<Hook> hooks = hooks(Optional.ofNullable(file), environment);
    if (hooks.isEmpty()) {
      terminal
          .err()
          .println("No webhooks: 'warder config explain webhooks' tells how to name one.");
    }
    for (Hook hook : hooks) {
      String events =
          hook.events().stream()
              .sorted()
              .map(kind -> kind.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      terminal.out().println(hook.name() + "  " + hook.host() + "  " + events);
    }
    return ExitCode.DONE;
  }

  static List<Hook> hooks(Optional<Path> file, Map<String, String> environment) {
    try {
      return HookSettings.of(Configuration.read(file, environment, Map.of()));
    } catch (ConfigurationException e) {
      throw new CommandFailure(ErrorCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
