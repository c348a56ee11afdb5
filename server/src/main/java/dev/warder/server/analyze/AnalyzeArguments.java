package dev.warder.server.analyze;

import dev.warder.server.run.AnalyzeOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The part of the command line that says what to analyse and how.
final class AnalyzeArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Log files, directories, or - for standard input; plain, gzip or zstd.")
  private List<String> inputs = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = AnalyzeOptions.AUTO,
      description =
          "Format of the logs, such as ocsf, cloudtrail, jumpcloud or combined; ${DEFAULT-VALUE}"
              + " finds it for each file by content.")
  private String format = AnalyzeOptions.AUTO;

  @Option(
      names = "--key-field",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Field that carries the key, where the format leaves that open.")
  private String keyField = "";

  @Option(
      names = "--key-inventory",
      paramLabel = "FILE",
      description = "What you know of your keys (owner, kind, privileged, created), JSON.")
  private @Nullable Path keyInventory;

  @Option(
      names = "--hash-key",
      paramLabel = "FILE",
      description =
          "File whose content keys the hashes that stand for credentials. Without it they are"
              + " the same on every machine.")
  private @Nullable Path hashKey;

  @Option(
      names = "--ip-table",
      paramLabel = "FILE",
      description = "Your own table of networks and countries instead of the built-in one.")
  private @Nullable Path ipTable;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "Your own Sigma rules, run beside the detections that ship; those that cannot run are"
              + " named.")
  private @Nullable Path rules;

  @Option(
      names = "--alerts-per-day",
      paramLabel = "N",
      defaultValue = "5",
      description = "Alerts you can look into per day (UTC); a cap, never a quota. Default: 5.")
  private double alertsPerDay = 5;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads that may work. Default: one per processor.")
  private int threads;

  AnalyzeOptions toOptions() {
    if (!(alertsPerDay >= 0 && alertsPerDay <= 1_000_000)) {
      throw usage("--alerts-per-day must be 0 to 1000000");
    }
    if (threads < 0 || threads > 256) {
      throw usage("--threads must be 0 (one per processor) to 256");
    }
    return new AnalyzeOptions(
        inputs,
        format,
        keyField,
        hashKey,
        ipTable,
        keyInventory,
        rules,
        alertsPerDay,
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }

  private ParameterException usage(String message) {
    if (command == null) {
      throw new IllegalStateException("no command line was parsed");
    }
    return new ParameterException(command.commandLine(), message);
  }
}
