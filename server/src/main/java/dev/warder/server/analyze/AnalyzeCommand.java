package dev.warder.server.analyze;

import dev.warder.model.ErrorCode;
import dev.warder.model.Severity;
import dev.warder.server.json.FindingsFile;
import dev.warder.server.json.InventoryFile;
import dev.warder.server.json.SummaryDocument;
import dev.warder.server.report.HtmlReport;
import dev.warder.server.run.AnalyzeJob;
import dev.warder.server.run.AnalyzeOptions;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.summary.Losses;
import dev.warder.server.summary.Verdict;
import dev.warder.server.terminal.ProgressPrinter;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Reads logs, prints what they mean, writes what was asked for.
@Command(
    name = "analyze",
    description =
        "Find stolen keys in logs, with an inventory of APIs, keys and the consumers behind them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder analyze access.log                     the answer, and warder-report.html",
      "  warder analyze logs/ --alerts-per-day 2       a directory, a tighter budget",
      "  zcat *.gz | warder analyze - --json           for programs",
      "  warder analyze logs/ --fail-on high           for CI: exit code 1 if something is found"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and --fail-on matched an incident",
      "2:the command line makes no sense, or a file it names cannot be used",
      "3:nothing among the inputs could be read",
      "4:a fault of Warder itself"
    })
public final class AnalyzeCommand implements Callable<Integer> {
  static final Path DEFAULT_REPORT = Path.of("warder-report.html");

  private final Terminal terminal;
  private final AnalyzeJob job;

  @Mixin private AnalyzeArguments arguments = new AnalyzeArguments();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "End with exit code 1 if an incident is at least this: informational, low, medium,"
              + " high or critical.")
  private @Nullable Severity failOn;

  @Option(names = "--json", description = "Print a summary as one JSON document instead of text.")
  private boolean asJson;

  @Option(
      names = "--findings",
      paramLabel = "FILE",
      description = "Write findings and incidents to FILE, OCSF 1.5, one JSON object per line.")
  private @Nullable Path findings;

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description = "Write all APIs, keys and sources to FILE, one JSON object.")
  private @Nullable Path inventory;

  @Option(
      names = "--openapi",
      paramLabel = "DIR",
      description =
          "Write what traffic shows of each API to DIR as OpenAPI 3.1, one file per host. Existing"
              + " files of the same name are replaced.")
  private @Nullable Path openApi;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write the report to FILE, one HTML page. Without this, --json and --no-report it is"
              + " written to warder-report.html.")
  private @Nullable Path report;

  @Option(names = "--no-report", description = "Write no report.")
  private boolean withoutReport;

  @Option(
      names = "--suggest-map",
      paramLabel = "SAMPLE",
      description =
          "Print a first mapping for JSON logs like SAMPLE, say what it rests on, and do nothing"
              + " else.")
  private @Nullable String sample;

  public AnalyzeCommand(Terminal terminal, AnalyzeJob job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public Integer call() {
    if (sample != null) {
      arguments.requireNoInputs();
      SuggestedMap.print(sample, terminal);
      return ExitCode.DONE;
    }
    if (report != null && withoutReport) {
      throw new CommandFailure(ErrorCode.USAGE, "--report and --no-report contradict each other");
    }
    Optional<Path> page = page();
    AnalyzeOptions options = arguments.toOptions();
    List<Path> outputs =
        Stream.of(Optional.ofNullable(findings), Optional.ofNullable(inventory), page)
            .flatMap(Optional::stream)
            .toList();
    outputs.forEach(OutputFile::requireWritable);
    OutputFile.requireDistinct(outputs);
    outputs.forEach(file -> OutputFile.requireNoInput(file, options.inputs()));
    if (openApi != null) {
      OpenApiFolder.prepare(openApi, options.inputs());
    }
    AnalyzeResult result = run(options, page);
    print(result, options.inputs());
    result.notes().forEach(note -> terminal.err().println("Note: " + Visible.text(note)));
    page.ifPresent(file -> terminal.err().println("Report: " + Visible.text(file.toString())));
    return matches(result) ? ExitCode.MATCHED : ExitCode.DONE;
  }

  private Optional<Path> page() {
    if (report != null) {
      return Optional.of(report);
    }
    return asJson || withoutReport ? Optional.empty() : Optional.of(DEFAULT_REPORT);
  }

  private AnalyzeResult run(AnalyzeOptions options, Optional<Path> page) {
    try (ProgressPrinter progress = terminal.progress()) {
      return job.run(
          options,
          progress,
          result -> {
            progress.clear();
            requireSomethingRead(result);
            writeFiles(result, page);
          });
    }
  }

  private void requireSomethingRead(AnalyzeResult result) {
    if (result.collected().delivered() > 0) {
      return;
    }
    Losses losses = new Losses(result.collected());
    result.collected().files().stream()
        .limit(10)
        .forEach(file ->
            terminal
                .err()
                .println(
                    "  "
                        + Visible.text(file.name())
                        + ": "
                        + Wording.word(file.status())
                        + (file.note().isEmpty() ? "" : ", " + Visible.text(file.note()))));
    throw new CommandFailure(
        ErrorCode.NOTHING_READABLE,
        "no activity could be read from "
            + Wording.count(result.collected().files().size(), "file", "files")
            + (losses.reasons().isEmpty() ? "" : " (" + losses.reasons() + ")")
            + "; is --format right?");
  }

  private void writeFiles(AnalyzeResult result, Optional<Path> page) {
    if (findings != null) {
      OutputFile.write(findings, out -> FindingsFile.write(result.analysis(), out));
    }
    if (inventory != null) {
      OutputFile.write(inventory, out -> InventoryFile.write(result, out));
    }
    if (openApi != null) {
      terminal.err().println(OpenApiFolder.write(openApi, result.analysis().inventory()));
    }
    page.ifPresent(file -> OutputFile.write(file, out -> HtmlReport.write(result, out)));
  }

  private void print(AnalyzeResult result, List<String> inputs) {
    if (asJson) {
      SummaryDocument.write(result, terminal.out());
      return;
    }
    String findingsFile = findings == null ? "" : findings.toString();
    FirstScreen.of(result, terminal, findingsFile, inputs).forEach(terminal.out()::println);
  }

  private boolean matches(AnalyzeResult result) {
    Severity least = failOn;
    return least != null
        && Verdict.of(result.analysis()).alerted().stream()
            .anyMatch(incident -> incident.severity().isAtLeast(least));
  }
}
