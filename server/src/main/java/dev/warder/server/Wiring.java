package dev.warder.server;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.AnalyzeJob;
import dev.warder.server.run.CommandFailure;

/// Which rooms do the work behind the commands.
final class Wiring {
  private Wiring() {}

  static AnalyzeJob analyzeJob() {
    return (options, progress) -> {
      throw new CommandFailure(ErrorCode.BUG, "readers and engine are not part of this build");
    };
  }
}
