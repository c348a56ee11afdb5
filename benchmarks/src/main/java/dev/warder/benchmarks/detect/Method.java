package dev.warder.benchmarks.detect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One way of detecting, with the scorer's answers to it.
///
/// A rival of ours wrote two files, one for each way of choosing within a budget; one that was
/// supplied wrote one; the product was run once for each budget.
final class Method {
  private final Path scores;
  private final String name;

  /// @param scores folder of the scorer's answers, `NAME-POOL.json`
  Method(Path scores, String name) {
    this.scores = scores;
    this.name = name;
  }

  String name() {
    return name;
  }

  /// @param pool `pooled` or `benign`
  Scores emitted(String pool, int budget) {
    return read(pool, "-" + budget + "-", "-first-");
  }

  /// @param pool `pooled` or `benign`
  Scores ranked(String pool) {
    return read(pool, "-5-", "-best-");
  }

  private Scores read(String pool, String... between) {
    for (String part : between) {
      Path file = scores.resolve(name + part + pool + ".json");
      if (Files.exists(file)) {
        return Scores.read(file);
      }
    }
    return Scores.read(scores.resolve(name + "-" + pool + ".json"));
  }

  Optional<Double> rankedRecall(int budget) {
    return ranked("pooled").figure("ranked@" + budget, "recall");
  }
}
