package dev.warder.server;

import dev.warder.server.run.AnalyzeOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an analysis is asked for where nothing was said, as on the command line, on one thread. A
/// test says what it wants otherwise.
final class TestOptions {
  private static final double ALERTS_PER_DAY = 5;

  private final List<String> inputs;
  private @Nullable Path rules;
  private int threads = 1;

  private TestOptions(List<String> inputs) {
    this.inputs = inputs;
  }

  static TestOptions of(Path log) {
    return new TestOptions(List.of(log.toString()));
  }

  TestOptions rules(Path folder) {
    rules = folder;
    return this;
  }

  TestOptions threads(int count) {
    threads = count;
    return this;
  }

  AnalyzeOptions build() {
    return new AnalyzeOptions(
        inputs,
        AnalyzeOptions.AUTO,
        "",
        null,
        0,
        null,
        null,
        null,
        List.of(),
        null,
        rules,
        null,
        ALERTS_PER_DAY,
        threads);
  }
}
