package dev.warder.benchmarks.engine;

import dev.warder.content.Content;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.ConjunctionScorer;

/// Builds engines as `analyze` does, with the shipped content.
final class Engines {
  private static final Detections CONTENT = Content.standard();

  private Engines() {}

  static Engine fresh() {
    return new Engine(EngineSettings.defaults(), CONTENT, new ConjunctionScorer());
  }
}
