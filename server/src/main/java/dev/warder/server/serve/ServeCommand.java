package dev.warder.server.serve;

import dev.warder.model.ErrorCode;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `warder serve`: one process that mints, verifies and takes back keys.
@Command(
    name = "serve",
    description = "Give verdicts about calls, and keep the keys they are about.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder serve                        on 127.0.0.1:8470, data in ./warder-data",
      "  warder serve --config warder.yaml   as the file says; 'warder config explain' lists it all",
      "  warder serve --upstream http://127.0.0.1:3000 --listen 127.0.0.1:8480",
      "                                      stand in front of an API; keys are kept at 8470",
      "",
      "docs/serve.md walks through the life of a key."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by itself",
      "1:the journal is damaged or was tampered with",
      "2:the command line or configuration makes no sense, or the address is taken",
      "4:a fault of Warder itself",
      "143:stopped by a signal, after what ran was finished"
    })
public final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration, in YAML.")
  private @Nullable Path file;

  @Option(
      names = "--upstream",
      paramLabel = "URL",
      description = "The API to stand in front of, such as http://127.0.0.1:3000.")
  private @Nullable String upstream;

  @Option(
      names = "--listen",
      paramLabel = "ADDR",
      description =
          "Address and port to listen on, such as 127.0.0.1:8470; with --upstream, where callers of"
              + " that API come to.")
  private @Nullable String listen;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the journal, the database and the peppers.")
  private @Nullable String data;

  @Option(
      names = "--persons",
      paramLabel = "NAMES",
      description = "Persons who keep keys, with commas between; each gets a credential.")
  private @Nullable String persons;

  public ServeCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() {
    long startNanos = System.nanoTime();
    ConfigurationSource source = source();
    Configuration configuration = configuration(source);
    Logging.start(configuration, terminal);
    HeapGoal.pursue();
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> ask(stop, stopped)));
    try (Serving serving = Serving.open(configuration, source, terminal, startNanos)) {
      serving.serveUntil(stop);
    } finally {
      stopped.countDown();
    }
    return ExitCode.DONE;
  }

  private static Configuration configuration(ConfigurationSource source) {
    try {
      return source.read();
    } catch (ConfigurationException e) {
      throw new CommandFailure(ErrorCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private ConfigurationSource source() {
    Map<Setting, Value> options = options();
    Optional<Path> named = Optional.ofNullable(file);
    return new ConfigurationSource() {
      @Override
      public Configuration read() throws ConfigurationException {
        return Configuration.read(named, environment, options);
      }

      @Override
      public Optional<Path> file() {
        return named;
      }
    };
  }

  private Map<Setting, Value> options() {
    Map<Setting, Value> options = new EnumMap<>(Setting.class);
    if (upstream != null) {
      options.put(Setting.GATEWAY__UPSTREAM, new Value(upstream, "--upstream"));
    }
    if (listen != null) {
      Setting door = upstream == null ? Setting.LISTEN : Setting.GATEWAY__LISTEN;
      options.put(door, new Value(listen, "--listen"));
    }
    if (data != null) {
      options.put(Setting.DATA, new Value(data, "--data"));
    }
    if (persons != null) {
      options.put(Setting.KEYS__PERSONS, new Value(persons, "--persons"));
    }
    return options;
  }

  /// A signal arrives: asks for the end and waits until it has come.
  private static void ask(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
