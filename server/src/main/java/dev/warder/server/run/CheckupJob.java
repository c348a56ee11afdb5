package dev.warder.server.run;

import java.util.List;

/// Looks at the installation and at logs: the seam between `doctor` and the rooms that know.
@FunctionalInterface
public interface CheckupJob {

  /// Looks at everything; a part that is broken is a check that fails, never an exception.
  ///
  /// @param inputs files, directories or `-` for standard input; none to leave logs out
  /// @param format contract name of the only format to try, or [AnalyzeOptions#AUTO]
  Checkup run(List<String> inputs, String format);
}
