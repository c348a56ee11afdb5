package dev.warder.server.run;

import dev.warder.server.terminal.ProgressPrinter;

/// Reads logs and concludes: the seam between the commands and the rooms that do the work.
@FunctionalInterface
public interface AnalyzeJob {

  /// Runs to the end, on threads of its own if it wants any; all of them have ended on return.
  ///
  /// Errors broken input is counted in the result, never thrown; what the caller must mend (a path
  /// that does not exist, a table that is no table) is a [CommandFailure]
  AnalyzeResult run(AnalyzeOptions options, ProgressPrinter progress);
}
