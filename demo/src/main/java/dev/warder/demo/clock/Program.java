package dev.warder.demo.clock;

import java.io.IOException;

/// What somebody does in the time of the demo, one thing after another.
@FunctionalInterface
public interface Program {
  /// Runs to its end; time passes only while it pauses.
  void run(Pace pace) throws IOException, InterruptedException;
}
