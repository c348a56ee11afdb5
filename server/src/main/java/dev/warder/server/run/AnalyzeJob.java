package dev.warder.server.run;

import dev.warder.server.terminal.ProgressPrinter;
import java.util.function.Consumer;

/// Reads logs and concludes: the seam between the commands and the rooms that do the work.
@FunctionalInterface
public interface AnalyzeJob {

  /// Runs to the end, on threads of its own if it wants any; all of them have ended on return.
  ///
  /// Errors broken input is counted in the result, never thrown; what the caller must mend (a path
  /// that does not exist, a table that is no table) is a [CommandFailure]
  AnalyzeResult run(AnalyzeOptions options, ProgressPrinter progress);

  /// The same for a job that keeps something for the next run: it does so once the result has been
  /// put out, and keeps nothing if that throws.
  ///
  /// @param outputs puts the result where it was asked for
  default AnalyzeResult run(
      AnalyzeOptions options, ProgressPrinter progress, Consumer<AnalyzeResult> outputs) {
    AnalyzeResult result = run(options, progress);
    outputs.accept(result);
    return result;
  }
}
