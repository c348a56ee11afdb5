package dev.warder.server.analyze;

import dev.warder.server.run.AnalyzeOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The part of the command line that says what to analyse and how.
final class AnalyzeArguments {
  private static final int MAX_TRUSTED_HOPS = 32;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Log files, directories, or - for standard input; plain, gzip or zstd.")
  private List<String> inputs = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = AnalyzeOptions.AUTO,
      description =
          "Format of the logs, such as ocsf, cloudtrail, okta, otlp, combined, or json with --map;"
              + " ${DEFAULT-VALUE} finds it for each file by content.")
  private String format = AnalyzeOptions.AUTO;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description =
          "Mapping, YAML or JSON, that says how to read JSON logs of another shape"
              + " (docs/mapping.md).")
  private @Nullable Path mapping;

  @Option(
      names = "--trusted-hops",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Own proxies that every request passed: the caller's address is the Nth before the last"
              + " of X-Forwarded-For and peer. Default: 0, the peer itself.")
  private int trustedHops;

  @Option(
      names = "--key-field",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "Where the key stands, if the format leaves that open: JSON Pointer, dotted path, header,"
              + " or query parameter.")
  private String keyField = "";

  @Option(
      names = "--key-inventory",
      paramLabel = "FILE",
      description =
          "What you know of your keys (owner, kind, privileged, created, retired, honey), and dead operations, JSON.")
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
      names = "--spec",
      paramLabel = "FILE",
      arity = "1..*",
      parameterConsumer = SpecFiles.class,
      description =
          "What you say of your APIs (OpenAPI 3, Swagger 2; JSON or YAML, also gzip), to be set"
              + " beside the traffic. Several files after the last PATH, or repeat the option."
              + " Nothing they refer to elsewhere is fetched.")
  private List<Path> specs = new ArrayList<>();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Folder that keeps what is known between runs (docs/state.md): the next run, over later"
              + " logs, goes on where this one stopped and tells what changed. Made if it does not"
              + " exist.")
  private @Nullable Path state;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "Your own Sigma rules, run beside the detections that ship; those that cannot run are"
              + " named.")
  private @Nullable Path rules;

  @Option(
      names = "--thieves",
      paramLabel = "FILE",
      description =
          "Your own idea of what thieves do, laid out like thieves.yaml of the shipped content.")
  private @Nullable Path thieves;

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

  /// Of an option that analyses nothing.
  void requireNoInputs() {
    if (!inputs.isEmpty()) {
      throw usage("--suggest-map takes its sample alone, without other PATHs");
    }
  }

  AnalyzeOptions toOptions() {
    if (!(alertsPerDay >= 0 && alertsPerDay <= 1_000_000)) {
      throw usage("--alerts-per-day must be 0 to 1000000");
    }
    if (inputs.isEmpty()) {
      throw usage("give at least one PATH: a log file, a directory, or - for standard input");
    }
    if (trustedHops < 0 || trustedHops > MAX_TRUSTED_HOPS) {
      throw usage("--trusted-hops must be 0 to " + MAX_TRUSTED_HOPS);
    }
    if (threads < 0 || threads > 256) {
      throw usage("--threads must be 0 (one per processor) to 256");
    }
    return new AnalyzeOptions(
        inputs,
        format,
        keyField,
        mapping,
        trustedHops,
        hashKey,
        ipTable,
        keyInventory,
        specs,
        state,
        rules,
        thieves,
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
