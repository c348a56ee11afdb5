package dev.warder.server.doctor;

import dev.warder.collect.CollectReport;
import dev.warder.model.ErrorCode;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.json.CheckupDocument;
import dev.warder.server.run.AnalyzeOptions;
import dev.warder.server.run.Check;
import dev.warder.server.run.Checkup;
import dev.warder.server.run.CheckupJob;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says whether Warder has what it needs and, of logs, what each reader saw in them.
@Command(
    name = "doctor",
    description = "Check the installation and, of logs, what each reader saw in them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder doctor                 is everything there",
      "  warder doctor logs/           what is read of each file, and why not the rest",
      "  warder doctor logs/ --json    for programs",
      "  warder doctor --config warder.yaml",
      "                                can anybody get around the gate, and is all set up well"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, nothing is broken",
      "1:done, and a check failed",
      "2:the command line makes no sense, or a path cannot be used",
      "3:nothing among the paths could be read",
      "4:a fault of Warder itself"
    })
public final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final CheckupJob job;
  private final Map<String, String> environment;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Log files, directories, or - for standard input, to be read and not judged.")
  private List<String> inputs = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = AnalyzeOptions.AUTO,
      description = "Format of the logs; ${DEFAULT-VALUE} finds it for each file by content.")
  private String format = AnalyzeOptions.AUTO;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Look at what 'warder serve' would do with this configuration; run it on that machine.")
  private @Nullable Path file;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean asJson;

  public DoctorCommand(Terminal terminal, CheckupJob job, Map<String, String> environment) {
    this.terminal = terminal;
    this.job = job;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() {
    Checkup checkup = withService(job.run(inputs, format));
    if (asJson) {
      CheckupDocument.write(checkup, terminal.out());
    } else {
      CheckupScreen.of(checkup, terminal).forEach(terminal.out()::println);
    }
    CollectReport read = checkup.read();
    if (read != null && read.delivered() == 0) {
      throw new CommandFailure(
          ErrorCode.NOTHING_READABLE, "no activity could be read; see what each file says");
    }
    return checkup.hasFailed() ? ExitCode.MATCHED : ExitCode.DONE;
  }

  private Checkup withService(Checkup checkup) {
    if (file == null) {
      return checkup;
    }
    List<Check> checks = new ArrayList<>(checkup.checks());
    try {
      checks.addAll(ServiceChecks.of(Configuration.read(Optional.of(file), environment, Map.of())));
    } catch (ConfigurationException e) {
      throw new CommandFailure(ErrorCode.USAGE, String.valueOf(e.getMessage()));
    }
    return new Checkup(checks, checkup.read());
  }
}
