package dev.warder.server.config;

import dev.warder.model.ErrorCode;
import dev.warder.server.json.Json;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Paint;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.DisplayWidth;
import dev.warder.server.text.Visible;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/// `warder config`: what can be configured.
@Command(
    name = "config",
    description = "Explain what can be configured, and what is in effect.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "explain")
public final class ConfigCommand implements Runnable {
  private final Terminal terminal;

  public ConfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    terminal.out().println("Try 'warder config explain'.");
  }

  /// `warder config explain [KEY]`: every setting with its meaning, default and value in effect.
  @Command(
      name = "explain",
      description = "Show each setting: what it means, what it may be, and what is in effect.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footerHeading = "%nExamples:%n",
      footer = {
        "  warder config explain                       all settings",
        "  warder config explain limits                those whose name begins so",
        "  warder config explain --config warder.yaml  what is in effect with that file"
      })
  public static final class Explain implements Callable<Integer> {
    private static final int INDENT = 2;

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Parameters(
        paramLabel = "KEY",
        arity = "0..1",
        description = "A setting, or what its name begins with.")
    private String wanted = "";

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration to look at.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean asJson;

    public Explain(Terminal terminal, Map<String, String> environment) {
      this.terminal = terminal;
      this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
      Configuration configuration;
      try {
        configuration = Configuration.read(Optional.ofNullable(file), environment, Map.of());
      } catch (ConfigurationException e) {
        throw new CommandFailure(ErrorCode.USAGE, String.valueOf(e.getMessage()));
      }
      List<Setting> settings =
          Arrays.stream(Setting.values()).filter(s -> s.key().startsWith(wanted)).toList();
      if (settings.isEmpty()) {
        throw new CommandFailure(
            ErrorCode.USAGE, "there is no setting '" + wanted + "'; try 'warder config explain'");
      }
      if (asJson) {
        json(settings, configuration);
      } else {
        settings.forEach(setting -> text(setting, configuration.value(setting)));
      }
      return ExitCode.DONE;
    }

    private void text(Setting setting, Value value) {
      Paint paint = terminal.paint();
      String text = Values.shown(setting, value);
      String shown = text.isEmpty() ? "(nothing)" : Visible.text(text);
      terminal.out().println(paint.bold(setting.key()) + " = " + shown);
      boolean initial = value.origin().equals("default");
      line(
          initial
              ? "default"
              : "from "
                  + Visible.text(value.origin())
                  + "; default "
                  + (setting.initial().isEmpty() ? "(nothing)" : setting.initial()));
      line(words(setting) + "; in the environment " + setting.variable());
      line(setting.meaning());
      line("applies: " + setting.applies().words());
      terminal.out().println();
    }

    private static String words(Setting setting) {
      return setting.kind() == Setting.Kind.CHOICE
          ? "one of " + String.join(", ", setting.choices())
          : setting.kind().words();
    }

    private void line(String text) {
      for (String folded : DisplayWidth.fold(text, terminal.columns() - INDENT)) {
        terminal.out().println(" ".repeat(INDENT) + folded);
      }
    }

    private void json(List<Setting> settings, Configuration configuration) {
      try (JsonGenerator json = Json.to(terminal.out())) {
        json.writeStartArray();
        for (Setting setting : settings) {
          Value value = configuration.value(setting);
          json.writeStartObject();
          json.writeStringProperty("key", setting.key());
          json.writeStringProperty("value", Values.shown(setting, value));
          json.writeStringProperty("from", value.origin());
          json.writeStringProperty("default", setting.initial());
          json.writeStringProperty("kind", words(setting));
          json.writeStringProperty("variable", setting.variable());
          json.writeStringProperty("meaning", setting.meaning());
          json.writeStringProperty("applies", setting.applies().words());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      terminal.out().println();
    }
  }
}
